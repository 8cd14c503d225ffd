/// An argument of an OSC message: the four types that OSC 1.0 demands, and those it lists as not standard.
public enum OSCArgument: Sendable, Hashable {
  /// `i`: 32 bits, two's complement.
  case int(Int32)
  /// `f`: IEEE 754, 32 bits.
  case float(Float)
  /// `s`: a text without zeros.
  case string(String)
  /// `b`: bytes.
  case blob([UInt8])
  /// `h`: 64 bits, two's complement.
  case long(Int64)
  /// `d`: IEEE 754, 64 bits.
  case double(Double)
  /// `t`: a point in time.
  case time(OSCTimeTag)
  /// `S`: a text that stands for something else.
  case symbol(String)
  /// `c`, `r`, `m`: four bytes that mean an ASCII character, a colour RGBA or a MIDI message; the tag is kept.
  case word(tag: UInt8, bits: UInt32)
  /// `T` and `F`.
  case bool(Bool)
  /// `N`.
  case null
  /// `I`, an impulse.
  case impulse
  /// What stands between `[` and `]`.
  case list([OSCArgument])

  /// The number, of any of the four number types.
  public var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): Double(value)
    case .long(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The text, of a string or a symbol.
  public var text: String? {
    switch self {
    case .string(let text), .symbol(let text): text
    default: nil
    }
  }
}

/// An OSC time tag: seconds since the beginning of 1900 and 2⁻³² parts of one, as NTP counts them.
public struct OSCTimeTag: Sendable, Hashable {
  /// Whole seconds.
  public var seconds: UInt32
  /// Parts of 2⁻³² s.
  public var fraction: UInt32

  /// Makes a time tag.
  public init(seconds: UInt32, fraction: UInt32) {
    self.seconds = seconds
    self.fraction = fraction
  }

  /// The one value that is no time: what it stands before is to be done at once.
  public static let immediately = OSCTimeTag(seconds: 0, fraction: 1)
}
