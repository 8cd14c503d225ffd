import Characters
import Foundation
import Testing

@Suite struct CharacterSheetTests {
  private let smallest = """
    {"schema":"mien.character/1","id":"ada","title":"Ada","licence":"CC0-1.0","evidence":"synthetic",
     "rig":"ada.vrm"}
    """

  private func sheet(_ change: (inout CharacterSheet) -> Void = { _ in }) throws -> CharacterSheet {
    var sheet = try JSONDecoder().decode(CharacterSheet.self, from: Data(smallest.utf8))
    change(&sheet)
    return sheet
  }

  @Test func theSmallestSheetIsValidAndProvisional() throws {
    let sheet = try sheet()
    #expect(sheet.firstFault == nil)
    #expect(sheet.provisional)
    #expect(sheet.style.energy == 0.5)
    #expect(sheet.sessions.isEmpty && sheet.limits == CharacterLimits())
  }

  @Test func aSheetComesBackAsItWasWritten() throws {
    let full = try sheet {
      $0.sessions = [
        CharacterSheet.Session(
          id: "01", role: .heldOut, track: "sessions/01.track", recording: "parlor:a/b", seed: 9,
          seconds: 60)
      ]
      $0.limits = CharacterLimits(
        weights: ["jawOpen": [0, 0.9]], rotations: ["head": .init(swing: 30, twist: 40)],
        forbiddenPairs: [.init("mouthSmileLeft", "mouthFrownLeft", limit: 0.05)], speed: ["jawOpen": 9],
        never: ["tongueOut"])
      $0.signature = ["blinkRate": SignatureValue(17, unit: "1/min", deviation: 2, mustHold: true)]
      $0.style.warmth = 0.7
      $0.notes = ["n"]
    }
    let back = try JSONDecoder().decode(CharacterSheet.self, from: JSONEncoder().encode(full))
    #expect(back == full)
    #expect(String(decoding: try JSONEncoder().encode(full), as: UTF8.self).contains("held-out"))
  }

  @Test func aSheetThatForbidsNothingIsWrittenAsBeforeThereWasNever() throws {
    let old = try JSONEncoder().encode(sheet())
    #expect(!String(decoding: old, as: UTF8.self).contains("never"))
    let new = try JSONEncoder().encode(sheet { $0.limits.never = ["tongueOut"] })
    #expect(String(decoding: new, as: UTF8.self).contains(#""never":["tongueOut"]"#))
  }

  @Test(arguments: [
    "ada", "zoë", "zoe\u{308}", "太郎", "नमस्ते", "a-b_c.1", "-x", String(repeating: "a", count: 80),
  ])
  func `ids are letters, digits, hyphens, underscores and dots of any script`(id: String) {
    #expect(CharacterSheet.fault(inID: id) == nil)
  }

  @Test(arguments: [
    ("\u{1B}[31m", "U+001B"), ("a\u{7}", "U+0007"), ("a\u{202E}b", "U+202E"), ("a\u{200B}", "U+200B"),
    ("a\u{A0}b", "U+00A0"), ("a\u{2028}", "U+2028"), ("a b", "U+0020"), ("a/b", "U+002F"), ("a@b", "U+0040"),
    ("..", "begins with a dot"), ("", "empty"), (String(repeating: "é", count: 41), "82 bytes, ids have 80"),
    ("\u{308}a", "U+0308"),
  ])
  func `other ids are refused with what is in them, spelt`(id: String, reason: String) throws {
    let fault = try #require(CharacterSheet.fault(inID: id))
    #expect(fault.contains(reason))
    let error = #expect(throws: CharacterError.self) { try sheet { $0.id = id }.validate() }
    #expect(
      "\(try #require(error))".unicodeScalars.allSatisfy {
        ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
      })
  }

  /// A change that breaks one rule, and the place that must be named.
  struct Fault: Sendable {
    let place: String
    let change: @Sendable (inout CharacterSheet) -> Void
    init(_ place: String, _ change: @escaping @Sendable (inout CharacterSheet) -> Void) {
      self.place = place
      self.change = change
    }
  }

  static let faults: [Fault] = [
    Fault("schema") { $0.schema = "mien.character/2" },
    Fault("id") { $0.id = "a b" },
    Fault("rig") { $0.rig = "../ada.vrm" },
    Fault("rigHash") { $0.rigHash = "abc" },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "/tmp/x")] },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "a/../../x")] },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "a//x")] },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "a\u{0}")] },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "ada.vrm")] },
    Fault("sessions[0].track") { $0.sessions = [.init(id: "1", role: .rehearsal, track: "character.json")] },
    Fault("sessions[0].id") { $0.sessions = [.init(id: "../1", role: .rehearsal, track: "a")] },
    Fault("sessions[1].track") {
      $0.sessions = [
        .init(id: "1", role: .rehearsal, track: "a"), .init(id: "2", role: .heldOut, track: "a"),
      ]
    },
    Fault("decoys[0].sessions[0].track") {
      $0.sessions = [.init(id: "1", role: .rehearsal, track: "a")]
      $0.decoys = [Decoy(id: "b", sessions: [.init(id: "1", role: .heldOut, track: "a")])]
    },
    Fault("sessions[0].seconds") {
      $0.sessions = [.init(id: "1", role: .rehearsal, track: "a", seconds: 0)]
    },
    Fault("sessions[1].id") {
      $0.sessions = [
        .init(id: "1", role: .rehearsal, track: "a"), .init(id: "1", role: .heldOut, track: "b"),
      ]
    },
    Fault("sessions[0].seconds") {
      $0.sessions = [.init(id: "1", role: .rehearsal, track: "a", seconds: .infinity)]
    },
    Fault("style.warmth") { $0.style.warmth = 1.5 },
    Fault("limits.weights.jawOpen") { $0.limits.weights["jawOpen"] = [1, 0] },
    Fault("limits.rotations.nose") { $0.limits.rotations["nose"] = .init(swing: 1, twist: 1) },
    Fault("limits.rotations.head") { $0.limits.rotations["head"] = .init(swing: 200, twist: 1) },
    Fault("limits.forbiddenPairs[0].channels") { $0.limits.forbiddenPairs = [.init("a", "a", limit: 0.1)] },
    Fault("limits.speed.jawOpen") { $0.limits.speed["jawOpen"] = 0 },
    Fault("limits.never[0]") { $0.limits.never = [""] },
    Fault("limits.never[1]") { $0.limits.never = ["tongueOut", "tongueOut"] },
    Fault("limits.never[0]") { $0.limits.never = ["TongueOut"] },
    Fault("limits.never[0]") {
      $0.limits.weights["jawOpen"] = [0.1, 1]
      $0.limits.never = ["jawOpen"]
    },
    Fault("signature.blinkRate") { $0.signature["blinkRate"] = SignatureValue(.nan, unit: "1/min") },
  ]

  @Test(arguments: faults)
  func eachRuleNamesItsPlace(_ fault: Fault) throws {
    let sheet = try sheet(fault.change)
    #expect(sheet.firstFault?.place == fault.place)
    let error = #expect(throws: CharacterError.self) { try sheet.validate() }
    #expect(error?.description.contains(fault.place) == true)
  }
}
