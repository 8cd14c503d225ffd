import Foundation
import Motion
public import Rigging

/// A character's body as the validity gate looks at it: the rig, the hash of its bytes, and what of it can touch.
///
/// Finding out what can touch what takes some hundredths of a second; it is done once, when the first take is
/// measured. One value serves all takes of a character.
public final class RigStructure: Sendable {
  /// The rig.
  public let rig: Rig
  /// Hash of the bytes that the rig was read from; `nil` where nobody knows it.
  public let assetHash: String?
  /// Hash that the character's sheet names; `nil` where it names none.
  public let licensedHash: String?

  private let prepared: Preparation

  /// Wraps a rig.
  public init(_ rig: Rig, assetHash: String? = nil, licensedHash: String? = nil) {
    self.rig = rig
    self.assetHash = assetHash
    self.licensedHash = licensedHash
    prepared = Preparation()
  }

  /// What can touch what, found out once.
  var contacts: Contacts { prepared.contacts(of: rig) }

  /// What of a rig can touch, or why that cannot be told.
  struct Contacts: Sendable {
    /// The rig at rest; `nil` where it is faulty.
    var posed: PosedRig?
    /// Bones at rest.
    var chain: BodyChain?
    /// Lids before eyes.
    var lids: Result<[FaceContact], Undefined>
    /// Lips before teeth.
    var lips: Result<[FaceContact], Undefined>
    /// Hands before trunk and head.
    var hands: Result<HandContact, Undefined>

    init(_ rig: Rig) {
      let posed: PosedRig
      do { posed = try PosedRig(rig) } catch {
        let reason = Undefined("the rig cannot be posed: \(error)")
        (lids, lips, hands) = (.failure(reason), .failure(reason), .failure(reason))
        return
      }
      self.posed = posed
      let regions = FaceRegions(rig)
      var sweep = FaceSweep(posed)
      lids = Self.lids(posed, regions, &sweep)
      lips = Self.lips(posed, regions, &sweep)
      let chain = BodyChain(posed)
      self.chain = chain
      let share = BoneShare(rig)
      guard let profile = BodyProfile(posed, chain, share) else {
        hands = .failure(Undefined("the rig has no mesh of a trunk between hips and neck"))
        return
      }
      guard let contact = HandContact(posed, chain, profile, share) else {
        hands = .failure(Undefined("the rig has no mesh of hands"))
        return
      }
      hands = .success(contact)
    }

    private static func lids(
      _ posed: PosedRig, _ regions: FaceRegions, _ sweep: inout FaceSweep
    ) -> Result<[FaceContact], Undefined> {
      guard !regions.eyes.isEmpty else {
        return .failure(Undefined("the rig has no mesh of eyes of its own"))
      }
      let middle = posed.rig.humanoid[.head].map { posed.position(of: $0).x } ?? 0
      var found: [FaceContact] = []
      for (place, side) in [("leftEye", Float(1)), ("rightEye", -1)] {
        let eye = MorphedSurface(posed, regions.eyes) { p, _ in (p.x - middle) * side > 0 }
        guard let box = Box(eye.rest, wider: 0.25) else { continue }
        let lids = MorphedSurface(posed, regions.skin) { p, _ in box.holds(p) }
        let contact = FaceContact(
          .lidThroughEye, place: place, soft: lids, hard: eye, tolerance: FaceContact.lidTolerance, &sweep)
        if let contact { found.append(contact) }
      }
      return found.isEmpty
        ? .failure(Undefined("the rig has no lids that morph before its eyes")) : .success(found)
    }

    private static func lips(
      _ posed: PosedRig, _ regions: FaceRegions, _ sweep: inout FaceSweep
    ) -> Result<[FaceContact], Undefined> {
      guard !regions.teeth.isEmpty else {
        return .failure(Undefined("the rig has no mesh of teeth of its own"))
      }
      let teeth = MorphedSurface(posed, regions.teeth) { _, _ in true }.without(movedBy: "tongueOut", posed)
      guard let box = Box(teeth.rest, wider: 0.6) else {
        return .failure(Undefined("the teeth have no size"))
      }
      let lips = MorphedSurface(posed, regions.skin) { p, _ in box.holds(p) }
      let contact = FaceContact(
        .lipThroughTeeth, place: "teeth", soft: lips, hard: teeth, tolerance: FaceContact.lipTolerance, &sweep
      )
      return contact.map { .success([$0]) }
        ?? .failure(Undefined("the rig has no lips that morph before its teeth"))
    }
  }

  /// The box around a part, seen from the front, widened by a share of its size.
  private struct Box {
    let low: SIMD2<Float>
    let high: SIMD2<Float>
    let back: Float

    init?(_ positions: [SIMD3<Float>], wider share: Float) {
      let (low, high) = MorphedSurface.frame(of: positions)
      guard low.x < high.x, low.y < high.y, let front = positions.map(\.z).max() else { return nil }
      let margin = (high.x - low.x) * share
      self.low = low - SIMD2(repeating: margin)
      self.high = high + SIMD2(repeating: margin)
      back = front - (high.x - low.x)
    }

    func holds(_ p: SIMD3<Float>) -> Bool {
      p.x > low.x && p.x < high.x && p.y > low.y && p.y < high.y && p.z > back
    }
  }

  /// Contacts that are found out when they are first asked for.
  private final class Preparation: @unchecked Sendable {
    private let lock = NSLock()
    private var found: Contacts?

    func contacts(of rig: Rig) -> Contacts {
      lock.lock()
      defer { lock.unlock() }
      if let found { return found }
      let made = Contacts(rig)
      found = made
      return made
    }
  }
}
