import Characters
import Foundation
import Provenance
import Testing

@Suite struct LearntSheetRulesTests {
  private func sheet(_ change: (inout CharacterSheet) -> Void) -> CharacterSheet {
    var sheet = CharacterSheet(id: "a", title: "A", licence: "x", evidence: .real, rig: "a.vrm")
    change(&sheet)
    return sheet
  }

  @Test func `a sheet without learnt parts is written as before there were any`() throws {
    let text = String(decoding: try JSONEncoder().encode(sheet { _ in }), as: UTF8.self)
    for name in ["envelope", "expressions", "\"map\""] { #expect(!text.contains(name)) }
  }

  @Test func `each rule names its place`() {
    let cases: [(CharacterSheet, String)] = [
      (sheet { $0.envelope = ["jawOpen": .init(low: 0.4, middle: 0.2, high: 0.9)] }, "envelope.jawOpen"),
      (sheet { $0.envelope = ["jawOpen": .init(low: 0, middle: 0, high: .infinity)] }, "envelope.jawOpen"),
      (sheet { $0.expressions = ["": .init()] }, "expressions."),
      (sheet { $0.expressions = ["x": .init(weights: ["a": .nan])] }, "expressions.x.weights.a"),
      (
        sheet { $0.expressions = ["x": .init(rotations: ["nose": [0, 0, 0, 1]])] },
        "expressions.x.rotations.nose"
      ),
      (sheet { $0.expressions = ["x": .init(rotations: ["head": [1]])] }, "expressions.x.rotations.head"),
      (sheet { $0.map = "../map.json" }, "map"),
    ]
    for (sheet, place) in cases { #expect(sheet.firstFault?.place == place) }
    #expect(sheet { $0.envelope = ["a": .init(low: 0, middle: 0, high: 0)] }.firstFault == nil)
  }
}
