import Motion
import Provenance
import Testing

@testable import Scoring

/// The cells of the corruption table (scoring 5) that these metrics claim, on twelve synthetic clips.
@Suite struct CorruptionTests {
  /// Score id of each column.
  static let columns = [
    "coupling.z/1", "coupling.lag/1", "lip-sync.r0/1", "lip-sync.lag/1", "amplitude.ratio/1", "jerk.ratio/1",
    "dead-face.share/1", "plateau.share/1", "blinks.deviation/1",
  ]

  /// Claims by column: `+` rises, `-` falls, `0` stays, `.` no claim.
  static let rows = [
    //                    z L r l A J D P B
    ("constant-pose", "       - . - . - - + + +"),
    ("white-noise", "         - . - . 0 + 0 . +"),
    ("jitter", "              . . . . 0 + . . 0"),
    ("late-100", "            . + - + 0 . 0 0 0"),
    ("late-500", "            - . - . 0 . 0 0 0"),
    ("exaggerated", "         0 . . . + + . . 0"),
    ("exaggerated-clamped", " 0 . . . + + . + 0"),
    ("underacted", "          0 . . . - - . + +"),
    ("clipped", "             0 . - . . . 0 + +"),
    ("frozen-face", "         0 . - . - - + + +"),
    ("reversed", "            - . - . 0 0 0 0 ."),
    ("stutter", "             0 . . . . + . + ."),
  ]

  static func values(_ clips: [TakeEvidence]) -> [[Double]] {
    let records = clips.flatMap { Metrics.measure($0) }
    return columns.map { column in
      records.compactMap { $0.measurement.quantities[column]?.number }
    }
  }

  static let good = values(SyntheticClip.stage.clips)

  @Test(arguments: rows) func movesTheScoresAsClaimed(_ row: (String, String)) throws {
    let corruption = try Corruption.named(row.0)
    let spoilt = Self.values(
      SyntheticClip.stage.clips.enumerated().map { index, clip in
        corruption.apply(to: clip, seed: Seed(UInt64(index)))
      })
    for (index, claim) in row.1.split(separator: " ").enumerated() where claim != "." {
      let good = Self.good[index]
      let bad = spoilt[index]
      #expect(good.count == 12 && bad.count == 12, "\(row.0) \(Self.columns[index]): undefined values")
      let mean = good.reduce(0, +) / 12
      let squares = good.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = max(1e-3, (squares / 11).squareRoot())
      let z = (bad.reduce(0, +) / 12 - mean) / deviation
      let holds =
        switch claim {
        case "+": z >= 2
        case "-": z <= -2
        default: abs(z) < 2
        }
      #expect(holds, "\(row.0) \(Self.columns[index]): claimed \(claim), z \(z), good \(mean) ± \(deviation)")
    }
  }

  @Test func everyCorruptionHasARow() {
    #expect(Corruption.all.map(\.id) == Self.rows.map(\.0))
  }

  @Test func theGoodTrackIsGood() throws {
    let means = Self.good.map { $0.reduce(0, +) / Double($0.count) }
    #expect(means[0] > 4, "coupling z \(means[0])")
    #expect(means[2] > 0.8, "lip r \(means[2])")
    #expect(abs(means[3]) < 15, "lip lag \(means[3])")
    #expect(abs(means[4]) < 0.3, "amplitude \(means[4])")
    #expect(abs(means[5]) < 0.3, "jerk \(means[5])")
  }

  @Test func keepsLayoutRateAndLength() {
    let clip = SyntheticClip.stage.clips[0]
    for corruption in Corruption.all {
      let track = corruption.apply(to: clip.track, reference: clip.reference, seed: Seed(3))
      #expect(track.layout == clip.track.layout)
      #expect(track.rate == clip.track.rate)
      #expect(track.frameCount == clip.track.frameCount)
      #expect(track == corruption.apply(to: clip.track, reference: clip.reference, seed: Seed(3)))
      #expect(track != clip.track, "\(corruption.id) changes nothing")
    }
  }

  @Test func leavesAnEmptyTrackAlone() {
    let empty = Track(layout: SyntheticClip.layout, rate: .fps60, samples: [])
    for corruption in Corruption.all {
      #expect(corruption.apply(to: empty, reference: ScoringReference(), seed: Seed(1)) == empty)
    }
  }

  @Test func anUnknownNameIsAnError() {
    #expect(throws: ScoringError.unknownCorruption("x")) { try Corruption.named("x") }
  }
}
