import Conversation
import Foundation
import Script
import Testing

@testable import Studio

@Suite("Pronunciations by espeak-ng") struct EspeakPronouncerTests {
  static let isThere = (try? EspeakPronouncer()) != nil

  @Test("A missing espeak-ng is an error that names it and the cure") func missing() {
    #expect {
      _ = try EspeakPronouncer(environment: ["PATH": "/nowhere"])
    } throws: { error in
      let words = "\(error)"
      return words.contains("espeak-ng") && words.contains("install")
    }
  }

  @Test("Words are handed over without their punctuation") func lines() {
    #expect(EspeakPronouncer.line("\"Hello,\"") == "Hello")
    #expect(EspeakPronouncer.line("don’t") == "don't")
    #expect(EspeakPronouncer.line("twenty-one.") == "twenty-one")
    #expect(EspeakPronouncer.line("3.5") == "3.5")
    #expect(EspeakPronouncer.line("[[x]]<y>\nz") == "x y z")
    #expect(EspeakPronouncer.line("…") == "")
    #expect(EspeakPronouncer.line(String(repeating: "a", count: 201)) == "")
  }

  @Test(
    "English words get the phones that a dictionary gives",
    .enabled(if: isThere, "espeak-ng is not installed"))
  func words() throws {
    let words = ["Hello,", "world", "…", "thought", "judge", "hello", "boy!"]
    let phones = try EspeakPronouncer().pronounce(words, language: "en-US").map { $0.map(\.label) }
    #expect(phones.count == words.count)
    #expect(phones[0] == ["HH", "AH0", "L", "OW1"])
    #expect(phones[1] == ["W", "ER1", "L", "D"])
    #expect(phones[2].isEmpty)
    #expect(phones[3].first == "TH" && phones[3].last == "T")
    #expect(phones[4] == ["JH", "AH1", "JH"])
    #expect(phones[5] == phones[0])
    #expect(phones[6] == ["B", "OY1"])
  }

  @Test("Every English word has phones", .enabled(if: isThere, "espeak-ng is not installed"))
  func many() throws {
    let text = """
      The quick brown fox jumps over a lazy dog while seventeen children measure the depth of their \
      neighbour's garden pond in 1984 or 3.5 metres; button, bottle, rhythm, little, butter, water, furry, \
      idea, going, power, fire, here, there, poor, vision, loch, genre, naïve, café, W3C, e-mail, isn't, \
      OK, Mr. Ünal, x, supercalifragilisticexpialidocious, hmm, shh, 50%, $20, AT&T
      """
    let words = text.split(separator: " ").map(String.init)
    for language in ["en-US", "en-GB"] {
      let read = try EspeakPronouncer().read(words, language: language)
      for (word, answer) in zip(words, read) {
        #expect(!answer.phones.all.isEmpty, "\(word) \(answer.ipa)")
        #expect(answer.phones.unread.isEmpty, "\(word) \(answer.ipa) \(answer.phones.unread)")
      }
    }
  }

  @Test("An unknown language is refused", .enabled(if: isThere, "espeak-ng is not installed"))
  func language() throws {
    let pronouncer = try EspeakPronouncer()
    #expect(throws: StudioError.self) { try pronouncer.read(["a"], language: "xx-none") }
    #expect(throws: StudioError.self) { try pronouncer.read(["a"], language: "--help") }
    #expect(throws: StudioError.self) { try pronouncer.read(["a"], language: "") }
  }
}
