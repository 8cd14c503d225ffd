import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let state = StrategyCase(
    "state", "a state saved and taken on in another process goes on with the same frames"
  ) { stand in
    let saver = try stand.audition()
    var talk = TellingTalk(parameters: stand.card.parameters, seed: stand.seed("telling"))
    let scene = talk.told(in: stand.scenes.talk(7, seconds: 16))
    let seed = stand.seed("state")
    let lookahead = try saver.begin(scene, seed: seed)
    guard try saver.save() != nil else { return .skipped("it has no state/1") }
    try saver.end()
    let points = SavePoints(
      in: scene, rate: .fps60, lookahead: lookahead, spread: stand.settings.count(64, least: 16),
      chosen: chosen)
    let whole = try watched(scene, saver, stand, cutAt: points.frames) { _ in }
    // A save must leave the take alone, so it is made once more with the saves in it.
    var states: [(frame: Int, bytes: [UInt8])] = []
    var held = 0
    let frames = whole.frameCount
    let withSaves = try watched(scene, saver, stand, cutAt: points.frames) { frame in
      guard held < mostBytes || isChosen(frame, of: frames), let bytes = try saver.save() else { return }
      held += bytes.count
      states.append((frame, bytes))
    }
    saver.dismiss()
    try stand.mustEqual(whole, withSaves, what: "saving its state changes the take")
    stand.note("largest state", states.map(\.bytes.count).max() ?? 0, "bytes")
    let loader = try stand.audition()
    for (start, bytes) in states {
      // A few are taken on by processes that have made nothing before, and played to the end.
      let isWhole = isChosen(start, of: frames)
      let end = isWhole ? frames : min(frames, start + framesAfter)
      let audition = isWhole ? try stand.audition() : loader
      let known = try audition.begin(scene, seed: seed, resumingAt: start, state: bytes)
      guard known == whole.lookahead else {
        throw Refutation("with a state of frame \(start) its lookahead is \(known), not \(whole.lookahead)")
      }
      var frame = start
      while frame < end {
        try stand.check()
        let block = try audition.next(min(CaseStand.block, end - frame))
        if let moved = whole.firstDifference(
          to: block, firstFrame: frame, tolerance: stand.card.tolerance)
        {
          let why = points.reasons[start].flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
          throw Refutation("after taking on the state of frame \(start)\(why), \(moved.description)")
        }
        frame += CaseStand.block
      }
      try audition.end()
      if isWhole { audition.dismiss() }
    }
    stand.note("states", states.count)
    return .passed
  }

  /// Shares of the take at which a state is taken on in a fresh process and played to the end.
  private static let chosen = [0, 0.21, 0.43, 0.8]
  /// Frames that are played after a state otherwise.
  private static let framesAfter = 240
  /// Bytes of states that are held before only chosen ones are added.
  private static let mostBytes = 256 << 20

  private static func isChosen(_ frame: Int, of frames: Int) -> Bool {
    chosen.contains { Int(Double(frames) * $0) == frame }
  }

  /// The take in blocks that end at given frames, where `atCut` is told the frame that comes next.
  private static func watched(
    _ scene: TakeRenderer.Scene, _ audition: Audition, _ stand: CaseStand, cutAt cuts: [Int],
    atCut: (Int) throws -> Void
  ) throws -> ShownTake {
    let lookahead = try audition.begin(scene, seed: stand.seed("state"))
    var take = ShownTake(layout: audition.strategy.layout, rate: .fps60, lookahead: lookahead)
    let frames = FrameRate.fps60.frameCount(covering: scene.recording.duration)
    var frame = 0
    for end in cuts + [frames] {
      while frame < end {
        try stand.check()
        let count = min(CaseStand.block, end - frame)
        let block = try audition.next(count)
        take.rows += block.rows
        take.activity += block.activity
        frame += count
      }
      if end < frames { try atCut(end) }
    }
    try audition.end()
    return take
  }
}
