import Testing

@testable import Scoring

@Suite struct HysteresisTests {
  private static let curve = [0, 0.6, 0.4, 0.6, 0.2, 0.5, 0.4]

  @Test func tremblingDoesNotCutAStretch() {
    #expect(Hysteresis.spans(Self.curve, on: 0.5, off: 0.3, keepsOpen: false) == [1..<4])
  }

  @Test func whatIsStillGoingOnCountsWhereAsked() {
    #expect(Hysteresis.spans(Self.curve, on: 0.5, off: 0.3, keepsOpen: true) == [1..<4, 5..<7])
  }

  @Test func anEmptyCurveHasNone() {
    #expect(Hysteresis.spans([], on: 0.5, off: 0.3, keepsOpen: true).isEmpty)
  }
}
