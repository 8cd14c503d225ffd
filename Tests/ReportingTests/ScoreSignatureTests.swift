import Foundation
import Reporting
import Runs
import Scoring
import Testing

@Suite("The signature of a score")
struct ScoreSignatureTests {
  private func take(_ recording: String, lookahead: Int = 9) -> TakeSummary {
    TakeSummary(
      key: .init(recording: recording, participant: "nova", seed: 7), frames: 60, lookahead: lookahead,
      trackHash: "t", failure: nil)
  }

  @Test("It is one word that a shell leaves alone, with every field in its place")
  func line() {
    let text = ScoreSignature(RunSamples.summary("speech"), takes: [take("a"), take("b")])
      .of("lip-sync.r0/1").description
    #expect(text.hasPrefix("lip-sync.r0/1,run:speech-00000000,strategy:speech@1.0,bundle:abcdef01,set:"))
    #expect(text.contains(",arrival:agent/1,ahead:9,given:everything,corpus:greetings@c1,"))
    #expect(text.contains(",fps:60,seed:7,evidence:real+synthetic,mien:unknown"))
    let safe = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/@+:,%")
    #expect(text.allSatisfy(safe.contains))
  }

  @Test("What is written is read back, in any order of fields and with blanks around it")
  func roundTrip() throws {
    var summary = RunSamples.summary("external:their takes, 2|ü")
    summary.toolVersion = "0.1.0"
    let signature = ScoreSignature(summary, takes: [take("a"), take("b", lookahead: 12)], metric: "x.y/2")
    #expect(try ScoreSignature("  \(signature)\n") == signature)
    #expect(signature[.strategy] == "external:their takes, 2|ü@1.0")
    #expect(signature[.ahead] == "9+12")
    let parts = signature.description.split(separator: ",")
    let turned = ([parts[0]] + parts.dropFirst().reversed()).joined(separator: ",")
    #expect(try ScoreSignature(turned) == signature)
  }

  @Test("Every choice of run that moves scores moves it")
  func sensitive() {
    var signatures: Set<String> = []
    var runs = [RunSamples.run("a"), RunSamples.run("b"), RunSamples.run("a", arrival: "known/1")]
    runs.append(RunSamples.run("a", seeds: [1, 2]))
    var given = RunSamples.run("a")
    given.given = ["audio"]
    var reference = RunSamples.run("a")
    reference.referenceHash = "other"
    var parameters = RunSamples.run("a")
    parameters.source.parameters["beats"] = 3
    for run in runs + [given, reference, parameters] {
      let summary = RunSummary(id: "same-00000000", run: run, takes: 1, failed: 0, scores: [])
      signatures.insert(ScoreSignature(summary).description)
    }
    #expect(signatures.count == 7)
  }

  @Test(
    "What is no signature is refused with the reason",
    arguments: [
      "", "hello", "run:a,run:b", "x/1,weather:wet,run:a", "run:a%2", "run:", "x/1,y/2,run:a",
      String(repeating: "a", count: 5000),
    ])
  func refused(text: String) {
    #expect(throws: ReportingError.self) { try ScoreSignature(text) }
  }
}
