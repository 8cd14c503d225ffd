import Characters
import Conversation
import Motion
import Scoring
import Testing

@testable import StrategyHost

@Suite("The guard keeps a take on-model")
struct GuardTests {
  private func validity(_ track: Track, _ limits: CharacterLimits) -> TakeMeasurement {
    let recording = Recording(id: "r", participants: [], duration: track.duration, log: [])
    let scoring = ScoringLimits(
      weights: limits.weights.mapValues { ScoringLimits.Range($0[0], $0[1]) },
      rotations: limits.rotations.mapValues { .init(swing: $0.swing, twist: $0.twist) },
      forbiddenPairs: limits.forbiddenPairs.map { .init($0.channels[0], $0.channels[1], limit: $0.limit) },
      speeds: limits.speed, never: limits.never)
    return RigValidity().measure(
      TakeEvidence(
        key: TakeKey(recording: "r", participant: "nova", seed: 0), track: track,
        happened: Happened(recording), duration: track.duration,
        reference: ScoringReference(limits: scoring)))
  }

  private func guarded(_ track: Track, _ limits: CharacterLimits) -> (track: Track, report: GuardReport) {
    var result = track
    var watch = Guard(limits, layout: track.layout, rate: track.rate)
    let report = watch.correct(&result)
    return (result, report)
  }

  private func track(_ channels: [Channel], _ rows: [[Float]]) -> Track {
    Track(layout: ChannelLayout(channels), rate: .fps60, samples: rows.flatMap(\.self))
  }

  static let manners: [(size: Float, pace: Float)] = [
    (0.3, 0.02), (0.6, 0.1), (1, 0.5), (3, 1.3), (0.5, 0.003), (50, 0.01),
  ]

  @Test(
    "whatever comes in, nothing breaks a rule afterwards, and a second guard finds nothing",
    arguments: manners)
  func holdsEverything(_ manner: (size: Float, pace: Float)) throws {
    var limits = try StackStage.nova()
    limits.never = ["tongueOut", "leftIndexProximal.rotation"]
    limits.speed["hips.translation"] = 0.5
    for (seed, fps) in [(UInt64(1), Int32(60)), (2, 25), (3, 240)] {
      let wild = StackStage.wild(
        StackStage.everything, frames: 400, rate: FrameRate(frames: fps), seed: seed, size: manner.size,
        pace: manner.pace)
      let (kept, report) = guarded(wild, limits)
      #expect(report.frames == 400 && report.framesTouched > 0)
      let measured = validity(kept, limits)
      #expect(measured["rig-validity.gate/2"] == .value(1), "\(measured.findings.prefix(5))")
      #expect(measured["clamped"] == .value(0))
      #expect(limits.violations(in: kept).isEmpty, "\(limits.violations(in: kept).prefix(5))")
      let again = guarded(kept, limits)
      #expect(again.track.bitPatterns == kept.bitPatterns)
      #expect(again.report.framesTouched == 0, "\(again.report)")
    }
  }

  @Test("slow joints with narrow cones lose neither cone nor speed, and reach what they are asked for")
  func narrowCones() {
    let bones: [HumanoidBone] = [.head, .leftUpperArm, .leftEye, .hips]
    let layout = ChannelLayout(bones.map { .rotation(of: $0) })
    for (swing, twist) in [(0.0, 0.0), (5, 170), (175, 3), (180, 180), (90, 90), (135, 105)] {
      var limits = CharacterLimits()
      for bone in bones {
        limits.rotations[bone.rawValue] = .init(swing: swing, twist: twist)
        limits.speed[bone.rawValue + ".rotation"] = 1.5
      }
      var wild = StackStage.wild(layout, frames: 900, seed: 9, size: 1, pace: 0.05)
      // The last five seconds hold still, long enough to go all the way round.
      for frame in 600..<900 {
        for column in 0..<layout.width { wild[frame, column] = wild[600, column] }
      }
      let (kept, _) = guarded(wild, limits)
      #expect(limits.violations(in: kept).isEmpty, "\(swing) \(twist): \(limits.violations(in: kept))")
      #expect(validity(kept, limits)["rig-validity.gate/2"] == .value(1))
      for bone in bones {
        let rotations = kept.rotations(bone.rawValue + ".rotation")!
        func apart(_ a: Quaternion, _ b: Quaternion) -> Double {
          turnAngle(SIMD4<Double>(a.vector), SIMD4<Double>(b.vector))
        }
        #expect(apart(rotations[899], rotations[890]) < 1e-5, "\(bone) \(swing) \(twist) still moves")
        let asked = wild.rotations(bone.rawValue + ".rotation")![899]
        let cone = JointCone(axis: bone.twistAxis, swingDegrees: swing, twistDegrees: twist)
        var parts = cone.parts(of: SIMD4<Double>(asked.vector))
        _ = cone.clamp(&parts)
        let goal = Quaternion(SIMD4<Float>(cone.rotation(parts)))
        #expect(apart(rotations[899], goal) < 1e-4, "\(bone) \(swing) \(twist)")
      }
    }
  }

