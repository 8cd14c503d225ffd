import Conversation
public import Motion
public import Provenance
import StrategyDriver

/// A strategy tried step by step, in one process that makes take after take: blocks of any size, state saved
/// and taken on, memory and time looked at.
///
/// Used by one thread at a time. After an error only ``begin(_:seed:rate:block:resumingAt:state:)`` helps,
/// which starts a fresh process then.
public final class Audition {
  /// The strategy.
  public let strategy: TakeRenderer
  /// Asked while the process is waited for; true ends it with `StrategyDriverError.stopped`.
  public var shouldStop: () -> Bool = { false } {
    didSet { runner?.shouldStop = shouldStop }
  }
  private let block: Int
  private var runner: (any StrategyRunner)?
  private var session: TakeSession?
  private var scene: TakeRenderer.Scene?

  /// Rows of a block, packed, as the strategy wrote them.
  public struct Block: Sendable, Hashable {
    /// Frames × width of the layout.
    public var rows: [Float] = []
    /// Frames × channels.
    public var activity: [Float] = []
    /// Calls of `render`.
    public var calls: UInt64 = 0
    /// Allocations in them, where they are counted.
    public var allocations: UInt64 = 0
    /// Nanoseconds in them, where they are timed.
    public var nanoseconds: UInt64 = 0
    /// The longest call in nanoseconds, where they are timed.
    public var longest: UInt64 = 0
  }

  /// Tries a strategy.
  ///
  /// - Parameter block: the largest number of frames that will be asked for at once.
  public init(_ strategy: TakeRenderer, block: Int = 60) {
    self.strategy = strategy
    self.block = block
  }

  /// Begins a take; the one before must have ended.
  ///
  /// - Parameters:
  ///   - start: the first frame that will be asked for, when a state is taken on.
  ///   - state: what ``save()`` gave before that frame.
  /// - Returns: the lookahead in frames.
  /// - Throws: ``StrategyHostError``; also when a state is given and the strategy cannot take it on.
  @discardableResult
  public func begin(
    _ scene: TakeRenderer.Scene, seed: Seed, rate: FrameRate = .fps60, resumingAt start: Int = 0,
    state: [UInt8]? = nil
  ) throws -> Int {
    self.scene = scene
    return try step { [self] in
      let runner = try self.runner ?? strategy.hire(block: block)
      runner.shouldStop = shouldStop
      self.runner = runner
      let session = try TakeSession(
        runner, scene: scene, strategy: strategy, seed: seed, rate: rate,
        frames: rate.frameCount(covering: scene.recording.duration), block: block, resumingAt: start)
      if let state, try !runner.load(state) {
        throw StrategyDriverError.refused(
          function: "state.load", status: -3, frames: nil, text: "the strategy has no state/1")
      }
      self.session = session
      return session.lookahead
    }
  }

  /// Renders the next frames.
  ///
  /// - Throws: ``StrategyHostError`` when the strategy fails or its process ends.
  public func next(_ count: Int) throws -> Block {
    precondition(count > 0 && count <= block, "more frames than a block has")
    return try step { [self] in
      guard var session else { throw StrategyDriverError.protocolBreach("no take has begun") }
      var result = Block()
      let reading = try session.next(count) { memory, layout in
        result.rows.reserveCapacity(count * layout.width)
        for index in 0..<count {
          result.rows += UnsafeBufferPointer(start: memory + layout.row(index), count: layout.width)
          result.activity += UnsafeBufferPointer(
            start: memory + layout.activity(index), count: layout.channels)
        }
      }
      self.session = session
      (result.calls, result.allocations, result.nanoseconds, result.longest) = (
        reading.calls, reading.allocations, reading.nanoseconds, reading.longest
      )
      return result
    }
  }

  /// The instance's state, or `nil` when the strategy has no `state/1`.
  public func save() throws -> [UInt8]? { try step { try self.runner?.save() } }

  /// Ends the take, and gives what the strategy noted.
  @discardableResult
  public func end() throws -> [String] {
    try step { [self] in
      session = nil
      return try runner?.end() ?? []
    }
  }

  /// Bytes of memory that the process holds.
  public func resident() throws -> UInt64 { try step { try self.runner?.resident() ?? 0 } }

  /// Lets the process go.
  public func dismiss() {
    session = nil
    runner = nil
  }

  private func step<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      guard let scene else { return try work() }
      return try strategy.naming(scene, work)
    } catch {
      dismiss()
      throw error
    }
  }
}
