import Motion
import Rigging
import Testing

@Suite struct DerivedChannelsTests {
  @Test func `a rig that shows a vocabulary itself derives nothing from it`() {
    let own = Set(ARKit.names + ExpressionPreset.names)
    #expect(DerivedChannels(own: own, brought: Set(ARKit.names)).derivations.isEmpty)
    #expect(
      DerivedChannels(own: Set(ARKit.names), brought: Set(ARKit.names + Viseme.names)).derivations.isEmpty)
  }

  @Test func `each channel follows one vocabulary, ARKit first`() {
    let found = DerivedChannels(own: ["aa", "oh"], brought: Set(ARKit.names + Viseme.names)).derivations
    #expect(found.map(\.channel) == ["aa", "oh"])
    #expect(found.allSatisfy { $0.source == .arkit })
  }

  @Test func `lids follow the blinks of a side where there are both`() {
    let brought = Set(ARKit.names)
    #expect(DerivedChannels(own: ["blink"], brought: brought).derivations.map(\.channel) == ["blink"])
    let both = DerivedChannels(own: ["blink", "blinkLeft", "blinkRight"], brought: brought)
    #expect(both.derivations.map(\.channel) == ["blinkLeft", "blinkRight"])
  }

  @Test func `every name in the table is a name of its vocabulary and every part has a share`() {
    for source in FaceVocabulary.allCases {
      for target in FaceVocabulary.allCases where target != source {
        let derived = DerivedChannels(own: Set(target.names), brought: Set(source.names))
        #expect(!derived.derivations.isEmpty, "\(source) to \(target)")
        for derivation in derived.derivations {
          #expect(target.names.contains(derivation.channel))
          #expect(derivation.parts.allSatisfy { source.names.contains($0.channel) && $0.factor != 0 })
          #expect(derivation.parts.contains { $0.factor > 0 })
        }
      }
    }
  }

  @Test func `a mouth half open in one vocabulary is open in the others`() {
    let aa = DerivedChannels(own: ["aa"], brought: ["jawOpen"]).derivations
    #expect(aa.first?.parts == [.init(channel: "jawOpen", factor: 1.3)])
    let jaw = DerivedChannels(own: ["jawOpen"], brought: ["viseme_aa"]).derivations
    #expect(jaw.first?.parts == [.init(channel: "viseme_aa", factor: 0.65)])
  }
}
