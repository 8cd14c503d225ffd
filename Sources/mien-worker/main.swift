import Foundation
import StrategyDriver

// The slim child process in which foreign libraries are looked at: what crashes here costs nothing else.
// `mien-worker describe LIBRARY` prints the library's descriptors as JSON; a refusal goes to stderr, exit 1.

let arguments = CommandLine.arguments
guard arguments.count == 3, arguments[1] == "describe" else {
  FileHandle.standardError.write(Data("usage: mien-worker describe LIBRARY\n".utf8))
  exit(64)
}
do {
  let library = try StrategyLibrary(loading: arguments[2])
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  FileHandle.standardOutput.write(try encoder.encode(library.descriptors()))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
