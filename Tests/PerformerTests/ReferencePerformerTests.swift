import Characters
import Conversation
import Motion
import Performer
import Provenance
import Testing

@Suite struct ReferencePerformerTests {
  private static let sheet = CharacterSheet(
    id: "ada", title: "Ada", licence: "CC0-1.0", evidence: .synthetic, rig: "ada.vrm",
    limits: CharacterLimits(
      weights: ["gaze.yaw": [-0.4, 0.4], "gaze.pitch": [-0.3, 0.3]],
      rotations: [
        "head": .init(swing: 25, twist: 40), "neck": .init(swing: 20, twist: 30),
        "rightUpperArm": .init(swing: 130, twist: 95), "rightLowerArm": .init(swing: 146, twist: 90),
      ]))

  private static func recording(_ seed: UInt64, seconds: Double = 60) throws -> Recording {
    try ScenarioGenerator.recording(id: "scene", seconds: seconds, character: "ada", seed: seed)
  }

  /// Performances of one minute, made once for all tests.
  private static let tracks: [Track?] = (1...4).map { try? perform($0, sheet: sheet) }

  private static func track(_ seed: UInt64) throws -> Track { try #require(tracks[Int(seed) - 1]) }

  private static func perform(_ seed: UInt64, sheet: CharacterSheet) throws -> Track {
    try ReferencePerformer.perform(recording: recording(seed), participant: "ada", sheet: sheet, seed: seed)
  }

  @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
    let scene = try Self.recording(1, seconds: 12)
    func perform(_ seed: UInt64) throws -> Track {
      try ReferencePerformer.perform(recording: scene, participant: "ada", sheet: Self.sheet, seed: seed)
    }
    #expect(try perform(5) == perform(5))
    #expect(try perform(5) != perform(6))
  }

  @Test func aTakeCoversTheLengthAskedFor() throws {
    let scene = try Self.recording(1, seconds: 12)
    let whole = try ReferencePerformer.perform(
      recording: scene, participant: "ada", sheet: Self.sheet, seed: 1)
    #expect(whole.frameCount == 720 && whole.layout == ReferencePerformer.layout)
    let part = try ReferencePerformer.perform(
      recording: scene, participant: "ada", sheet: Self.sheet, seed: 1, rate: FrameRate(frames: 30),
      length: .milliseconds(5010))
    #expect(part.frameCount == 151)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func nothingLeavesTheLimits(_ seed: UInt64) throws {
    #expect(Self.sheet.limits.violations(in: try Self.track(seed)).isEmpty)
  }

  @Test func tightLimitsAreKeptToo() throws {
    var sheet = Self.sheet
    sheet.limits.weights["jawOpen"] = [0, 0.2]
    sheet.limits.rotations["head"] = .init(swing: 1, twist: 1)
    sheet.limits.rotations["rightLowerArm"] = .init(swing: 30, twist: 20)
    #expect(sheet.limits.violations(in: try Self.perform(1, sheet: sheet)).isEmpty)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func eyesBlinkAsOftenAsPeopleInTalk(_ seed: UInt64) throws {
    let rate = try #require(SignatureMeasurement.measure(try Self.track(seed))["blinkRate"])
    #expect((14...23).contains(rate))
  }

  @Test(arguments: [1, 2] as [UInt64]) func lipsMeetOnEveryBilabialAndOpenOnOpenVowels(_ seed: UInt64) throws
  {
    let track = try Self.track(seed)
    let jaw = try #require(track.curve("jawOpen"))
    let close = try #require(track.curve("mouthClose"))
    let parting = try ["mouthUpperUpLeft", "mouthLowerDownLeft", "mouthFunnel"].map {
      try #require(track.curve($0))
    }
    var closures = 0
    var open = (met: 0, all: 0)
    for span in Happened(try Self.recording(seed)).of("ada").phones {
      let phone = try #require(Phone(arpabet: span.text))
      let frames = Int((span.start.seconds * 60).rounded(.up))...Int(span.end.seconds * 60)
      if phone.symbol.isBilabial {
        closures += 1
        // Shut means aperture 0 and nothing else that parts the lips.
        #expect(frames.contains { f in jaw[f] - close[f] < 0.02 && parting.allSatisfy { $0[f] < 0.01 } })
      }
      if phone.symbol.isOpenVowel {
        open.all += 1
        if frames.contains(where: { jaw[$0] - close[$0] >= 0.12 }) { open.met += 1 }
      }
    }
    #expect(closures > 5 && open.all > 5)
    #expect(Double(open.met) > 0.9 * Double(open.all))
  }

