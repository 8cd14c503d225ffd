import Conversation
import Testing

@testable import Script

@Suite("Tags in angle brackets") struct TagRulesTests {
  /// Cues in short: sort, text, strength.
  static func cues(_ text: String) -> [String] {
    ScriptReading(text).cues.map { cue in
      "\(cue.kind.rawValue) \(cue.text)" + (cue.value.map { " \($0)" } ?? "")
        + (cue.arguments.map { " \($0)" } ?? "")
    }
  }

  @Test(
    "Tags that language models write become cues",
    arguments: [
      ("<happy>Hi", ["emotion joy"], "Hi"),
      ("<emotion name=\"joy\" intensity=\"0.7\">Hi", ["emotion joy 0.7"], "Hi"),
      ("<emotion name='sad' intensity='40%'>x</emotion>", ["emotion sadness 0.4"], "x"),
      ("<emotion>angry</emotion> No", ["emotion anger"], " No"), ("a <sigh/> b", ["stage sigh"], "a  b"),
      ("<action>waves *hard*</action> Hi", ["stage waves hard"], " Hi"),
      ("<gesture name=\"nod\"/>Hi", ["stage nod"], "Hi"),
      ("<whisper>so</whisper> it", ["stage whisper"], "so it"),
      ("<gaze target=\"window\"/>Hi", ["gaze window"], "Hi"),
      ("<laughs softly>Hi", ["stage laughs softly"], "Hi"), ("<mood type='grumpy'/>x", ["stage grumpy"], "x"),
      (
        "<mstts:express-as style=\"cheerful\" styledegree=\"1\">x</mstts:express-as>", ["stage cheerful 0.5"],
        "x"
      ),
      ("<looks_around>Hi", ["stage looks around"], "Hi"),
    ])
  func cues(_ text: String, _ cues: [String], _ spoken: String) {
    #expect(Self.cues(text) == cues)
    #expect(ScriptReading(text).spoken == spoken)
  }

  @Test(
    "What is no tag is spoken as it stands",
    arguments: [
      "a < b and c > d", "I <3 you", "x <- y", "List<Int> and Map<K, V>", "Array<String>",
      "if x <y and z > w", "<", "<>", "< a>",
      "type <T>", "a <b", "<1>", "<=>", "<happy", "a<=b>c",
    ])
  func plain(_ text: String) {
    #expect(ScriptReading(text).cues.isEmpty)
    #expect(ScriptReading(text).spoken == text)
  }

  @Test("Thoughts are neither spoken nor a cue, tags and calls in them included") func hidden() {
    let reading = ScriptReading(
      "<think>I <happy> {{tool:x}} *nods*\n\n🙂</think>Hello <thinking>a</THINKING >there")
    #expect(reading.spoken == "Hello there")
    #expect(reading.cues.isEmpty)
    #expect(ScriptReading("Hi <think>never closed").spoken == "Hi ")
    #expect(ScriptReading("late</think> Hi").spoken == "late Hi")
    #expect(ScriptReading("`<think>` is a tag").spoken == "<think> is a tag")
  }

  @Test("HTML loses its marks, blocks part words, comments are not spoken") func html() {
    let text =
      "<p>One<br>two</p><div>three</div><!-- no --> <b>four</b> <i>five</i> H<sub>2</sub>O <img alt=\"a dog\" src=x>"
    let reading = ScriptReading(text)
    #expect(reading.spoken == "One two three  four five H2O a dog")
    #expect(reading.segments.filter(\.isEmphasized).map(\.text) == ["four", "five"])
    #expect(reading.cues.isEmpty)
  }

  @Test("Character references are spoken as what they stand for, and offsets stay right") func entities()
    throws
  {
    let raw = "Tom &amp; J&eacute; &lt;b&gt; &#x1F600; &nope; & &#xD800; end"
    let reading = ScriptReading(raw)
    #expect(reading.spoken == "Tom & Jé <b>  &nope; & &#xD800; end")
    #expect(reading.cues.map(\.text) == ["😀"])
    let place = reading.spoken.utf8.count - 3
    #expect(reading.rawOffset(ofSpoken: place) == raw.utf8.count - 3)
    #expect(reading.spokenOffset(ofRaw: raw.utf8.count - 3) == place)
  }
}
