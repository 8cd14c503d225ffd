import Foundation
import StrategyDriver

// The slim child process in which foreign libraries are looked at and run: what crashes here costs nothing
// else. `describe` prints the library's descriptors as JSON; a refusal goes to stderr, exit 1. `run` serves a
// host on descriptors 3, 4 and 5.

let arguments = CommandLine.arguments
guard arguments.count == 3, ["describe", "run"].contains(arguments[1]) else {
  FileHandle.standardError.write(Data("usage: mien-worker describe|run LIBRARY\n".utf8))
  exit(64)
}
func refuse(_ reason: String) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(1)
}
let confinement = WorkerConfinement(environment: ProcessInfo.processInfo.environment)
do {
  if arguments[1] == "run" {
    let shortfalls = confinement.apply()
    if !shortfalls.isEmpty { FileHandle.standardError.write(Data("mien-worker: \(shortfalls)\n".utf8)) }
    exit(try WorkerService().serve(arguments[2]))
  }
  _ = confinement.apply()
  let library = try StrategyLibrary(loading: arguments[2])
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  FileHandle.standardOutput.write(try encoder.encode(library.descriptors()))
} catch {
  refuse("\(error)")
}
