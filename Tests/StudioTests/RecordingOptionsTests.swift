import Catalog
import Conversation
import Foundation
import Motion
import Studio
import Testing

@Suite("Options override scripts") struct RecordingOptionsTests {
  func record(_ text: String, _ change: (inout RecordingOptions) -> Void) throws -> (
    CorpusManifest, Recording
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("options-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let script = folder.appendingPathComponent("a.script")
    try Data(text.utf8).write(to: script)
    var options = RecordingOptions()
    change(&options)
    let out = folder.appendingPathComponent("out")
    let manifest = try StudioSession.record(
      scripts: [script], out: out, options: options, synthesizer: ToneVoice())
    return (manifest, try Corpus.load(at: out).recording("a"))
  }

  @Test("Times, voices and rates of the options win, and the manifest says the values used") func overridden()
    throws
  {
    let text = "asr delay: 2\nguest: Hi, Tom.\nnova: Hi, Sue."
    let (manifest, recording) = try record(text) {
      $0.timing = ["asr delay": 0.4, "tokens per second": 50, "tts chunk": 0.8]
      $0.voices = ["guest": "en-us+m3"]
      $0.rates = ["guest": 190]
    }
    let word = try #require(recording.log.first { $0.kind == .word })
    #expect(word.arrival == word.end.map { $0 + .milliseconds(400) })
    #expect(!word.isEstimated)
    let said = manifest.assumptions.joined(separator: "\n")
    for words in [
      "200 bytes a second", "0.8 s long", "400 ms after", "a en-us+m3 at 190.", "1 to 1.4 s before",
    ] {
      #expect(said.contains(words), "\(words) in \(said)")
    }
  }

  @Test("Scripts that differ are told apart by their ids") func differing() throws {
    var slow = try Screenplay("nova: hi", id: "slow")
    slow.timing.tokensPerSecond = 5
    let usual = try Screenplay("nova: hi", id: "usual")
    let said = StudioSession.assumptions(of: [slow, usual], stored: .flac)
    #expect(said.contains { $0.hasPrefix("In slow: ") && $0.contains("20 bytes a second") })
    #expect(said.contains { $0.hasPrefix("In usual: ") && $0.contains("120 bytes a second") })
    #expect(said.count == StudioSession.assumptions.count + 1)
  }

  @Test(
    "What cannot be is refused with its name",
    arguments: [
      (["tts delay": -1.0], [:], [:], "tts delay: -1.0 is out of range; give a number from 0 to 10"),
      (["speed": 1.0], [:], [:], "speed: there is no such time"),
      (["asr delay": Double.nan], [:], [:], "out of range"), (["tool time": 31.0], [:], [:], "out of range"),
      ([:], ["bob": "x"], [:], "nobody is called 'bob'; there are guest, nova"),
      ([:], [:], ["nova": 20], "nova would speak 20 words a minute"),
    ] as [([String: Double], [String: String], [String: Int], String)])
  func refusals(
    _ timing: [String: Double], _ voices: [String: String], _ rates: [String: Int], _ words: String
  ) {
    do {
      _ = try record("nova: hi") {
        $0.timing = timing
        $0.voices = voices
        $0.rates = rates
      }
      Issue.record("accepted")
    } catch { #expect("\(error)".contains(words), "\(error)") }
  }
}
