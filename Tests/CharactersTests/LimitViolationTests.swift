import Characters
import Motion
import Testing

@Suite struct LimitViolationTests {
  private func track(_ channels: [Channel], _ rows: [[Float]]) -> Track {
    Track(layout: ChannelLayout(channels), rate: .fps60, samples: rows.flatMap(\.self))
  }

  @Test func aTrackInsideItsLimitsIsSilent() {
    let limits = CharacterLimits(rotations: ["head": .init(swing: 30, twist: 40)], speed: ["jawOpen": 10])
    let ok = track(
      [.weight("jawOpen"), .rotation(of: .head)], [[0, 0, 0, 0, 1], [0.1, 0, 0.1, 0, 0.994_987_4]])
    #expect(limits.violations(in: ok).isEmpty)
  }

  @Test func theWorstFrameOfARangeIsNamed() throws {
    let found = CharacterLimits().violations(in: track([.weight("jawOpen")], [[0], [1.2], [1.4], [1.005]]))
    #expect(found.count == 1)
    #expect(found[0].rule == .range && found[0].frame == 2 && found[0].limit == 1)
    #expect(abs(found[0].value - 1.4) < 1e-6)
  }

  @Test func genuineCapturesMayPeakJustAboveOne() {
    #expect(CharacterLimits().violations(in: track([.weight("jawOpen")], [[1.0033]])).isEmpty)
  }

  @Test func aRangeOfTheSheetReplacesTheUsualOne() {
    let limits = CharacterLimits(weights: ["jawOpen": [0, 0.5], "offset": [-1, 1]])
    #expect(
      limits.violations(in: track([.weight("jawOpen"), .weight("offset")], [[0.6, -0.8]])).map(\.channel) == [
        "jawOpen"
      ])
  }

  @Test func swingAndTwistAreToldApart() {
    let limits = CharacterLimits(rotations: ["head": .init(swing: 20, twist: 40)])
    let degree = Float.pi / 180
    func rules(_ q: Quaternion) -> [LimitViolation.Rule] {
      limits.violations(in: track([.rotation(of: .head)], [[q.x, q.y, q.z, q.w]])).map(\.rule)
    }
    #expect(rules(Quaternion(yaw: 38 * degree, pitch: 0, roll: 0)).isEmpty)
    #expect(rules(Quaternion(yaw: 45 * degree, pitch: 0, roll: 0)) == [.twist])
    #expect(rules(Quaternion(yaw: 0, pitch: 25 * degree, roll: 0)) == [.swing])
  }

  @Test func longQuaternionsAndFlipsAreFound() {
    let head = [Channel.rotation(of: .head)]
    #expect(CharacterLimits().violations(in: track(head, [[0, 0, 0, 1.01]])).map(\.rule) == [.unit])
    #expect(
      CharacterLimits().violations(in: track(head, [[0, 0, 0, 1], [0, 0, 0, -1]])).map(\.rule) == [.unit])
  }

  @Test func pairsAreJudgedByTheirProduct() {
    let limits = CharacterLimits(forbiddenPairs: [.init("a", "b", limit: 0.1)])
    let channels = [Channel.weight("a"), .weight("b")]
    #expect(limits.violations(in: track(channels, [[0.5, 0.2]])).isEmpty)
    let found = limits.violations(in: track(channels, [[0.5, 0.5]]))
    #expect(found.map(\.rule) == [.pair] && found[0].channel == "a×b")
  }

  @Test func speedIsPerSecond() {
    let limits = CharacterLimits(speed: ["jawOpen": 12, "head.rotation": 2])
    // 0.25 in a sixtieth of a second is 15 per second; 0.05 rad is 3 per second.
    let q = Quaternion(yaw: 0.05, pitch: 0, roll: 0)
    let found = limits.violations(
      in: track([.weight("jawOpen"), .rotation(of: .head)], [[0, 0, 0, 0, 1], [0.25, q.x, q.y, q.z, q.w]]))
    #expect(found.map(\.rule) == [.speed, .speed])
    #expect(abs(found[0].value - 15) < 1e-4 && abs(found[1].value - 3) < 1e-3)
  }

  @Test func aChannelThatNeverMovesIsHeldToRest() {
    let limits = CharacterLimits(
      weights: ["offset": [-1, 1]], never: ["tongueOut", "offset", "head.rotation", "hips.translation"])
    let channels: [Channel] = [
      .weight("tongueOut"), .weight("offset"), .rotation(of: .head), .translation(of: .hips),
    ]
    let q = Quaternion(yaw: 0.004, pitch: 0, roll: 0)
    let still = track(channels, [[0.005, -0.005, q.x, q.y, q.z, q.w, 0, -0.009, 0]])
    #expect(limits.violations(in: still).isEmpty)
    let turn = Quaternion(yaw: 0.1, pitch: 0, roll: 0)
    let moved = track(channels, [[0.2, -0.2, turn.x, turn.y, turn.z, turn.w, 0, -0.2, 0]])
    #expect(limits.violations(in: moved).map(\.rule) == [.never, .never, .never, .never])
    #expect(limits.violations(in: moved).map(\.channel) == channels.map(\.name))
  }

  @Test func numbersThatAreNoneAreFound() {
    #expect(
      CharacterLimits().violations(in: track([.weight("jawOpen")], [[.nan]])).contains { $0.rule == .finite })
  }
}