  @Test("a take that needs nothing passes bit for bit, signs of zero, lengths and all")
  func passes() throws {
    let limits = try StackStage.nova()
    let row: [Float] = [-0.0, 0.3, 0, 0, 0.0004, 1.0004, -0.2, 0.1]
    let calm = StackStage.still(
      [.weight("jawOpen"), .weight("mouthClose"), StackStage.head, .gazeYaw, .gazePitch], row, frames: 9)
    let (kept, report) = guarded(calm, limits)
    #expect(kept.bitPatterns == calm.bitPatterns)
    #expect(report == GuardReport(frames: 9, framesTouched: 0, byRule: [:], largest: []))
  }

  @Test("both of a forbidden pair are lowered by one factor")
  func pairs() {
    let limits = CharacterLimits(forbiddenPairs: [.init("jawOpen", "mouthClose", limit: 0.4)])
    let wide = track([.weight("jawOpen"), .weight("mouthClose")], [[1, 0.9], [0.5, 0.8], [0.5, 0.9]])
    let (kept, report) = guarded(wide, limits)
    let factor = (0.4 / 0.9 as Float).squareRoot()
    #expect(abs(kept[0, 0] - factor) < 1e-6 && abs(kept[0, 1] - 0.9 * factor) < 1e-6)
    #expect(kept[1, 0] == 0.5 && kept[1, 1] == 0.8)
    #expect(report.byRule == [.pair: 2])
    #expect(report.framesTouched == 2)
    #expect(report.largest.map(\.channel) == ["jawOpen"] && report.largest[0].frame == 0)
  }

  @Test("a pair is not lowered faster than its channels may move: the one that can gives more")
  func pairsAndSpeed() {
    let limits = CharacterLimits(
      forbiddenPairs: [.init("jawOpen", "mouthClose", limit: 0.4)], speed: ["jawOpen": 6, "mouthClose": 60])
    let rise = track(
      [.weight("jawOpen"), .weight("mouthClose")], [[1, 0]] + Array(repeating: [1, 1], count: 9))
    let (kept, _) = guarded(rise, limits)
    // The jaw closes at 0.1 a frame; the lips take what it leaves.
    for (frame, jaw) in zip(1..., [0.9, 0.8, 0.7] as [Float]) {
      #expect(abs(kept[frame, 0] - jaw) < 1e-6 && abs(kept[frame, 1] - 0.4 / jaw) < 1e-6)
    }
    #expect(limits.violations(in: kept).isEmpty)
    // In the end both stand where one factor puts them.
    let even = Float(0.4).squareRoot()
    for frame in 4..<10 { #expect(abs(kept[frame, 0] - even) < 1e-6 && abs(kept[frame, 1] - even) < 1e-6) }
  }

  @Test("values below zero that exclude each other come nearer to zero too")
  func negativePairs() {
    var limits = CharacterLimits(
      weights: ["a": [-1, 1], "b": [-1, 1]], forbiddenPairs: [.init("a", "b", limit: 0.2)])
    let both = track([.weight("a"), .weight("b")], [[-0.1, -0.1], [-1, -1], [1, -1], [1, 1]])
    #expect(limits.violations(in: guarded(both, limits).track).isEmpty)
    limits.speed = ["a": 20, "b": 9]
    let (kept, _) = guarded(both, limits)
    #expect(limits.violations(in: kept).isEmpty)
    #expect(kept[1, 0] < -0.2 && kept[1, 1] < -0.2)
  }

  @Test("a channel that moves too fast goes as far as it may, and arrives")
  func speed() {
    let limits = CharacterLimits(speed: ["jawOpen": 6, "head.rotation": 1.2, "hips.translation": 0.6])
    let goal = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.05)
    let leap: [Float] = [0.35, goal.x, goal.y, goal.z, goal.w, 0.03, 0.04, 0]
    let rest: [Float] = [0, 0, 0, 0, 1, 0, 0, 0]
    let (kept, report) = guarded(
      track(
        [.weight("jawOpen"), StackStage.head, StackStage.hips], [rest] + Array(repeating: leap, count: 6)),
      limits)
    for (frame, value) in zip(0..., [0, 0.1, 0.2, 0.3, 0.35, 0.35] as [Float]) {
      #expect(abs(kept[frame, 0] - value) < 1e-6)
    }
    let angles = kept.rotations("head.rotation")!.map { 2 * Double($0.y) }
    for (angle, expected) in zip(angles, [0, 0.02, 0.04, 0.05, 0.05]) {
      #expect(abs(angle - expected) < 1e-4)
    }
    #expect(abs(kept[1, 5] - 0.006) < 1e-6 && abs(kept[1, 6] - 0.008) < 1e-6)
    #expect(kept[6, 0] == 0.35 && kept[6, 5] == 0.03)
    #expect(report.byRule == [.speed: 4])
    #expect(report.largest[0].channel == "jawOpen" && report.largest[0].frame == 1)
    #expect(abs(report.largest[0].amount - 0.25) < 1e-6)
  }

