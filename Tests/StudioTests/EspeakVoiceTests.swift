import Conversation
import Foundation
import Motion
import Speech
import Studio
import Testing

/// Whether espeak-ng can be heard here; asked once.
let espeakObstacle = EspeakVoice.obstacle()

@Suite("espeak-ng as a child process", .enabled(if: espeakObstacle == nil, "espeak-ng or python3 is missing"))
struct EspeakVoiceTests {
  static let lines = [
    "Papa took a big map, because it's 25 degrees in the café — of the well-known kind!",
    "Did you put back the apple pie, or not? A lot of people keep asking.",
  ]

  @Test("A text sounds the same whatever was spoken before it") func independence() throws {
    let voice = try EspeakVoice()
    let both = try voice.speak(Self.lines, as: VoiceSettings())
    let second = try voice.speak([Self.lines[1]], as: VoiceSettings())
    #expect(both.count == 2)
    #expect(both[1] == second[0])
  }

  @Test("Every spoken word is found, clitics too, at its place in the text") func words() throws {
    let speech = try EspeakVoice().speak(Self.lines, as: VoiceSettings())
    for (line, speech) in zip(Self.lines, speech) {
      let bytes = Array(line.utf8)
      let found = speech.words.map {
        String(decoding: bytes[$0.offset..<($0.offset + $0.length)], as: UTF8.self)
      }
      let expected = line.split(separator: " ").map(String.init).filter {
        $0.contains { $0.isLetter || $0.isNumber }
      }
      #expect(found == expected)
      #expect(Set(speech.sounds.compactMap(\.word)).count == found.count)
      #expect(speech.sounds.contains { $0.stress == 1 })
    }
  }

  @Test("An unknown voice is named in the error") func unknownVoice() throws {
    let voice = try EspeakVoice()
    #expect(
      throws: StudioError.failed(
        tool: "espeak-ng", reason: "espeak-ng has no voice 'zz'; see espeak-ng --voices")
    ) {
      try voice.speak(["a"], as: VoiceSettings(name: "zz"))
    }
  }

  @Test("Recording twice gives the same log and the same samples") func determinism() throws {
    let play = try Screenplay(
      "guest: Hi.\nnova: [happy] \(Self.lines[0])\nguest: Oh.\nnova: \(Self.lines[1])", id: "two")
    let first = try StudioRecorder(synthesizer: EspeakVoice()).record(play)
    let second = try StudioRecorder(synthesizer: EspeakVoice()).record(play)
    #expect(first == second)
  }

  @Test("Vowels are loud and closures are quiet where the phones say") func energy() throws {
    let text = Self.lines.joined(separator: " ")
    let taken = try StudioRecorder(synthesizer: EspeakVoice()).record(Screenplay("nova: \(text)", id: "one"))
    let samples = try #require(taken.audio["nova"]).samples
    func level(_ from: MediaTime, _ to: MediaTime) -> Double {
      let range = Int(from.seconds * 22050)..<min(samples.count, Int(to.seconds * 22050))
      let sum = samples[range].reduce(0.0) { $0 + Double($1) * Double($1) }
      return 10 * log10(sum / Double(max(1, range.count)) + 1e-10)
    }
    let phones = Happened(taken.recording).phones
    let vowels = phones.filter { Phone(arpabet: $0.text)?.symbol.isVowel ?? false }.map {
      level($0.start, $0.end)
    }
    let closures = phones.filter { ["P", "K"].contains($0.text) }.map {
      level($0.start, $0.start + .milliseconds(30))
    }
    #expect(vowels.count > 20 && closures.count > 6)
    let vowel = vowels.sorted()[vowels.count / 2]
    let closure = closures.sorted()[closures.count / 2]
    #expect(vowel > -30)
    #expect(vowel - closure > 12, "vowels \(vowel) dB, closures \(closure) dB")
  }
}

@Suite("espeak-ng is missing") struct MissingEspeakTests {
  @Test("Without Python the error says what to install") func noPython() {
    #expect(
      throws: StudioError.missing(
        tool: "python3", cure: "install it (apt install python3) or put it on the PATH")
    ) {
      try EspeakVoice(environment: ["PATH": "/nowhere"])
    }
  }
}
