import Foundation
import Reporting
import Runs
import Scoring
import Testing

@Suite("What a signature stands for")
struct SignatureExplanationTests {
  private let summary = RunSamples.summary("speech")

  @Test("A run that agrees is confirmed, and its hashes are given whole")
  func confirmed() throws {
    let signature = ScoreSignature(summary).of("lip-sync.r0/1")
    let explained = SignatureExplanation(signature, runs: [summary]) { _ in [] }
    #expect(explained.isConfirmed)
    let text = explained.rendered(as: .table)
    #expect(text.contains("abcdef0123456789") && text.contains("agrees in every field"))
    let json =
      try JSONSerialization.jsonObject(with: Data(explained.rendered(as: .json).utf8)) as? [String: Any]
    #expect(json?["confirmed"] as? Bool == true)
  }

  @Test("A run that differs is not, and the field is named")
  func differs() throws {
    var other = summary
    other.run.referenceHash = "elsewhere"
    let explained = SignatureExplanation(ScoreSignature(summary), runs: [other]) { _ in [] }
    #expect(!explained.isConfirmed && explained.unlike == [.reference])
    #expect(explained.verdict.contains("ref"))
  }

  @Test("Without its run a signature still says what its fields mean")
  func missing() throws {
    let explained = SignatureExplanation(ScoreSignature(summary), runs: []) { _ in [] }
    #expect(!explained.isConfirmed)
    #expect(explained.verdict.contains("no run 'speech-00000000'"))
    #expect(explained.table.rows.count == ScoreSignature.Field.allCases.count)
  }
}
