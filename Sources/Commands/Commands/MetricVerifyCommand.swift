import ArgumentParser
import Foundation
import Reporting
import Scoring

/// `mien metric verify`.
struct MetricVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the formulas of the scores against golden vectors.",
    discussion: """
      DIRECTORY holds expected.json (per item: formula, inputs, params, expected, rel_tol or params.abs_tol) and \
      inputs/NAME.csv with a header row; an input is name, name[i] or name[a:b]. Every item is computed by the code \
      that the scores themselves run on. Digits are the agreeing decimal digits of an item's worst value, 17 for \
      equal bits. A tolerance that is negative or above 0.01 says nothing, and its item is not \
      covered. Where an item's formula, an input or a value cannot be read or is not known, it is not covered.

      The exit code is 0 when every item agrees and 1 when one fails or is not covered.

      Example: mien metric verify golden
      """)

  @Argument(help: "A directory with expected.json and inputs/.", completion: .directory) var directory: String
  @OptionGroup var format: FormatOptions

  func run() throws {
    let folder = URL(fileURLWithPath: (directory as NSString).expandingTildeInPath, isDirectory: true)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw VerificationError.unreadable(
        file: directory,
        reason: !FileManager.default.fileExists(atPath: folder.path)
          ? "there is no such directory" : "it is no directory")
    }
    let expected = try Self.contents(
      of: folder.appendingPathComponent("expected.json"),
      named: (directory as NSString).appendingPathComponent("expected.json"))
    let report = try GoldenReport(expected: expected) { name throws(VerificationError) in
      let file = "inputs/\(name).csv"
      return try Self.contents(of: folder.appendingPathComponent(file), named: file)
    }
    var table = Table(columns: [
      .text("item", "item"), .text("formula", "formula"), .number("checked", "values"),
      .number("digits", "digits"), .text("tolerance", "tolerance"), .text("verdict", "verdict"),
      .text("reason", "reason"),
    ])
    for result in report.results {
      table.append([
        .text(result.item), .text(result.formula), .integer(result.checked),
        .optional(result.digits, digits: 1), .text(result.tolerance), .text(result.verdict.rawValue),
        .optional(result.reason),
      ])
    }
    switch format.format {
    case .json: Console.print(table.json(schema: "mien.metric-verify/1", key: "items"))
    case .table:
      Console.print(table.rendered(as: .table, width: Console.width))
      Console.print(
        "\(report.results.count) items: \(report.count(.agrees)) ok, \(report.count(.disagrees)) FAIL, "
          + "\(report.count(.notCovered)) not covered")
    default: Console.print(table.rendered(as: format.format, width: nil))
    }
    if !report.passes { throw ExitCode(CommandRunner.failed) }
  }

  /// The bytes of a file that is no larger than any of the format may be.
  private static func contents(of url: URL, named name: String) throws(VerificationError) -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(file: name, reason: "there is no such file")
    }
    guard !isFolder.boolValue else { throw .unreadable(file: name, reason: "it is a folder") }
    do {
      let size =
        try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.size] as? Int
      guard let size, size <= GoldenTable.largestFile else {
        throw VerificationError.unreadable(file: name, reason: "larger than \(GoldenTable.largestFile) bytes")
      }
      return try Data(contentsOf: url)
    } catch let error as VerificationError {
      throw error
    } catch {
      throw .unreadable(file: name, reason: "it cannot be read")
    }
  }
}
