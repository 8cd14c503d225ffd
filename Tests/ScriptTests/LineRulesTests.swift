import Conversation
import Testing

@testable import Script

@Suite("Markdown and directions") struct LineRulesTests {
  @Test(
    "Marks are not spoken, words are",
    arguments: [
      ("| Name | Age |\n|:--|--:|\n| Ann | 3 |", " Name, Age\n\n Ann, 3"), ("|a||b|", "a, b"),
      ("a | b", "a | b"),
      ("Title\n=====\nx", "Title\n\nx"), ("1. one\n2. two", "1. one\n2. two"),
      ("![a cat](c.png) x", "a cat x"),
      ("![](c.png)x", "x"), ("see https://a.b/c_(d). Or", "see link. Or"),
      ("(www.a.org)", "(link)"),
      ("<https://a.b>!", "link!"), ("https:// x", "https:// x"), ("a [b](c_(d) \"t\") e", "a b e"),
      ("well[^1].\n[^1]: a note\nx", "well.\n\nx"), ("[a]: https://b.c\nd", "\nd"), ("~~no~~ yes", "no yes"),
      ("- [ ] milk\n- [x] tea", "  milk\n  tea"), ("`a*b*` c", "a*b* c"), ("\\<b> \\~~x~~", "<b> ~~x~~"),
      ("___\nx", "\nx"),
    ])
  func markdown(_ text: String, _ spoken: String) {
    let reading = ScriptReading(text)
    #expect(reading.spoken == spoken)
    #expect(reading.cues.isEmpty)
  }

  @Test(
    "Brackets are directions by rule",
    arguments: [
      ("(sighs) Well", ["stage sighs"], " Well"),
      ("Well (laughing nervously) yes", ["stage laughing nervously"], "Well  yes"),
      ("So (softly laughs) yes", ["stage softly laughs"], "So  yes"),
      ("(walks to the door.)\nHi", ["stage walks to the door"], "\nHi"),
      ("（笑）はい", ["stage 笑"], "はい"), ("(sad) No", ["emotion sadness"], " No"),
      ("(*nods*) Yes", ["stage nods"], " Yes"),
      ("[laughs softly] Hi", ["stage laughs softly"], " Hi"), ("[tool_name] Hi", ["stage tool_name"], " Hi"),
    ])
  func directions(_ text: String, _ cues: [String], _ spoken: String) {
    #expect(TagRulesTests.cues(text) == cues)
    #expect(ScriptReading(text).spoken == spoken)
  }

  @Test(
    "Other brackets are spoken",
    arguments: [
      "It (the dog) ran", "f(x)", "(I think so.)", "(a) first", "(1)", "one (or two) days", "(unclosed",
      "（例）です", "so (sad) no",
      "(you know)",
    ])
  func prose(_ text: String) {
    #expect(ScriptReading(text).cues.isEmpty)
    #expect(ScriptReading(text).spoken == text)
  }

  @Test("Verbs of directions are spelled as English does") func forms() {
    #expect(MarkScanner.forms("cry") == ["cries", "crying"])
    #expect(MarkScanner.forms("nod") == ["nods", "noding", "nodding"])
    #expect(MarkScanner.forms("smile") == ["smiles", "smiling"])
    #expect(MarkScanner.forms("hiss").first == "hisses")
  }
}
