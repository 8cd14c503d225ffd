/// A rational number of frames per second, such as 60/1 or 30000/1001.
public struct FrameRate: Hashable, Sendable {
  /// Frames counted …
  public let numerator: Int32
  /// … per this many seconds.
  public let denominator: Int32

  /// 60 frames a second, the rate at which strategies render unless told otherwise.
  public static let fps60 = FrameRate(frames: 60)

  /// A whole number of frames per second.
  ///
  /// - Precondition: `frames` lies in 1…1000.
  public init(frames: Int32) {
    precondition((1...1000).contains(frames), "frame rate out of 1...1000")
    numerator = frames
    denominator = 1
  }

  /// A rational rate in lowest terms; `nil` outside 1…1000 frames per second.
  public init?(numerator: Int32, denominator: Int32) {
    guard numerator > 0, denominator > 0 else { return nil }
    let rate = Double(numerator) / Double(denominator)
    guard rate >= 1, rate <= 1000 else { return nil }
    var a = numerator
    var b = denominator
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// Frames per second, for printing and for filters whose constants are in seconds.
  public var framesPerSecond: Double { Double(numerator) / Double(denominator) }

  /// The time at which frame `index` samples the performance, rounded to the nearest flick.
  public func time(ofFrame index: Int) -> MediaTime {
    let period = MediaTime.flicksPerSecond * Int64(denominator)
    let (high, low) = Int64(index).multipliedFullWidth(by: period)
    if high == 0 || high == -1 {
      let product = Int64(bitPattern: low)
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Int64(numerator))
      return MediaTime(flicks: quotient + (remainder * 2 >= Int64(numerator) ? 1 : 0))
    }
    return MediaTime(flicks: Int64(Double(index) * Double(period) / Double(numerator)))
  }

  /// Number of frames in a take of the given length: the smallest count that covers it, ceil(T·fps).
  public func frameCount(covering length: MediaTime) -> Int {
    length <= .zero ? 0 : firstFrame(atOrAfter: length)
  }

  /// Index of the first frame whose time is at or after `time` (never negative).
  public func firstFrame(atOrAfter time: MediaTime) -> Int {
    guard time > .zero else { return 0 }
    let estimate = time.seconds * framesPerSecond
    var index = max(0, Int(estimate) - 1)
    while self.time(ofFrame: index) < time { index += 1 }
    return index
  }

  /// Index of the frame nearest to `time`: floor(t·fps + 0.5), never negative.
  public func nearestFrame(to time: MediaTime) -> Int {
    max(0, Int((time.seconds * framesPerSecond + 0.5).rounded(.down)))
  }
}
