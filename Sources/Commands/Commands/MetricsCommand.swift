import ArgumentParser
import Reporting
import Scoring

/// `mien metrics`.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "List the scores, what each measures and where it lies.",
    discussion: "Example: mien metrics --format md")

  @OptionGroup var format: FormatOptions

  func run() throws {
    var table = Table(columns: [
      .text("id", "id"), .text("title", "title"), .text("unit", "unit"), .text("direction", "best"),
      .text("headline", "rank"), .text("needs", "needs"), .text("summary", "what it measures"),
      .machine("whereItLies"), .machine("source"),
    ])
    for descriptor in Metrics.descriptors {
      table.append([
        .text(descriptor.id), .text(descriptor.title), .text(descriptor.unit),
        .text(descriptor.direction.rawValue), .text(descriptor.headline.map { "H\($0)" } ?? "diagnostic"),
        .text(descriptor.needs.map(\.rawValue).joined(separator: " ")), .text(descriptor.summary),
        .text(descriptor.whereItLies), .text(descriptor.source),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
