import Conversation
import Testing

@testable import Script

@Suite("SSML") struct SpeechRulesTests {
  @Test("Breaks, marks and the like are cues and not spoken") func cues() {
    let text = """
      <speak>One<break time="500ms"/> two <break strength="strong"/><mark name="here"/>\
      <emphasis level="strong">big</emphasis> <say-as interpret-as="date">1/2</say-as> <audio src="a.wav">bang</audio></speak>
      """
    let reading = ScriptReading(text)
    #expect(
      TagRulesTests.cues(text) == [
        "stage break 0.5", "stage break 0.7", "stage mark here", "stage emphasis strong 1.0",
        "stage say-as date",
        "stage audio a.wav",
      ])
    #expect(reading.spoken.trimmingBlanks() == "One two big 1/2 bang")
    #expect(reading.segments.first { $0.text == "big" }?.isEmphasized == true)
    #expect(reading.segments.first { $0.text == "1/2" }?.delivery.interpretation == "date")
  }

  @Test("Sentences and paragraphs part words") func blocks() {
    #expect(ScriptReading("<p><s>One.</s><s>Two.</s></p>").spoken == "One. Two. ")
  }

  @Test("Prosody nests and ends with its element") func prosody() {
    let reading = ScriptReading(
      "a <prosody rate=\"fast\" pitch=\"+2st\">b <prosody rate=\"50%\" volume=\"-6dB\">c</prosody> d</prosody> e"
    )
    func delivery(_ text: String) -> Delivery? {
      reading.segments.first { $0.text.contains(text) }?.delivery
    }
    #expect(delivery("a") == Delivery())
    #expect(delivery("b")?.rate == 1.25 && delivery("b")?.pitch == 2 && delivery("b")?.volume == nil)
    #expect(delivery("c")?.rate == 0.5 && delivery("c")?.pitch == 2 && delivery("c")?.volume == -6)
    #expect(delivery("d") == delivery("b"))
    #expect(delivery("e") == Delivery())
    #expect(reading.cues.map(\.text) == ["prosody rate=1.25 pitch=2.0", "prosody rate=0.5 volume=-6.0"])
  }

  @Test("Values are read as SSML writes them, or not at all") func values() {
    #expect(
      MarkScanner.rate("+10%") == 1.1 && MarkScanner.rate("x-slow") == 0.5 && MarkScanner.rate("1e9") == nil)
    #expect(
      MarkScanner.pitch("+12st") == 12 && MarkScanner.pitch("+100%") == 12
        && MarkScanner.pitch("200Hz") == nil)
    #expect(
      MarkScanner.volume("+6dB") == 6 && MarkScanner.volume("silent") == -60
        && MarkScanner.volume("nan") == nil)
    #expect(ScriptReading("<break time='1e999s'/>").cues.map(\.text) == ["break 0.4"])
    #expect(
      ScriptReading("<break time='9999s'/><break/><break time='-1s'/>").cues.map(\.text) == [
        "break 60.0", "break 0.4", "break 0.4",
      ])
  }

  @Test("An alias is spoken instead of its text, and leads back to it") func alias() {
    let raw = "the <sub alias=\"World &amp; Web\">WW</sub> now"
    let reading = ScriptReading(raw)
    #expect(reading.spoken == "the World & Web now")
    #expect(reading.rawOffset(ofSpoken: 4) == 4 && reading.rawOffset(ofSpoken: 10) == 4)
    #expect(reading.rawOffset(ofSpoken: "the World & Web ".utf8.count) == raw.utf8.count - 3)
  }

  @Test("Phones of a phoneme stand beside its words") func phoneme() {
    let reading = ScriptReading(
      "say <phoneme alphabet=\"ipa\" ph=\"ˈhaɪ\">hi</phoneme> or <phoneme alphabet='x-sampa' ph='\"haI'>hi</phoneme>"
    )
    let phones = reading.segments.filter { $0.text == "hi" }.map { $0.delivery.phones?.map(\.label) }
    #expect(phones == [["HH", "AY1"], ["HH", "AY1"]])
  }
}
