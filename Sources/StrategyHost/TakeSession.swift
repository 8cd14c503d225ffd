import Conversation
import Motion
import Provenance
import StrategyDriver

/// One take on one runner: begun, asked for block after block, ended.
struct TakeSession {
  /// Frame k may depend on what is known at t(k + lookahead).
  let lookahead: Int
  private let runner: any StrategyRunner
  private let strategy: TakeRenderer
  private let recording: String
  private let rate: FrameRate
  private let frames: Int
  private let block: Int
  private let rows: RowLayout
  private let rest: [Float]
  private var feed: TakeFeed
  private let writer: FeedWriter
  private var nextFrame = 0

  /// Makes an instance and prepares it.
  init(
    _ runner: any StrategyRunner, scene: TakeRenderer.Scene, strategy: TakeRenderer, seed: Seed,
    rate: FrameRate, frames: Int, block: Int, resumingAt start: Int = 0
  ) throws {
    self.runner = runner
    self.strategy = strategy
    self.rate = rate
    self.frames = frames
    self.block = block
    recording = scene.recording.id
    rest = strategy.restRow
    rows = RowLayout(
      width: strategy.layout.width, channels: strategy.layout.channels.count, capacity: block)
    var positions: [String: UInt32] = [scene.participant: 0]
    let others = scene.recording.participants.map(\.id).filter { $0 != scene.participant }
    for (index, id) in others.enumerated() { positions[id] = UInt32(index + 1) }
    lookahead = try runner.begin(
      strategy.brief(
        scene, seed: seed, rate: rate, block: block, positions: positions, scratch: runner.scratch))
    feed = TakeFeed(
      scene, positions: positions, rate: rate, frames: frames, lookahead: lookahead, resumingAt: start,
      hears: strategy.hears)
    nextFrame = start
    writer = FeedWriter(runner.inbox) { [runner] in try runner.feed($0) }
    rows.seal(runner.rows)
  }

  /// Renders the next frames and hands over their rows, which stay valid until the next call.
  ///
  /// - Throws: ``StrategyHostError`` when the strategy wrote past its rows; what the runner throws.
  @discardableResult
  mutating func next(
    _ count: Int, _ take: (UnsafeMutablePointer<Float>, RowLayout) -> Void
  ) throws -> RenderProbe.Reading {
    try feed.write(first: nextFrame, count: count, to: writer)
    let length = writer.length
    writer.reset()
    rest.withUnsafeBufferPointer { rest in
      guard let pose = rest.baseAddress else { return }
      rows.rest(runner.rows, rows: count, pose: pose)
    }
    let reading = try runner.render(first: nextFrame, count: count, length: length)
    if let row = rows.trespass(runner.rows, rows: count) {
      throw StrategyHostError.trespass(
        strategy: strategy.card.id, recording: recording, frame: nextFrame + row)
    }
    take(runner.rows, rows)
    nextFrame += count
    return reading
  }

  /// Renders all frames and ends the take.
  func whole(shouldStop: () -> Bool) throws -> PerformedTake {
    var session = self
    var track = Track(layout: strategy.layout, rate: rate, frameCount: frames)
    let width = rows.width
    let channels = rows.channels
    var activity = [Float](repeating: 1, count: frames * channels)
    var frame = 0
    while frame < frames {
      if shouldStop() { throw StrategyDriverError.stopped }
      let count = min(block, frames - frame)
      try session.next(count) { memory, layout in
        track.samples.withUnsafeMutableBufferPointer { samples in
          activity.withUnsafeMutableBufferPointer { held in
            guard let samples = samples.baseAddress, let held = held.baseAddress else { return }
            for index in 0..<count {
              (samples + (frame + index) * width).update(from: memory + layout.row(index), count: width)
              (held + (frame + index) * channels).update(
                from: memory + layout.activity(index), count: channels)
            }
          }
        }
      }
      frame += count
    }
    let notes = try runner.end()
    try FiniteCheck(strategy: strategy.card.id, recording: recording).check(track, activity: activity)
    return PerformedTake(track: track, activity: activity, lookahead: lookahead, notes: notes)
  }
}
