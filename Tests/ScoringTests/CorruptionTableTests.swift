import Provenance
import Testing

@testable import Scoring

/// The claims of the table, on twelve synthetic clips.
@Suite struct CorruptionTableTests {
  static let verdicts = CorruptionTable.verify(SyntheticClip.stage.clips, seed: Seed(11))

  @Test(arguments: CorruptionTable.rows.map(\.corruption))
  func movesTheScoresAsClaimed(_ corruption: String) {
    let row = Self.verdicts.filter { $0.corruption == corruption }
    #expect(!row.isEmpty)
    for verdict in row {
      #expect(
        verdict.holds, "\(corruption) \(verdict.metric): claimed \(verdict.claim.rawValue), z \(verdict.z)")
    }
  }

  @Test func everyCorruptionHasARow() {
    #expect(
      Corruption.all.map(\.id)
        == CorruptionTable.rows.map(\.corruption).filter { $0 != CorruptionTable.otherScript })
    for row in CorruptionTable.rows {
      #expect(row.claims.split(separator: " ").count == CorruptionTable.metrics.count, "\(row.corruption)")
    }
    let known = Set(Metrics.descriptors.map(\.id))
    #expect(CorruptionTable.metrics.allSatisfy(known.contains))
  }

  @Test func everyHeadlineIsPutToTheTest() {
    let tested = Set(Self.verdicts.filter { $0.claim != .stays }.map(\.metric))
    let untested = Metrics.descriptors.filter { $0.headline != nil && !tested.contains($0.id) }.map(\.id)
    #expect(untested.isEmpty, "\(untested)")
  }

  @Test func fewClipsGiveNoVerdict() {
    let few = CorruptionTable.verify(Array(SyntheticClip.stage.clips.prefix(2)), seed: Seed(1))
    #expect(few.allSatisfy { !$0.holds })
    #expect(few.first?.z.reason == "2 clips given, at least 12 needed")
    #expect(CorruptionTable.verify([], seed: Seed(1)).allSatisfy { !$0.holds })
  }

  @Test func theGoodTracksAreGood() throws {
    let records = SyntheticClip.stage.clips.flatMap { Metrics.measure($0) }
    let scores = try Metrics.reduce(records, reference: SyntheticClip.stage.reference)
    func value(_ id: String) throws -> Double {
      try #require(scores.first { $0.metric == id }?.value.number)
    }
    #expect(try value("rig-validity.gate/1") == 1)
    #expect(try value("coupling.z/3") > 4)
    #expect(try value("lip-sync.r0/1") > 0.8)
    #expect(try value("lip-sync.f-gain/1") > 0.2)
    #expect(abs(try value("lip-sync.lag/1")) < 15)
    #expect(abs(try value("amplitude.ratio/1")) < 0.3)
    #expect(abs(try value("jerk.ratio/1")) < 0.3)
    #expect(try value("dead-face.share/1") < 0.05)
  }
}
