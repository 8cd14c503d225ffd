import Motion
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct RehearsalRowsTests {
  private static func session(_ recorded: [RecordedSession]) -> StrategySession {
    StrategySession(rate: .fps60, seed: 1, parameters: ParameterValues([]), rehearsal: recorded)
  }

  private static let jaw = FaceWeight.jawOpen.rawValue

  @Test func bindsByNameAndRestsWhereNothingWasRecorded() {
    let recorded = RecordedSession(
      id: "a", rate: .fps60, channels: [.weight("mouthFunnel"), .weight("jawOpen")],
      rows: [0.9, 0.1, 0.8, 0.3])
    let rows = RehearsalRows(Self.session([recorded]))
    #expect(rows.sessions == [0..<2])
    #expect(rows.row(0)[Self.jaw] == 0.1)
    #expect(rows.row(1)[Self.jaw] == 0.3)
    #expect(rows.row(1)[FaceWeight.mouthFunnel.rawValue] == 0.8)
    #expect(rows.row(1)[FaceWeight.cheekPuff.rawValue] == 0)
  }

  @Test func bringsASessionToTheRate() {
    let recorded = RecordedSession(
      id: "a", rate: FrameRate(frames: 30), channels: [.weight("jawOpen")], rows: [0, 0.2, 0.4])
    let rows = RehearsalRows(Self.session([recorded]))
    let curve = (0..<rows.count).map { rows.row($0)[Self.jaw] }
    #expect(zip(curve, [0, 0.1, 0.2, 0.3, 0.4, 0.4] as [Float]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(rows.count == 6)
  }

  @Test func withoutSessionsItIsOneFrameAtRest() {
    let rows = RehearsalRows(Self.session([]))
    #expect(rows.count == 1)
    #expect(rows.sessions == [0..<1])
    #expect(rows.row(0)[Self.jaw] == 0)
  }

  @Test func meanAndDeviationAreThoseOfAllFrames() {
    let recorded = RecordedSession(
      id: "a", rate: .fps60, channels: [.weight("jawOpen")], rows: [0, 0.5, 1])
    let (mean, deviation) = RehearsalRows(Self.session([recorded])).moments()
    #expect(abs(mean[Self.jaw] - 0.5) < 1e-9)
    #expect(abs(deviation[Self.jaw] - 0.5) < 1e-9)
  }

  @Test func settlingCutsWeightsAndBringsRotationsToUnitLength() {
    var row = [Float](repeating: 2, count: RehearsalRows.width)
    row[0] = -1
    row.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { RehearsalRows.settle(start) } }
    #expect(row[0] == 0)
    #expect(row[1] == 1)
    #expect(row.suffix(4).allSatisfy { abs($0 - 0.5) < 1e-6 })
  }
}
