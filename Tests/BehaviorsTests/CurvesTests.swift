import Testing

@testable import Behaviors

@Suite struct CurvesTests {
  @Test func followersHalveTheirDistanceInTheirHalfTime() {
    var follower = Follower(0)
    for _ in 0..<100 { _ = follower.advance(to: 1, halfTime: 0.1, dt: 0.001) }
    #expect(abs(follower.value - 0.5) < 0.01)
    var coarse = Follower(0)
    for _ in 0..<5 { _ = coarse.advance(to: 1, halfTime: 0.1, dt: 0.02) }
    #expect(abs(coarse.value - follower.value) < 1e-3)
  }

  @Test func envelopesBeginAndEndAtRest() {
    #expect(Curve.envelope(-1, attack: 0.2, hold: 0.1, release: 0.3) == 0)
    #expect(Curve.envelope(0.25, attack: 0.2, hold: 0.1, release: 0.3) == 1)
    #expect(Curve.envelope(0.7, attack: 0.2, hold: 0.1, release: 0.3) == 0)
    #expect(abs(Curve.minimumJerk(0.5) - 0.5) < 1e-6)
  }
}
