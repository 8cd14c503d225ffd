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
  private var feed: TakeFeed
  private let writers: [FeedWriter]
  private var nextFrame = 0
  private var slot = 0

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
    writers = (0..<RowLayout.slots).map { slot in
      FeedWriter(runner.inbox(slot)) { [runner] in try runner.feed($0, slot: slot) }
    }
    for slot in 0..<RowLayout.slots { rows.seal(runner.rows + slot * rows.slotStride) }
  }

  /// A block that was asked for.
  private struct Asked {
    var first: Int
    var count: Int
    var memory: UnsafeMutablePointer<Float>
  }

  /// Renders the next frames and hands over their rows, which stay valid until the next call.
  ///
  /// - Throws: ``StrategyHostError`` when the strategy wrote past its rows; what the runner throws.
  @discardableResult
  mutating func next(
    _ count: Int, _ take: (UnsafeMutablePointer<Float>, RowLayout) -> Void
  ) throws -> RenderProbe.Reading {
    try collect(ask(count), take)
  }

  /// Asks for the next frames.
  private mutating func ask(_ count: Int) throws -> Asked {
    guard count > 0, nextFrame + count <= frames else {
      throw StrategyDriverError.protocolBreach("frames \(nextFrame)..<\(nextFrame + count) of \(frames)")
    }
    let asked = Asked(first: nextFrame, count: count, memory: runner.rows + slot * rows.slotStride)
    let writer = writers[slot]
    try feed.write(first: nextFrame, count: count, to: writer)
    let length = writer.length
    writer.reset()
    try runner.submit(first: nextFrame, count: count, length: length, slot: slot)
    nextFrame += count
    slot = (slot + 1) % RowLayout.slots
    return asked
  }

  /// Waits for frames that were asked for, and hands them over.
  private func collect(
    _ asked: Asked, _ take: (UnsafeMutablePointer<Float>, RowLayout) -> Void
  ) throws -> RenderProbe.Reading {
    let reading = try runner.collect()
    if let row = rows.trespass(asked.memory, rows: asked.count) {
      throw StrategyHostError.trespass(
        strategy: strategy.card.id, recording: recording, frame: asked.first + row)
    }
    take(asked.memory, rows)
    return reading
  }

  /// Renders all frames and ends the take.
  func whole(shouldStop: () -> Bool) throws -> PerformedTake {
    var session = self
    var track = Track(layout: strategy.layout, rate: rate, frameCount: frames)
    let width = rows.width
    let channels = rows.channels
    var activity = [Float](repeating: 1, count: frames * channels)
    func keep(_ asked: Asked) throws {
      _ = try collect(asked) { memory, layout in
        track.samples.withUnsafeMutableBufferPointer { samples in
          activity.withUnsafeMutableBufferPointer { held in
            guard let samples = samples.baseAddress, let held = held.baseAddress else { return }
            for index in 0..<asked.count {
              (samples + (asked.first + index) * width).update(from: memory + layout.row(index), count: width)
              (held + (asked.first + index) * channels).update(
                from: memory + layout.activity(index), count: channels)
            }
          }
        }
      }
    }
    // While a block is read the next one is being rendered. Nothing is known earlier for it: what a block is
    // fed depends on its frames alone.
    var before: Asked?
    while session.nextFrame < frames {
      if shouldStop() { throw StrategyDriverError.stopped }
      let asked = try session.ask(min(block, frames - session.nextFrame))
      if let before { try keep(before) }
      before = asked
    }
    if let before { try keep(before) }
    let notes = try runner.end()
    try FiniteCheck(strategy: strategy.card.id, recording: recording).check(track, activity: activity)
    return PerformedTake(track: track, activity: activity, lookahead: lookahead, notes: notes)
  }
}
