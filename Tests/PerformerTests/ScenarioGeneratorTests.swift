import Conversation
import Performer
import Testing

@Suite struct ScenarioGeneratorTests {
  @Test func aSceneIsAValidRecordingThatItsSeedSettles() throws {
    let scene = try ScenarioGenerator.recording(id: "a", seconds: 30, seed: 4)
    try scene.validate()
    #expect(try scene == ScenarioGenerator.recording(id: "a", seconds: 30, seed: 4))
    #expect(try scene != ScenarioGenerator.recording(id: "a", seconds: 30, seed: 5))
  }

  @Test func bothSidesHaveTheirSayWithoutTalkingOverEachOther() throws {
    let scene = try ScenarioGenerator.recording(id: "a", seconds: 60, seed: 4)
    let happened = Happened(scene)
    let own = happened.speech(of: "nova")
    let other = happened.speech(of: "guest")
    #expect(own.count > 20 && other.count > 3)
    for span in other { #expect(!own.contains { $0.start < span.end && span.start < $0.end }) }
    #expect(happened.phones.allSatisfy { Phone(arpabet: $0.text) != nil && $0.end <= scene.duration })
  }

  @Test func lengthsBeyondReasonAreRefused() {
    for seconds in [0, -1, .nan, 1e9] {
      #expect(throws: PerformerError.self) {
        try ScenarioGenerator.recording(id: "a", seconds: seconds, seed: 1)
      }
    }
  }
}
