import Conversation
import Testing

@testable import Script

@Suite("Tool calls in texts") struct ToolRulesTests {
  @Test(
    "Calls become cues with name and arguments, and are not spoken",
    arguments: [
      ("a <tool_call>{\"name\":\"f\",\"arguments\":{\"x\":1}}</tool_call> b", "tool f {\"x\":1}"),
      (
        "a <tool_call>\n{\"name\": \"f\", \"arguments\": \"{\\\"x\\\": 1}\"}\n</tool_call> b",
        "tool f {\"x\": 1}"
      ),
      ("a <function=f>{\"x\":1}</function> b", "tool f {\"x\":1}"),
      (
        "a <tool_call><function=f><parameter=x>1</parameter></function></tool_call> b", "tool f {\"x\":\"1\"}"
      ),
      (
        "a <invoke name=\"f\"><parameter name=\"x\">\"1\"</parameter></invoke> b",
        "tool f {\"x\":\"\\\"1\\\"\"}"
      ),
      ("a <tool name=\"f\" x=\"1\"/> b", "tool f {\"x\":\"1\"}"), ("a <tool>f</tool> b", "tool f"),
      ("a <function_call>{\"function\":{\"name\":\"f\",\"arguments\":{}}}</function_call> b", "tool f {}"),
      ("a [tool: f] b", "tool f"), ("a {{tool:f {\"x\":\"}}\"}}} b", "tool f {\"x\":\"}}\"}"),
      ("a \n```json\n{\"name\":\"f\",\"parameters\":{\"x\":1}}\n``` b", "tool f {\"x\":1}"),
      ("a \n```tool_code\nprint(f(x=1))\n``` b", "tool f"),
      ("a \n{\"name\": \"f\", \"arguments\": {\"x\": {\"y\": []}}} b", "tool f {\"x\": {\"y\": []}}"),
    ])
  func calls(_ text: String, _ cue: String) {
    #expect(TagRulesTests.cues(text) == [cue])
    #expect(ScriptReading(text).spoken.split(whereSeparator: \.isWhitespace) == ["a", "b"])
  }

  @Test(
    "Broken calls are not spoken: a name that can be read is a cue, the rest is nothing",
    arguments: [
      ("a <tool_call>{\"name\": \"f\", \"x\": [}</tool_call> b", ["tool f"], "a  b"),
      ("a <tool_call>{\"name\": \"f\" b</tool_call> c", ["tool f"], "a  c"),
      ("a <tool_call>what</call></tool_call> b", [], "a  b"),
      ("a <tool_call>{\"name\":\"f\"} b", ["tool f"], "a  b"),
      ("a <tool_call>{\"name\":\"f\", b\n\nc", [], "a \n\nc"),
      ("a {{tool:f {\"x\": b\nc", ["tool f"], "a \nc"),
      ("a {{tool:f {\"x\":1}} b", ["tool f {\"x\":1}"], "a  b"),
      ("a {{tool:f {\"x\" }} b", ["tool f"], "a  b"),
      ("a <function=f>{\"x\": b\n\nc", ["tool f"], "a \n\nc"),
    ])
  func broken(_ text: String, _ cues: [String], _ spoken: String) {
    #expect(TagRulesTests.cues(text) == cues)
    let reading = ScriptReading(text).spoken
    #expect(reading.split(whereSeparator: \.isWhitespace) == spoken.split(whereSeparator: \.isWhitespace))
  }

  @Test(
    "What is no call for sure is spoken",
    arguments: [
      "{{tool:x y}}", "{tool}", "{\"a\": 1}", "{\"name\": \"Ann\"}", "{{tool: x}}",
      "so {\"name\":\"x\",\"arguments\":{}}",
    ])
  func plain(_ text: String) { #expect(ScriptReading(text).spoken == text) }

  @Test("Other fenced blocks are not spoken, unclosed ones to the end") func fences() {
    #expect(ScriptReading("a\n```json\n{\"b\":1}\n```\nc").spoken == "a\n\nc")
    #expect(ScriptReading("a\n~~~\nb ```\n~~~\nc").spoken == "a\n\nc")
    #expect(ScriptReading("a\n```\nb\n\nc").spoken == "a\n")
    let long = String(repeating: "let x = 1\n", count: 1000)
    #expect(ScriptReading("a\n```swift\n\(long)```\nc").spoken == "a\n\nc")
  }
}
