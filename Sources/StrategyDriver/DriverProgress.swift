/// What a driver is doing, written where the host can read it after a worker has died.
public struct DriverProgress {
  /// A call into the plugin.
  public enum Call: UInt64, Sendable {
    /// None: the driver itself.
    case none = 0
    /// `create` of the entry table.
    case create
    /// `prepare`.
    case prepare
    /// `receive`.
    case receive
    /// `render`.
    case render
    /// `destroy`.
    case destroy
    /// `save` of `state/1`.
    case save
    /// `load` of `state/1`.
    case load
    /// The dynamic loader, or the script's import.
    case loading
    /// `measure` of a metric.
    case measure
    /// `rows` of a metric.
    case rows
    /// `reduce` of a metric.
    case reduce
    /// `encode` of an encoder.
    case encode
  }

  /// Frames beyond this are nobody's.
  public static let lastFrame: Int64 = 1 << 40

  /// The raw value of a ``Call``.
  public var call: UInt64
  /// First frame that was asked for.
  public var first: Int64
  /// The frame after the last one that was asked for.
  public var end: Int64

  /// Nothing yet.
  public init() { (call, first, end) = (0, 0, 0) }
}
