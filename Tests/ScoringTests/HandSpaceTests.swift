import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct HandSpaceTests {
  /// Arms that sweep up and down by an angle, beginning at another.
  private static func track(
    from first: Double = 0, by size: Double, seconds: Double = 20, fps: Int32 = 30,
    arms: [String] = ["left", "right"]
  ) -> Track {
    let channels = arms.flatMap { side in
      ["UpperArm", "LowerArm"].map { Channel("\(side)\($0).rotation", kind: .rotation) }
    }
    var track = Track(
      layout: ChannelLayout(channels), rate: FrameRate(frames: fps),
      frameCount: Int(seconds * Double(fps)))
    for frame in 0..<track.frameCount {
      let time = Double(frame) / Double(fps)
      let q = Quaternion(axis: SIMD3(0, 0, 1), angle: Float(first + size * sin(time)))
      for arm in arms.indices { for lane in 0..<4 { track[frame, 8 * arm + lane] = q.vector[lane] } }
    }
    return track
  }

  private static func take(_ track: Track, reference: ScoringReference = ScoringReference()) -> TakeEvidence {
    SyntheticClip(seed: 1).evidence(reference: reference).with(track: track)
  }

  private static let reference = ScoringReference(
    sessions: [take(track(by: 1)), take(track(by: 1.1)), take(track(by: 0.9))])

  private func scores(_ track: Track, _ reference: ScoringReference = reference) -> [Double?] {
    let record = HandSpace().measure(Self.take(track, reference: reference))
    return ["dice", "jaccard", "volume"].map { record["hand-space.\($0)/1"].number }
  }

  @Test func countsCellsByHand() throws {
    // Cells 1 and 2 of one arm, 2 and 3 of the other list: one shared of three.
    #expect(HandVoxels.shared([1, 2], [2, 3]) == 1)
    #expect(HandVoxels.dice([1, 2], [2, 3]) == 0.5)
    #expect(HandVoxels.jaccard([1, 2], [2, 3]) == 1.0 / 3)
    #expect(HandVoxels.dice([], []) == nil && HandVoxels.jaccard([], []) == nil)
    #expect(HandVoxels.dice([], [4]) == 0)
  }

  @Test func cellsAreFiveCentimetresWideAndTellTheArms() {
    let cell = HandVoxels.cell(SIMD3(0.01, 0.01, 0.01), isLeft: true)
    #expect(cell == HandVoxels.cell(SIMD3(0.049, 0.0, 0.04), isLeft: true))
    #expect(cell != HandVoxels.cell(SIMD3(-0.01, 0.01, 0.01), isLeft: true))
    #expect(cell != HandVoxels.cell(SIMD3(0.01, 0.051, 0.01), isLeft: true))
    #expect(cell != HandVoxels.cell(SIMD3(0.01, 0.01, 0.01), isLeft: false))
    #expect(HandVoxels.cell(SIMD3(.infinity, .nan, -1e30), isLeft: true) > 0)
  }

  @Test func ownMotionHasMoreOverlapThanSmallerLargerOrElsewhere() throws {
    let own = try #require(scores(Self.track(by: 1))[0])
    for other in [Self.track(by: 0.2), Self.track(by: 2), Self.track(from: 1.5, by: 1)] {
      #expect(try #require(scores(other)[0]) < own - 0.1)
    }
    #expect(own > 0.9 && own <= 1)
  }

  @Test func volumeTellsTheSide() throws {
    #expect(abs(try #require(scores(Self.track(by: 1))[2])) < 0.1)
    #expect(try #require(scores(Self.track(by: 0.2))[2]) < -0.5)
    #expect(try #require(scores(Self.track(by: 2))[2]) > 0.3)
  }

  @Test func jaccardAndDiceAgreeOnOneSession() throws {
    let single = ScoringReference(sessions: [Self.take(Self.track(by: 1))])
    let values = scores(Self.track(from: 0.3, by: 1), single)
    let dice = try #require(values[0])
    #expect(abs(try #require(values[1]) - dice / (2 - dice)) < 1e-12)
  }

  @Test func lengthAndFrameRateHardlyMatter() throws {
    let own = try #require(scores(Self.track(by: 1))[0])
    for other in [Self.track(by: 1, seconds: 55), Self.track(by: 1, fps: 60)] {
      #expect(abs(try #require(scores(other)[0]) - own) < 0.05)
    }
  }

  @Test func keepsWhatSessionsHaveAmongThemselves() throws {
    let own = try #require(Self.reference.handSpace?.own)
    #expect(own > 0.8 && own < 1)
    let record = HandSpace().measure(Self.take(Self.track(by: 1), reference: Self.reference))
    #expect(record["own dice"] == .value(own))
    let read = try JSONDecoder().decode(ScoringReference.self, from: JSONEncoder().encode(Self.reference))
    #expect(read.handSpace == Self.reference.handSpace)
  }

  @Test func isUndefinedWithoutArmsLengthOrReference() {
    func reason(_ track: Track, _ reference: ScoringReference = Self.reference) -> String {
      HandSpace().measure(Self.take(track, reference: reference))["hand-space.dice/1"].reason ?? ""
    }
    #expect(reason(Self.track(by: 1), ScoringReference()).contains("no hand space"))
    #expect(reason(Self.track(by: 1, seconds: 3)).contains("shorter than 5.0 s"))
    #expect(reason(Self.track(by: 1, arms: ["left"])).contains("the take does not"))
    #expect(reason(SyntheticClip(seed: 1).track()).contains("no upper arm"))
    var wild = Self.track(by: 1)
    for index in wild.samples.indices { wild.samples[index] = 1e30 }
    #expect(reason(wild).contains("no rotations"))
    var hollow = Self.reference
    hollow.handSpace?.sessions = [.init(seconds: 0, cells: [], tenths: [])]
    #expect(reason(Self.track(by: 1), hollow).contains("empty"))
  }
}
