import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

/// The claims of the table, on twelve synthetic clips.
@Suite struct CorruptionTableTests {
  static let matrix = CorruptionTable.trial(.init(good: SyntheticClip.stage.clips), seed: Seed(11))

  /// What the made-up performer cannot bear out, since it is no character: it has no emotions, wanders without
  /// regard to sides, and its clips are of one manner only.
  static let columns: Set = [
    "coup", "lip", "l1", "jerk", "dead", "plat", "lag", "lip-lag", "f-gain", "gate",
  ]

  @Test(arguments: CorruptionTable.rows.map(\.id))
  func movesTheScoresAsClaimed(_ corruption: String) {
    let row = Self.matrix.all.filter { $0.row == corruption && Self.columns.contains($0.column.id) }
    for cell in row where cell.outcome == .fails {
      let isKnown = Self.known.contains("\(corruption) \(cell.column.id)")
      #expect(
        isKnown, "\(corruption) \(cell.column.id): claimed \(cell.claim?.rawValue ?? ""), z \(cell.z)")
    }
  }

  /// Cells that do not hold on the made-up clips.
  static let known: Set<String> = []

  @Test func everyCorruptionHasARow() {
    let special = [CorruptionTable.otherScript, CorruptionTable.otherCharacter, CorruptionTable.lookAlike]
    #expect(
      Set(Corruption.all.map(\.id)) == Set(CorruptionTable.rows.map(\.id).filter { !special.contains($0) }))
    #expect(CorruptionTable.rows.count == 21)
  }

  @Test func theTableIsTheSpecifications() {
    // Exaggeration stands in two rows here and is one there.
    let cells = CorruptionClaims.source.filter { $0.corruption != "exaggerated-clamped" }
      .flatMap { $0.cells.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
      .filter { !$0.isEmpty }
    #expect(cells.count { $0 == "-" } == 51)
    #expect(cells.count { $0 == "+" } == 35)
    #expect(cells.count { $0 == "0" } == 94)
    #expect(CorruptionTable.claimed(corruption: "late-100", column: "lag")?.claim == .rises)
    #expect(CorruptionTable.claimed(corruption: "late-100", column: "coup") == nil)
    #expect(CorruptionTable.claimed(corruption: "late-100", column: "lip")?.claim == .falls)
    #expect(CorruptionTable.claimed(corruption: "late-100", column: "lip-lag")?.claim == .rises)
    #expect(CorruptionTable.claimed(corruption: "exaggerated", column: "plat") == nil)
    #expect(CorruptionTable.claimed(corruption: "exaggerated-clamped", column: "plat")?.claim == .rises)
    #expect(CorruptionTable.claimed(corruption: "smile-drift", column: "drift")?.claim == .rises)
    #expect(CorruptionTable.claimed(corruption: "looped", column: "fgd") == nil)
    for claimed in CorruptionTable.claims {
      #expect(CorruptionColumn.named(claimed.column) != nil, "\(claimed.column)")
      #expect(CorruptionTable.rows.contains { $0.id == claimed.corruption }, "\(claimed.corruption)")
    }
  }

  @Test func everyHeadlineIsPutToTheTest() {
    let claimed = Set(CorruptionTable.claims.filter { $0.claim != .stays }.map(\.column))
    let tested = Set(
      CorruptionColumn.all.filter { claimed.contains($0.id) }.flatMap(\.descriptors).map(\.id))
    let untested = Metrics.descriptors.filter { $0.headline != nil && !tested.contains($0.id) }.map(\.id)
    #expect(untested.isEmpty, "\(untested)")
  }

  @Test func fewClipsGiveNoVerdict() {
    let few = CorruptionTable.trial(.init(good: Array(SyntheticClip.stage.clips.prefix(2))), seed: Seed(1))
    #expect(few.all.allSatisfy { $0.outcome != .holds && $0.outcome != .fails })
    #expect(few.cell("jitter", "jerk")?.z.reason == "2 of 2 clips have a value, at least 12 needed")
    let none = CorruptionTable.trial(.init(good: []), seed: Seed(1))
    #expect(none.all.allSatisfy { $0.outcome != .holds && $0.outcome != .fails })
  }

  @Test func isTheSameOnAnyNumberOfThreads() {
    let two = CorruptionTable.trial(.init(good: SyntheticClip.stage.clips), seed: Seed(11), jobs: 2)
    #expect(zip(two.all, Self.matrix.all).allSatisfy { $0.z == $1.z && $0.score == $1.score })
  }

  @Test func rowsOfOthersNeedTheirTakes() {
    let clips = SyntheticClip.stage.clips
    #expect(Self.matrix.cell("other-character", "lip")?.outcome == .untested)
    #expect(Self.matrix.cell("look-alike", "lip")?.z.reason == "there are no takes of a near look-alike")
    let jittery = clips.map { Corruption.jitter.apply(to: $0, seed: Seed(2)) }
    let matrix = CorruptionTable.trial(
      .init(good: clips, otherCharacter: clips, lookAlike: jittery), seed: Seed(11))
    #expect(matrix.cell("other-character", "lip")?.z == .value(0))
    #expect(matrix.cell("other-character", "lip")?.outcome == .holds)
    #expect(matrix.cell("look-alike", "jerk")?.outcome == .fails)
    #expect(matrix.cell("look-alike", "jerk")?.seen == .rises)
  }

  @Test func aScoreOfAllClipsIsJudgedByItsPseudoValues() throws {
    // For a mean the pseudo-values are the values themselves.
    struct Sum: Metric {
      let id = "sum/1"
      let descriptors = [
        MetricDescriptor(
          id: "sum.mean/1", title: "", direction: .lower, rank: .diagnostic, reduction: .set, needs: [],
          summary: "", whereItLies: "", source: "")
      ]
      func measure(_ take: TakeEvidence) -> TakeMeasurement {
        TakeMeasurement(metric: id, quantities: ["sum.mean/1": ScoreValue(Double(take.track.samples[0]))])
      }
    }
    let good = (0..<12).map { number in
      MeasurementRecord(
        key: TakeKey(recording: "r\(number)", participant: "p", seed: 0),
        measurement: TakeMeasurement(metric: "sum/1", quantities: ["sum.mean/1": .value(Double(number))]))
    }
    var shifted = good
    for index in shifted.indices { shifted[index].measurement["sum.mean/1"] = .value(Double(index) + 7.2) }
    var move = CorruptionMove(
      Sum().descriptors[0], CorruptionSample(metric: Sum(), good), CorruptionSample(metric: Sum(), shifted),
      ScoringReference())
    let deviation = try #require(move.deviation)
    #expect(abs(deviation - 13.0.squareRoot()) < 1e-9)
    #expect(abs(try #require(move.z.number) - 7.2 / 13.0.squareRoot()) < 1e-9)
    move = CorruptionMove(
      Sum().descriptors[0], CorruptionSample(metric: Sum(), Array(good.prefix(5))),
      CorruptionSample(metric: Sum(), shifted), ScoringReference())
    #expect(move.z.number == nil)
  }

  @Test func theGoodTracksAreGood() throws {
    let records = SyntheticClip.stage.clips.flatMap { Metrics.measure($0) }
    let scores = try Metrics.reduce(records, reference: SyntheticClip.stage.reference)
    func value(_ name: String) throws -> Double {
      try #require(scores.first { $0.metric.hasPrefix(name + "/") }?.value.number)
    }
    #expect(try value("rig-validity.gate") == 1)
    #expect(try value("coupling.z") > 4)
    #expect(try value("lip-sync.r0") > 0.8)
    #expect(try value("lip-sync.f-gain") > 0.2)
    #expect(abs(try value("lip-sync.lag")) < 15)
    #expect(abs(try value("amplitude.ratio")) < 0.3)
    #expect(abs(try value("jerk.ratio")) < 0.3)
    #expect(try value("dead-face.share") < 0.05)
  }
}
