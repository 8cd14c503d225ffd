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
    ("{", "the whole file"), ("", "the whole file"),
  ])
  func whatIsNoLookIsRefusedWithItsPlace(text: String, place: String) {
    #expect(message(text)?.hasPrefix("a.json: \(place): ") == true)
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
