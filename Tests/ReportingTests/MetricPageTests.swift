import Scoring
import Statistics
import Testing

@testable import Reporting

@Suite("The page of a score")
struct MetricPageTests {
  @Test("Constants are printed in the digits that name them")
  func digits() {
    #expect(MetricPage.text(Double(Float(0.26))) == "0.26")
    #expect(MetricPage.text(0.26) == "0.26")
    #expect(MetricPage.text(1.0 / 3) == "0.3333333333333333")
    #expect(MetricPage.text(-4) == "-4" && MetricPage.text(1e20) == "1e+20")
    for descriptor in Metrics.descriptors {
      for value in descriptor.parameters.values {
        let isShort = Double(Float(value)) == value
        #expect(!isShort || MetricPage.text(value).count < 10, "\(descriptor.id) \(value)")
      }
    }
  }

  @Test("A portrait calls nothing better", arguments: ["expressivity.power/1", "effort.time/1"])
  func portraits(_ id: String) throws {
    let page = try #require(try MetricPage.pages(for: id).first)
    let entries = Dictionary(uniqueKeysWithValues: page.entries.map { ($0.name, $0.text) })
    #expect(entries["best"]?.hasPrefix("none: ") == true)
    #expect(entries["use"]?.contains("neither side better") == true)
    #expect(ScoreComparison.direction(page.descriptor, hasReference: true) == .neutral)
    #expect(page.descriptor.headline == nil)
  }
}
