import Motion
import StrategyABI

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Text in C form.
enum CText {
  /// A copy that is never freed: for tables that live as long as the library.
  static func forever(_ text: String) -> UnsafePointer<CChar>? { UnsafePointer(strdup(text)) }
}

/// Status codes of the contract (`mien/version.h`).
enum Status {
  static let ok: mien_status = 0
  static let failed: mien_status = -1
  static let badArgument: mien_status = -2
  static let unsupported: mien_status = -3
}

extension Channel.Kind {
  /// The kind that the contract numbers so.
  init?(code: UInt32) {
    switch code {
    case MIEN_CHANNEL_WEIGHT: self = .weight
    case MIEN_CHANNEL_ANGLE: self = .angle
    case MIEN_CHANNEL_ROTATION: self = .rotation
    case MIEN_CHANNEL_TRANSLATION: self = .translation
    default: return nil
    }
  }

  /// The kind as the contract numbers it.
  var code: UInt32 {
    switch self {
    case .weight: MIEN_CHANNEL_WEIGHT
    case .angle: MIEN_CHANNEL_ANGLE
    case .rotation: MIEN_CHANNEL_ROTATION
    case .translation: MIEN_CHANNEL_TRANSLATION
    }
  }
}
