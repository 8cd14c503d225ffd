/// A unit of length that files count in.
public enum LengthUnit: String, Sendable, CaseIterable {
  /// Metres.
  case m
  /// Centimetres.
  case cm
  /// Millimetres.
  case mm
  /// Inches of 2.54 cm.
  case `in`
  /// Feet of 12 inches.
  case ft

  /// Metres in one.
  public var metres: Float {
    switch self {
    case .m: 1
    case .cm: 0.01
    case .mm: 0.001
    case .in: 0.0254
    case .ft: 0.3048
    }
  }
}
