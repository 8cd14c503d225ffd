import Motion

/// A behavior model written in Swift: it receives what becomes known and renders frames.
///
/// One instance makes one take. Calls come one after the other: ``init()``, ``prepare(_:)`` once, then
/// ``receive(_:)``, ``settle()`` and ``render(_:into:)`` as the session goes. Export it with ``StrategyExport``.
public protocol Strategy: AnyObject {
  /// What the strategy is: id, version, channels, needs, parameters. Read once, before any instance.
  static var descriptor: StrategyDescriptor { get }

  /// Makes an instance that knows nothing yet.
  init()

  /// Binds the session. May allocate and throw.
  ///
  /// - Returns: the lookahead in whole frames, 0…600: frame k may use what is known at t(k + lookahead).
  func prepare(_ session: StrategySession) throws -> Int

  /// Takes one record that has just become known. May allocate and throw.
  func receive(_ record: KnownRecord) throws

  /// Called once after the records of a batch: the place for work that need not be done for each. May allocate
  /// and throw. Does nothing unless implemented.
  func settle() throws

  /// Renders frames within which nothing new becomes known.
  ///
  /// Every frame of a session is asked for once and in order. Must neither allocate, lock, log nor wait, and
  /// must not depend on how frames are grouped into spans. Rows hold the rest pose when it begins.
  func render(_ span: FrameSpan, into rows: FrameRows)
}

extension Strategy {
  /// Does nothing.
  public func settle() throws {}
}

/// Which frames to render.
public struct FrameSpan: Hashable, Sendable {
  /// Index of the first frame.
  public let firstFrame: Int
  /// Number of frames, at least 1.
  public let frameCount: Int

  /// Makes a span.
  public init(firstFrame: Int, frameCount: Int) {
    self.firstFrame = firstFrame
    self.frameCount = frameCount
  }
}

/// Where frames go: memory of the host, valid during one call of ``Strategy/render(_:into:)``.
public struct FrameRows {
  private let rows: UnsafeMutablePointer<Float>
  private let rowStride: Int
  private let activities: UnsafeMutablePointer<Float>?
  private let activityStride: Int

  /// Wraps memory of a host: `rows` holds the declared channels packed in declared order, `activities` one
  /// number per channel.
  public init(
    rows: UnsafeMutablePointer<Float>, rowStride: Int, activities: UnsafeMutablePointer<Float>?,
    activityStride: Int
  ) {
    self.rows = rows
    self.rowStride = rowStride
    self.activities = activities
    self.activityStride = activityStride
  }

  /// The row of a frame, counted from the span's first one.
  public func row(_ index: Int) -> UnsafeMutablePointer<Float> { rows + index * rowStride }

  /// How far the strategy holds each channel in a frame (0…1, 1 at first), by position of the channel;
  /// `nil` when the host does not ask.
  public func activity(_ index: Int) -> UnsafeMutablePointer<Float>? {
    activities.map { $0 + index * activityStride }
  }
}

/// Why a strategy cannot go on. Thrown from `prepare` or `receive`; the text reaches the user.
public enum StrategyError: Error, Equatable, CustomStringConvertible {
  /// The session's rate, channels or language cannot be served.
  case unsupportedSession(String)
  /// The lookahead returned by `prepare` lies outside 0…600 frames.
  case lookahead(Int)
  /// Anything else.
  case failed(String)

  /// The reason.
  public var description: String {
    switch self {
    case .unsupportedSession(let reason): reason
    case .lookahead(let frames): "a lookahead of \(frames) frames was asked for: declare 0 to 600"
    case .failed(let reason): reason
    }
  }
}
