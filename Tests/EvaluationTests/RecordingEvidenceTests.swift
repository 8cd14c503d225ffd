import Scoring
import StrategyHost
import Testing

@testable import Evaluation

@Suite("A recording is made ready for those who ask, and scores do not hear what strategies asked for")
struct RecordingEvidenceTests {
  @Test("audio is analysed for strategies that need it, and for measures where phones were not measured")
  func audio() throws {
    let measured = try Stage(recordings: 1)
    #expect(try RecordingEvidence("talk0", of: measured.corpus).audio.isEmpty)
    #expect(try RecordingEvidence("talk0", of: measured.corpus, needs: ["words"]).audio.isEmpty)
    #expect(try RecordingEvidence("talk0", of: measured.corpus, needs: ["partner-audio"]).audio.isEmpty)
    let heard = try RecordingEvidence("talk0", of: measured.corpus, needs: ["own-audio"])
    #expect(Array(heard.audio.keys) == ["mia"])
    #expect(heard.audio["mia"]?.samples.count == 128_000)
    #expect(heard.audio["mia"].map { $0.rows.count / $0.columns.count } == 800)
    let estimated = try Stage(recordings: 1, estimated: true)
    #expect(try Array(RecordingEvidence("talk0", of: estimated.corpus).audio.keys) == ["mia"])
  }

  @Test("the level of a voice is given where measures fall back on it, whoever had the audio read")
  func envelope() throws {
    for needs in [[], ["own-audio", "partner-audio"]] as [Set<String>] {
      let measured = try Stage(recordings: 1)
      #expect(try RecordingEvidence("talk0", of: measured.corpus, needs: needs).envelope(of: "mia") == nil)
      let estimated = try Stage(recordings: 1, estimated: true)
      let level = try RecordingEvidence("talk0", of: estimated.corpus, needs: needs).envelope(of: "mia")
      #expect(level?.decibels.count == 800)
      #expect(try RecordingEvidence("talk0", of: estimated.corpus, needs: needs).envelope(of: "tom") == nil)
    }
  }
}
