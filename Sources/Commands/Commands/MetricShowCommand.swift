import ArgumentParser
import MetricHost
import Reporting
import Scoring

/// `mien metric show`.
struct MetricShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a score measures, where it lies and when to use it.",
    discussion: """
      METRIC is the id of a score (lip-sync.r0/1) or of a measurement (lip-sync/1), which shows all its scores; \
      the version may be left off. Metrics and encoders of your own are shown with the hash of their code.

      Example: mien metric show coupling.z
      """)

  @Argument(help: "A score or a measurement, by id.") var metric: String
  @OptionGroup var places: MetricPlaces
  @OptionGroup var format: FormatOptions

  func run() throws {
    let pages = try pages()
    switch format.format {
    case .json: try JSONOutput.print(Result(metrics: pages.map(Result.Item.init)))
    case .markdown: Console.print(pages.map(\.markdown).joined(separator: "\n"))
    case .table:
      for (index, page) in pages.enumerated() {
        if index > 0 { Console.print("\n") }
        Console.print(page.descriptor.title)
        for (name, text) in page.entries {
          let lines = WrappedText.lines("  \(name): \(text)", width: Console.width, indent: 6)
          Console.print(lines.joined(separator: "\n"))
        }
      }
    default:
      var table = Table(columns: [.text("metric", "metric"), .text("name", "name"), .text("text", "text")])
      for page in pages {
        for (name, text) in page.entries {
          table.append([.text(page.descriptor.id), .text(name), .text(text)])
        }
      }
      Console.print(table.rendered(as: format.format, width: nil))
    }
  }

  /// Pages of the house; only what it does not know is looked for outside, since that starts processes.
  private func pages() throws -> [MetricPage] {
    do throws(ScoringError) { return try MetricPage.pages(for: metric) } catch {
      let (own, faults) = try places.loaded()
      // An encoder's scores are called fgd.ID; its own id means them too.
      let named = own.filter { $0.bundle.id == metric }
      if !named.isEmpty { return named.flatMap { one in one.descriptors.map { MetricPage($0, of: one.id) } } }
      do throws(ScoringError) { return try MetricPage.pages(for: metric, among: own) } catch {
        for fault in faults { Console.complainLine("note: \(fault)") }
        throw error
      }
    }
  }

  private struct Result: Encodable {
    struct Item: Encodable {
      var id: String
      var measurement: String
      var title: String
      var unit: String
      var direction: String
      var headline: Int?
      var reduction: String
      var needs: [String]
      var parameters: [String: Double]
      var measures: String
      var lies: String
      var use: String
      var source: String
      var code: String?

      init(_ page: MetricPage) {
        let descriptor = page.descriptor
        id = descriptor.id
        measurement = page.measurement
        title = descriptor.title
        unit = descriptor.unit
        direction = descriptor.direction.rawValue
        headline = descriptor.headline
        reduction = descriptor.reduction.rawValue
        needs = descriptor.needs.map(\.rawValue)
        parameters = descriptor.parameters
        measures = descriptor.summary
        lies = descriptor.whereItLies
        use = page.use
        source = descriptor.source
        code = descriptor.code
      }
    }
    var schema = "mien.metric/1"
    var metrics: [Item]
  }
}
