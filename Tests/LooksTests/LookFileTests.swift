import Foundation
import Looks
import Testing

@Suite struct LookFileTests {
  private func read(_ text: String) throws -> LookParameters {
    try LookParameters(json: Data(text.utf8), file: "a.json")
  }

  private func message(_ text: String) -> String? {
    #expect(throws: LookError.self) { try read(text) }?.description
  }

  @Test func aSmallFileSufficesAndKeepsTheUsualNumbers() throws {
    let look = try read(
      """
      {"schema": "mien.look/1", "name": "kim", "hair": {"style": "bun"},
       "skull": {"craniumRadii": [0.46, 0.44, 0.45]}, "palette": {"hair": "#804020", "iris": [0.2, 0.3, 0.4]}}
      """)
    var expected = LookParameters()
    expected.name = "kim"
    expected.hair.style = .bun
    expected.skull.craniumRadii = SIMD3(0.46, 0.44, 0.45)
    expected.palette.hair = SIMD3(128, 64, 32) / 255
    expected.palette.iris = SIMD3(0.2, 0.3, 0.4)
    #expect(look == expected)
  }

  @Test func unknownFieldsAreRefusedByName() {
    let text = message(#"{"schema": "mien.look/1", "glasses": {"styel": "round"}}"#)
    #expect(text == "a.json: glasses.styel: there is no such field; glasses has size, style")
  }

  @Test func unknownStylesAreRefusedWithTheOnesThereAre() {
    let text = message(#"{"schema": "mien.look/1", "glasses": {"style": "oval"}}"#)
    #expect(text == "a.json: glasses.style: there is no 'oval'; choose one of none, round, square")
  }

  @Test(arguments: [
    (#"{"schema": "mien.look/1", "eyes": 3}"#, "eyes"),
    (#"{"schema": "mien.look/1", "eyes": {"tilt": "much"}}"#, "eyes.tilt"),
    (#"{"schema": "mien.look/1", "eyes": {"tilt": null}}"#, "eyes.tilt"),
    (#"{"schema": "mien.look/1", "palette": {"hair": "red"}}"#, "palette.hair"),
    (#"{"schema": "mien.look/1", "palette": {"hair": [1, 2]}}"#, "palette.hair"),
    (#"{"schema": "mien.look/1", "palette": {"hair": [1, 2, "3"]}}"#, "palette.hair"),
    (#"{"schema": "mien.look/2"}"#, "schema"), (#"{"name": "kim"}"#, "schema"), ("[]", "the whole file"),
    ("{", "line 1, column 2"), ("", "the whole file"), ("  \n", "the whole file"),
  ])
  func whatIsNoLookIsRefusedWithItsPlace(text: String, place: String) {
    #expect(message(text)?.hasPrefix("a.json: \(place): ") == true)
  }

  @Test(arguments: [
    (#"{"schema": "mien.look/1", "name": "a", "name": "b"}"#, "line 1, column 40: name"),
    (#"{"schema": "mien.look/1", "n\u0061me": "a", "name": "b"}"#, "line 1, column 45: name"),
    (
      "{\"schema\": \"mien.look/1\",\n \"eyes\": {\"tilt\": 0,\n  \"tilt\": 0}}",
      "line 3, column 3: eyes.tilt"
    ),
    ("{\"schema\": \"mien.look/1\", \"schema\": \"mien.look/1\"}", "line 1, column 27: schema"),
  ])
  func keysThatStandTwiceAreRefusedByName(text: String, place: String) {
    #expect(message(text) == "a.json: \(place): it stands twice; keep one of them")
  }

  @Test(arguments: [
    (#"{"schema":"#, "line 1, column 11"), ("{\n \"schema\" 3}", "line 2, column 11"),
    (#"{"schema": "mien.look/1",}"#, "line 1, column 26"), (#"{"a": 01}"#, "line 1, column 8"),
    (#"{"a": 1e999}"#, "line 1, column 7"), (#"{"a": -}"#, "line 1, column 7"),
    ("{\"ä\": x}", "line 1, column 7"),
    (#"{"a": "b}"#, "line 1, column 7"), (#"{"a": "\q"}"#, "line 1, column 7"),
    (#"{} {}"#, "line 1, column 4"),
    (#"{"a": [1 2]}"#, "line 1, column 10"), ("{\"a\": \"b\nc\"}", "line 1, column 9"),
    (#"{"a": "\"#, "line 1, column 7"),
  ])
  func whatIsNotJSONIsRefusedWithLineAndColumn(text: String, place: String) {
    #expect(message(text)?.hasPrefix("a.json: \(place): it is not JSON: ") == true, "\(message(text) ?? "")")
  }

  @Test func allThatIsWrongIsToldAtOnce() {
    let text = message(
      """
      {"schema": "mien.look/1", "build": {"belly": 9}, "outfit": {"top": "dress", "bottom": "skirt"},
       "palette": {"iris": "#334"}, "hiar": {}}
      """)
    let lines = text?.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 4, "\(text ?? "")")
    #expect(lines.contains { $0.hasPrefix("a.json: hiar: there is no such field") })
    #expect(
      lines.contains("a.json: palette.iris: the colour '#334' has 3 digits; write six, like \"#c8642d\""))
    #expect(lines.contains("a.json: build.belly: it is 9.0; choose a value from 0.8 to 1.6"))
    #expect(lines.contains { $0.hasPrefix("a.json: outfit.bottom: a dress has its own skirt") })
  }

  @Test(arguments: ["skirt", "dungarees"]) func aDressHasNoBottomButWhatIsUnderIt(bottom: String) {
    let text = message(#"{"schema": "mien.look/1", "outfit": {"top": "dress", "bottom": "\#(bottom)"}}"#)
    #expect(text?.hasPrefix("a.json: outfit.bottom: a dress has its own skirt, so no \(bottom)") == true)
  }

  @Test func numbersOutOfRangeAreRefusedWithTheFile() {
    #expect(
      message(#"{"schema": "mien.look/1", "headHeight": 0}"#)
        == "a.json: headHeight: it is 0.0; choose a value from 0.05 to 2.0")
    // Each number is allowed, but the corners of the mouth lie within those of the eyes.
    let narrow = """
      {"schema": "mien.look/1", "mouth": {"halfWidth": 0.11}, "eyes": {"spacing": 0.22, "halfWidth": 0.09,
       "upperOpening": 0.09, "lowerOpening": 0.03, "ballRadius": 0.125}}
      """
    #expect(message(narrow)?.hasPrefix("a.json: the whole face: the mouth's corners") == true)
  }

  @Test func whatAMessageQuotesCannotSteerATerminal() {
    let texts = [
      #"{"schema": "mien.look/1", "\u001b[31mred\n": 1}"#,
      #"{"schema": "mien.look/1", "hair": {"style": "\u202e"}}"#,
      #"{"schema": "mien.look/1", "\u0007": 1, "\u0007": 2}"#,
    ]
    for text in texts {
      let said = message(text) ?? ""
      #expect(said.hasPrefix("a.json: ") && said.contains("\\u{"))
      #expect(!said.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) })
    }
  }

  @Test func deepNestingDoesNotCrash() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(message(#"{"schema": "mien.look/1", "eyes": "# + deep)?.isEmpty == false)
  }

  @Test func whatIsWrittenReadsBack() throws {
    var look = LookParameters(drawnBy: 3)
    let again = try LookParameters(json: look.json(), file: "b.json")
    // Colours are rounded to 8 bits.
    #expect((again.palette.hair - look.palette.hair).max() < 0.002)
    look.palette = again.palette
    #expect(again == look)
  }

  @Test func drawsDifferFromSeedToSeedAndAreTheSameAgain() {
    #expect(LookParameters(drawnBy: 4) == LookParameters(drawnBy: 4))
    #expect(Set((1...20).map { LookParameters(drawnBy: $0).skull.noseRadius }).count == 20)
    #expect(Set((1...20).map { LookParameters(drawnBy: $0).hair.style }).count >= 4)
  }
}
