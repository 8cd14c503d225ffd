import Characters
import Motion
import Provenance
import Rigging
import Testing

@Suite struct RiggedCharacterTests {
  private let hash = ContentHash(digits: String(repeating: "ab", count: 32))

  private func sheet(rigHash: String? = nil) -> CharacterSheet {
    CharacterSheet(
      id: "ada", title: "Ada", licence: "CC0-1.0", evidence: .synthetic, rig: "ada.vrm", rigHash: rigHash,
      sessions: [
        .init(id: "01", role: .rehearsal, track: "01.track"),
        .init(id: "02", role: .heldOut, track: "02.track"),
      ])
  }

  private func session(_ id: String, _ role: ReferenceSession.Role, _ value: Float = 0.5, frames: Int = 4)
    -> ReferenceSession
  {
    ReferenceSession(
      id: id, role: role,
      track: Track(
        layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60,
        samples: Array(repeating: value, count: frames)))
  }

  @Test func whatMayBeLearntIsNeverWhatIsScored() throws {
    let ada = try RiggedCharacter(
      sheet: sheet(), rig: Rig(), assetHash: hash,
      sessions: [session("01", .rehearsal), session("02", .heldOut)])
    #expect(ada.rehearsal.map(\.id) == ["01"])
    #expect(ada.heldOut.map(\.id) == ["02"])
  }

  @Test func anotherRigIsRefused() {
    let expected = String(repeating: "cd", count: 32)
    let error = #expect(throws: CharacterError.self) {
      try RiggedCharacter(
        sheet: sheet(rigHash: expected), rig: Rig(), assetHash: hash,
        sessions: [session("01", .rehearsal), session("02", .heldOut)])
    }
    #expect(error == .foreignRig(character: "ada", expected: expected, found: hash.description))
  }

  @Test func swappedMissingEmptyAndWildSessionsAreRefused() {
    let bad: [[ReferenceSession]] = [
      [session("01", .rehearsal)],
      [session("02", .heldOut), session("01", .rehearsal)],
      [session("01", .heldOut), session("02", .heldOut)],
      [session("01", .rehearsal, frames: 0), session("02", .heldOut)],
      [session("01", .rehearsal), session("02", .heldOut, 1.5)],
    ]
    for sessions in bad {
      #expect(throws: CharacterError.self) {
        try RiggedCharacter(sheet: sheet(), rig: Rig(), assetHash: hash, sessions: sessions)
      }
    }
  }
}
