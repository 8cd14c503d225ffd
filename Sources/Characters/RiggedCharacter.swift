public import Provenance
public import Rigging

import Motion

/// A character ready for use: rig, sheet and reference sessions.
public struct RiggedCharacter: Sendable {
  /// Id.
  public var id: String { sheet.id }
  /// What makes it itself.
  public let sheet: CharacterSheet
  /// Its body.
  public let rig: Rig
  /// Hash of the rig's file: the fact by which appearance is identified.
  public let assetHash: ContentHash
  /// Its reference sessions, in the order of the sheet; none where they were not asked for.
  public let sessions: [ReferenceSession]

  /// Puts the parts together and checks that they belong to each other.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - rig: The rig that the sheet names.
  ///   - assetHash: Hash of the bytes the rig was read from.
  ///   - sessions: One session per entry of the sheet, in its order; `nil` where only body and sheet are wanted.
  /// - Throws: ``CharacterError`` when the sheet is faulty, the rig is another one, or a session does not match
  ///   its entry, is empty, or breaks the sheet's ranges.
  public init(
    sheet: CharacterSheet, rig: Rig, assetHash: ContentHash, sessions: [ReferenceSession]?
  ) throws(CharacterError) {
    try sheet.validate()
    if let expected = sheet.rigHash, expected != assetHash.description {
      throw .foreignRig(character: sheet.id, expected: expected, found: assetHash.description)
    }
    guard let sessions else {
      self.sheet = sheet
      self.rig = rig
      self.assetHash = assetHash
      self.sessions = []
      return
    }
    guard sessions.count == sheet.sessions.count else {
      throw .invalidSheet(
        character: sheet.id, place: "sessions",
        reason: "\(sheet.sessions.count) sessions are named and \(sessions.count) were read")
    }
    for (entry, session) in zip(sheet.sessions, sessions) {
      func refuse(_ reason: String) -> CharacterError {
        .invalidSession(character: sheet.id, session: session.id, reason: reason)
      }
      guard entry.id == session.id, entry.role == session.role else {
        throw refuse("it stands where the sheet names '\(entry.id)' (\(entry.role.rawValue))")
      }
      guard session.track.frameCount > 0 else { throw refuse("its track has no frames") }
      if let fault = sheet.limits.violations(in: session.track, withSpeed: false).first {
        throw refuse(fault.description)
      }
    }
    self.sheet = sheet
    self.rig = rig
    self.assetHash = assetHash
    self.sessions = sessions
  }

  /// Sessions that scores are held against. Strategies never see them.
  public var heldOut: [ReferenceSession] { sessions.filter { $0.role == .heldOut } }

  /// Sessions that strategies may learn from.
  public var rehearsal: [ReferenceSession] { sessions.filter { $0.role == .rehearsal } }
}
