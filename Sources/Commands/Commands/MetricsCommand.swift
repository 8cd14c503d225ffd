import ArgumentParser
import Foundation
import MetricHost
import Reporting
import Scoring

/// `mien metrics`.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "List the scores, what each measures and where it lies.",
    discussion: """
      Metrics and encoders of your own stand below those of the house, with the first digits of their hash in the id; \
      they are looked for where strategies are, and score nothing that does not ask for them with --metrics.

      Example: mien metrics --format md
      """)

  @OptionGroup var places: MetricPlaces
  @OptionGroup var format: FormatOptions

  func run() throws {
    var table = Table(columns: [
      .text("id", "id"), .text("title", "title"), .text("unit", "unit"), .text("direction", "best"),
      .text("headline", "rank"), .text("needs", "needs"), .text("summary", "what it measures"),
      .machine("whereItLies"), .machine("source"), .machine("code"), .machine("place"),
    ])
    let (found, faults) = try places.loaded()
    let own = found.flatMap { metric in metric.descriptors.map { ($0, metric.bundle.folder.path) } }
    for (descriptor, place) in Metrics.descriptors.map({ ($0, "") }) + own {
      table.append([
        .text(descriptor.id), .text(descriptor.title), .text(descriptor.unit),
        .text(descriptor.direction.rawValue), .text(descriptor.headline.map { "H\($0)" } ?? "diagnostic"),
        .text(descriptor.needs.map(\.rawValue).joined(separator: " ")), .text(descriptor.summary),
        .text(descriptor.whereItLies), .text(descriptor.source), .text(descriptor.code ?? ""), .text(place),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
    for fault in faults { Console.complainLine("note: \(fault)") }
  }
}
