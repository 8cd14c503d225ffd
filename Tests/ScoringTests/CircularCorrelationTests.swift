import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct CircularCorrelationTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenCoupling() throws {
    let track = try GoldenVectors.motionTrack()
    let onsets = try GoldenVectors.columns("onsets")[0]
    var events = [Double](repeating: 0, count: track.frameCount)
    for (index, onset) in onsets.enumerated() where index % 3 == 0 {
      let frame = Int((onset * 30 + 0.5).rounded(.down))
      if events.indices.contains(frame) { events[frame] += 1 }
    }
    let coupling = try #require(
      EventCoupling(
        events: GaussianSmoothing.smooth(events, deviation: 3),
        motion: GaussianSmoothing.smooth(JointSpeed.summed(track), deviation: 3), framesPerSecond: 30, lag: 0,
        largestLag: 15))
    for (name, value) in [
      ("r", coupling.r), ("z", coupling.z), ("null_mean", coupling.nullMean),
      ("null_sd", coupling.nullDeviation),
    ] {
      let lag0 = try #require(try GoldenVectors.expected("coupling", "lag0") as? [String: Any])
      let expected = try #require(lag0[name] as? NSNumber).doubleValue
      #expect(agree(value, expected, 1e-9), "\(name): \(value) against \(expected)")
    }
    #expect(Double(coupling.bestLag) == (try GoldenVectors.number("coupling", "best_lag")))
  }

  @Test func shiftsThatUndoEachOtherCorrelateFully() throws {
    let x = (0..<40).map { sin(Double($0 * $0) * 0.1) }
    let late = (0..<40).map { x[($0 - 7 + 40) % 40] }
    let correlation = try #require(CircularCorrelation(x, late))
    #expect(abs(correlation(7) - 1) < 1e-12)
    #expect(abs(correlation(7 - 40) - 1) < 1e-12)
    #expect(correlation(0) < 0.9)
  }

  @Test func refusesConstantSeries() {
    #expect(CircularCorrelation([1, 2, 3, 4], [5, 5, 5, 5]) == nil)
    #expect(CircularCorrelation([], []) == nil)
  }
}
