import Foundation
import Testing

@testable import Scoring

@Suite struct SmoothnessTests {
  @Test func reproducesThePublishedBell() throws {
    let bell = (0..<200).map { (index: Int) -> Double in
      let t = -1 + Double(index) * 0.01
      return exp(-5 * t * t)
    }
    #expect(abs(try Smoothness.spectralArcLength(bell, framesPerSecond: 100) + 1.41403) < 5e-6)
    #expect(abs(try Smoothness.logDimensionlessJerk(bell, framesPerSecond: 100) + 5.81636) < 5e-6)
  }

  @Test func loudnessChangesNothingAndJitterIsSeenByJerkAlone() throws {
    let bell = (0..<60).map { (index: Int) -> Double in
      let t = Double(index) / 30 - 1
      return exp(-5 * t * t)
    }
    let loud = bell.map { 3 * $0 }
    let noisy = bell.indices.map { bell[$0] + ($0 % 2 == 0 ? 0.01 : -0.01) }
    let sparc = try Smoothness.spectralArcLength(bell, framesPerSecond: 30)
    let jerk = try Smoothness.logDimensionlessJerk(bell, framesPerSecond: 30)
    #expect(abs(try Smoothness.spectralArcLength(loud, framesPerSecond: 30) - sparc) < 1e-12)
    #expect(abs(try Smoothness.logDimensionlessJerk(loud, framesPerSecond: 30) - jerk) < 1e-12)
    #expect(abs(try Smoothness.spectralArcLength(noisy, framesPerSecond: 30) - sparc) < 0.05)
    #expect(try Smoothness.logDimensionlessJerk(noisy, framesPerSecond: 30) < jerk - 2)
  }

  @Test(arguments: [[], [0, 0, 0, 0], [1, 1, 1, 1], [.nan, 1, 2]] as [[Double]])
  func noMovementHasNoJerk(speed: [Double]) {
    #expect(throws: Undefined.self) { try Smoothness.logDimensionlessJerk(speed, framesPerSecond: 30) }
  }

  @Test func theSpectrumOfASineIsOneLine() {
    let sine = (0..<64).map { (index: Int) -> Double in sin(10 * Double.pi * Double(index) / 64) }
    let bins = Spectrum.magnitudes(of: sine, size: 64, count: 33)
    #expect(abs(bins[5] - 32) < 1e-12)
    #expect(bins.indices.allSatisfy { $0 == 5 || bins[$0] < 1e-12 })
    #expect(Spectrum.magnitudes(of: [3], size: 1, count: 1) == [3])
  }
}