  @Test("the never list keeps channels of any kind at rest, whatever their range and speed")
  func never() {
    let limits = CharacterLimits(
      speed: ["tongueOut": 1], never: ["tongueOut", "head.rotation", "hips.translation", "elsewhere"])
    let (kept, report) = guarded(
      track(
        [.weight("tongueOut"), StackStage.head, StackStage.hips],
        [[0, 0, 0, 0, 1, 0, 0, 0], [1, 0.6, 0, 0, 0.8, 1, 2, 3], [0, 0, 0, 0, -1, 0, 0, 0]]), limits)
    #expect(kept.samples == (0..<3).flatMap { _ in [0, 0, 0, 0, 1, 0, 0, 0] as [Float] })
    #expect(report.byRule == [.never: 1] && report.framesTouched == 1)
    #expect(validity(kept, limits)["never"] == .value(0))
  }

  @Test("numbers that are none give way to the frame before; bad quaternions are mended")
  func strangeNumbers() {
    let rows: [[Float]] = [
      [.nan, 0, 0, 0, 1, 0, 0, 0], [0.5, 0, 0.6, 0, 0.8, 1, 0, 0], [.infinity, 0, 0, 0, 0, .nan, 0, 0],
      [0.25, 0, -1.2, 0, -1.6, 2, 0, 0],
    ]
    let (kept, report) = guarded(
      track([.weight("jawOpen"), StackStage.head, StackStage.hips], rows), CharacterLimits())
    #expect(kept.column(0) == [0, 0.5, 0.5, 0.25])
    #expect(kept.column(5) == [0, 1, 1, 2])
    for frame in 1..<4 { #expect(abs(kept[frame, 2] - 0.6) < 1e-6 && abs(kept[frame, 4] - 0.8) < 1e-6) }
    #expect(report.byRule == [.finite: 2, .unit: 1])
    let flip = track([StackStage.head], [[0, 0, 0, 1], [0, 0, 0, -1], [0, 0, 0, -1], [0, 0, 0, 1]])
    let (steady, flips) = guarded(flip, CharacterLimits())
    #expect(steady.column(3) == [1, 1, 1, 1])
    #expect(flips.byRule == [.hemisphere: 2])
  }

  @Test("a sheet that was never checked does no harm")
  func unchecked() {
    var limits = CharacterLimits(
      weights: ["jawOpen": [1], "mouthClose": [.nan, .nan]],
      rotations: ["head": .init(swing: -4, twist: 900)],
      forbiddenPairs: [.init("jawOpen", "jawOpen", limit: 0.1), .init("jawOpen", "nothing", limit: .nan)],
      speed: ["jawOpen": -1, "head.rotation": .nan])
    limits.forbiddenPairs[0].channels = []
    let wild = StackStage.wild(StackStage.everything, frames: 20, seed: 4, size: 2, pace: 1)
    let strange = guarded(wild, limits).track.samples.filter { !$0.isFinite }
    #expect(strange.isEmpty)
  }

  @Test("says in words which rules bear upon a channel")
  func words() throws {
    var limits = try StackStage.nova()
    limits.never = ["tongueOut"]
    #expect(
      Guard.rules(for: .weight("jawOpen"), in: limits) == [
        "range 0…1", "speed ≤ 18/s", "pair with mouthClose ≤ 0.4", "pair with cheekPuff ≤ 0.2",
      ])
    #expect(
      Guard.rules(for: StackStage.head, in: limits) == ["swing ≤ 32°", "twist ≤ 45°", "speed ≤ 4.5 rad/s"])
    #expect(Guard.rules(for: .weight("tongueOut"), in: limits) == ["never"])
    #expect(Guard.rules(for: .gazeYaw, in: limits) == ["range -0.45…0.45", "speed ≤ 14 rad/s"])
  }
}
