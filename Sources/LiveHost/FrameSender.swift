/// One frame on its way out.
public struct PlayFrame {
  /// Its number among all frames sent, loops counted on.
  public var count: Int
  /// Its number in the track.
  public var frame: Int
  /// Seconds since the first frame sent, at the take's own speed.
  public var seconds: Double
  /// Its samples, one row of the track.
  public var row: UnsafeBufferPointer<Float>

  /// Makes a frame.
  public init(count: Int, frame: Int, seconds: Double, row: UnsafeBufferPointer<Float>) {
    self.count = count
    self.frame = frame
    self.seconds = seconds
    self.row = row
  }
}

/// Makes the datagrams of a protocol, frame by frame.
public protocol FrameSender {
  /// The datagrams of one frame, in the order in which they go out; none where the protocol sends nothing now.
  mutating func datagrams(_ frame: PlayFrame) -> [[UInt8]]
  /// What is still to go out behind the last frame.
  mutating func ending() -> [[UInt8]]
  /// Channels that the protocol has no place for.
  var dropped: [String] { get }
  /// What else was not sent as it is, one line each.
  var notes: [String] { get }
}

extension FrameSender {
  /// Nothing: each frame goes out whole.
  public mutating func ending() -> [[UInt8]] { [] }
}
