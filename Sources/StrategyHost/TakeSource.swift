public import Motion
public import Provenance

/// Anything that makes takes: a strategy, or a stack of them.
public protocol TakeSource: Sendable {
  /// What it says of itself.
  var card: StrategyCard { get }
  /// Channels that a take of it has.
  var layout: ChannelLayout { get }
  /// Values of all parameters as they will be in a take, by id.
  var settings: [String: Double] { get }

  /// Makes a take.
  ///
  /// - Parameters:
  ///   - scene: conversation, participant and character.
  ///   - seed: the take's seed, the only source of randomness.
  ///   - rate: frames per second.
  ///   - block: frames handed over at once; never changes the result.
  ///   - shouldStop: asked before each block and while a strategy is waited for.
  /// - Throws: ``StrategyHostError`` naming strategy, recording and frame; `StrategyDriverError.stopped`.
  func render(
    _ scene: TakeRenderer.Scene, seed: Seed, rate: FrameRate, block: Int, shouldStop: () -> Bool
  ) throws -> RenderedTake
}

extension TakeSource {
  /// Makes a take at 60 frames a second in blocks of 60, unless told otherwise.
  public func render(
    _ scene: TakeRenderer.Scene, seed: Seed, rate: FrameRate = .fps60, block: Int = 60
  ) throws -> RenderedTake {
    try render(scene, seed: seed, rate: rate, block: block, shouldStop: { false })
  }
}

/// What a source of takes has made.
public struct RenderedTake: Sendable {
  /// The animation, covering the recording whole.
  public var track: Track
  /// Lookahead in frames.
  public var lookahead: Int
  /// Lines that strategies noted.
  public var notes: [String]
  /// What the guard of a stack did; `nil` where there is none.
  public var guardReport: GuardReport?

  /// Gathers a take.
  public init(track: Track, lookahead: Int, notes: [String] = [], guardReport: GuardReport? = nil) {
    self.track = track
    self.lookahead = lookahead
    self.notes = notes
    self.guardReport = guardReport
  }
}

/// A take as one strategy wrote it, before anything is blended.
struct PerformedTake {
  /// Every declared channel.
  var track: Track
  /// Frames × channels: how far each channel is held, 0…1.
  var activity: [Float]
  /// Lookahead in frames.
  var lookahead: Int
  /// Lines that the strategy noted.
  var notes: [String]
}
