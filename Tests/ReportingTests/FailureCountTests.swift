import Foundation
import Reporting
import Runs
import Scoring
import Statistics
import Testing

@Suite("How many conversations failed")
struct FailureCountTests {
  private func takes(_ count: Int, failed: Int) -> [TakeSummary] {
    (0..<count).flatMap { i in
      [1, 2].map { seed in
        TakeSummary(
          key: .init(recording: "r\(i)", participant: "nova", seed: UInt64(seed)), frames: 1, lookahead: 0,
          trackHash: "", failure: i < failed && seed == 1 ? "crash" : nil)
      }
    }
  }

  @Test("Conversations are counted, not takes, and none is no promise")
  func none() throws {
    let count = FailureCount.ofTakes(takes(12, failed: 0))
    #expect(count.failures == 0 && count.n == 12)
    #expect(abs((count.bound.value ?? 0) - (1 - pow(0.05, 1.0 / 12))) < 1e-12)
    #expect(count.sentence == "failed takes: 0 of 12 conversations, rate at most 22.1 % (95 % bound)")
    #expect(FailureCount.ofTakes(takes(12, failed: 3)).failures == 3)
  }

  @Test("Without takes there is no bound")
  func empty() { #expect(FailureCount.ofTakes([]).bound.value == nil) }

  @Test("A report states it and never says never")
  func report() {
    let text = RunReport(RunSamples.summary("x"), takes: takes(6, failed: 0)).rendered(as: .json)
    #expect(text.contains("\"failures\": 0, \"n\": 6, \"bound\": 0.39"))
    #expect(!text.contains("never"))
  }
}
