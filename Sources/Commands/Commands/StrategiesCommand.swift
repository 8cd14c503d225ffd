import Foundation
import ArgumentParser
import Reporting
import StrategyHost

/// `mien strategies`.
struct StrategiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strategies", abstract: "List the strategies that can be run.",
    discussion: "Example: mien strategies --format json")

  @OptionGroup var plugins: PluginOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let shelf = plugins.shelf
    var table = Table(columns: [
      .text("id", "id"), .text("version", "version"), .text("summary", "what it does"),
      .text("needs", "needs"),
      .number("channels", "channels"), .text("parameters", "parameters"), .machine("vendor"),
      .machine("path"),
    ])
    for fault in shelf.faults { Console.complain("mien: \(fault.reason)") }
    var failed = !shelf.faults.isEmpty
    for bundle in shelf.bundles {
      do {
        let card = try shelf.card(of: bundle)
        let parameters = card.parameters.map { parameter in
          let unit = parameter.unit.isEmpty ? "" : " \(parameter.unit)"
          return "\(parameter.id)=\(Self.plain(parameter.initial))"
            + " (\(Self.plain(parameter.range.lowerBound))...\(Self.plain(parameter.range.upperBound))\(unit))"
        }
        table.append([
          .text(card.id), .text(card.version), .text(card.summary), .text(card.needs.joined(separator: " ")),
          .integer(card.channels.count), .text(parameters.joined(separator: ", ")), .text(card.vendor),
          .text(bundle.folder.path),
        ])
      } catch {
        failed = true
        Console.complain("mien: \(error)")
      }
    }
    for name in StackSheet.names(in: shelf.path) where !shelf.bundles.contains(where: { $0.id == name }) {
      do {
        let stack = try shelf.stack(name)
        let layers = stack.labels + (stack.guarding == nil ? [] : ["guard"])
        table.append([
          .text(name), .text(""), .text("A stack of \(layers.joined(separator: ", "))."), .text(""),
          .text(""),
          .text(""), .text(""), .text(StackSheet.file(of: name, in: shelf.path)?.path ?? ""),
        ])
      } catch {
        failed = true
        Console.complain("mien: \(error)")
      }
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
    if failed { throw ExitCode(table.rows.isEmpty ? CommandRunner.failed : CommandRunner.partlyFailed) }
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : String(number)
  }
}
