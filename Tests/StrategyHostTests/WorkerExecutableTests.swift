import Foundation
import StrategyDriver
import Testing

@Suite("The worker's executable says what it wants when it is started by hand")
struct WorkerExecutableTests {
  private struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = Built.folder.appendingPathComponent("mien-worker")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return Outcome(code: process.terminationStatus, output: text, errors: words)
  }

  @Test(
    "wrong arguments give the usage and code 64",
    arguments: [[], ["run"], ["describe"], ["dance", "lib.so"], ["run", "lib.so", "more"]])
  func usage(arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.code == 64 && outcome.output.isEmpty)
    #expect(outcome.errors == "usage: mien-worker describe|run LIBRARY\n")
  }

  @Test("without a host it says so in its last line and ends with code 1")
  func noHost() throws {
    let outcome = try run(["run", Built.library("Ledger").path])
    #expect(outcome.code == 1 && outcome.output.isEmpty)
    let last = try #require(outcome.errors.split(separator: "\n").last)
    #expect(last.contains("no shared memory on descriptor 4"))
    #expect(last.contains("mien starts its workers itself"))
  }

  @Test("describe prints the descriptors, or one line with the path")
  func describe() throws {
    let path = Built.library("Ledger").path
    let good = try run(["describe", path])
    #expect(good.code == 0)
    let list = try JSONDecoder().decode([StrategyDescriptor].self, from: Data(good.output.utf8))
    #expect(list.map(\.id) == ["ledger"] && list[0].parameters.count == 7)
    let bad = try run(["describe", Built.library("NoEntry").path])
    #expect(bad.code == 1 && bad.output.isEmpty)
    #expect(bad.errors.contains("exports no mien_strategy_entry"))
  }
}