  @Test func lipsNeverJump() throws {
    let track = try Self.track(2)
    for name in ARKit.names where name.hasPrefix("mouth") || name.hasPrefix("jaw") {
      let curve = try #require(track.curve(name))
      let step = zip(curve, curve.dropFirst()).map { abs($0 - $1) }.max() ?? 0
      #expect(step < 0.3, "\(name)")
    }
  }

  @Test func theEyesHoldThePartnerWhileTheHeadNods() throws {
    let track = try Self.track(3)
    let chain = try ["spine", "chest", "upperChest", "neck", "head"].map {
      try #require(track.rotations($0 + ".rotation"))
    }
    let yaw = try #require(track.curve("gaze.yaw"))
    let pitch = try #require(track.curve("gaze.pitch"))
    // Between saccades the aim in the room moves far less than the head does.
    var still = 0
    var moved = 0
    for f in 1..<track.frameCount where abs(yaw[f] - yaw[f - 1]) < 0.03 && abs(pitch[f] - pitch[f - 1]) < 0.03
    {
      func aim(_ f: Int) -> SIMD3<Float> {
        let head = chain.reduce(Quaternion.identity) { $0 * $1[f] }
        return (head * Quaternion(yaw: yaw[f], pitch: -pitch[f], roll: 0)).act(SIMD3(0, 0, 1))
      }
      let d = aim(f) - aim(f - 1)
      if dot(d, d).squareRoot() < 0.006 { still += 1 } else { moved += 1 }
    }
    #expect(Double(still) > 0.97 * Double(still + moved))
  }

  @Test func theHeadIsNeverFrozen() throws {
    let head = try #require(try Self.track(4).rotations("head.rotation"))
    for start in stride(from: 0, to: head.count - 120, by: 60) {
      let moves = (start..<(start + 120)).map { head[$0].angle(to: head[start]) }.max() ?? 0
      #expect(moves > 0.1 * .pi / 180, "second \(start / 60)")
    }
  }

  @Test func warmthShowsInTheSmile() throws {
    var cold = Self.sheet
    cold.style.warmth = 0.1
    var warm = Self.sheet
    warm.style.warmth = 0.9
    let smiles = try [cold, warm].map {
      try #require(SignatureMeasurement.measure(Self.perform(1, sheet: $0))["smileMean"])
    }
    #expect(smiles[1] > smiles[0] * 1.5)
  }

  @Test func whatCannotBePerformedIsRefused() throws {
    let scene = try Self.recording(1, seconds: 12)
    #expect(throws: PerformerError.unknownParticipant(recording: "scene", participant: "bob")) {
      try ReferencePerformer.perform(recording: scene, participant: "bob", sheet: Self.sheet, seed: 1)
    }
    var mute = scene
    mute.log.removeAll { $0.kind == .phone }
    #expect(throws: PerformerError.withoutPhones(recording: "scene", participant: "ada")) {
      try ReferencePerformer.perform(recording: mute, participant: "ada", sheet: Self.sheet, seed: 1)
    }
    #expect(throws: PerformerError.unusableLength(recording: "scene", seconds: 0)) {
      try ReferencePerformer.perform(
        recording: scene, participant: "ada", sheet: Self.sheet, seed: 1, length: .zero)
    }
  }

  @Test func silenceIsPerformedAsListening() throws {
    var scene = try Self.recording(1, seconds: 20)
    scene.log.removeAll { $0.participant == "ada" }
    let track = try ReferencePerformer.perform(
      recording: scene, participant: "ada", sheet: Self.sheet, seed: 1)
    #expect(try #require(track.curve("mouthClose")).allSatisfy { $0 == 0 })
    #expect(try #require(track.curve("jawOpen")).allSatisfy { $0 < 0.01 })
    #expect(try #require(SignatureMeasurement.measure(track)["blinkRate"]) > 8)
  }
}
