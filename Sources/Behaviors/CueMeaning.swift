/// What a cue asks of face and head: labels of emotion, emoji, stage directions, gaze targets.
public enum CueMeaning: Hashable, Sendable {
  /// Show an emotion.
  case emotion(EmotionKind)
  /// Let emotions fade.
  case neutral
  /// Nod this many times.
  case nod(Int)
  /// Shake the head.
  case shake
  /// Raise the shoulders.
  case shrug
  /// Close one eye.
  case wink
  /// Breathe out audibly.
  case sigh
  /// Look in a direction for a while, degrees: yaw left, pitch up.
  case look(SIMD2<Float>)

  /// Reads a label of emotion.
  public init?(emotion label: String) {
    let key = label.lowercased()
    if ["neutral", "none", "calm"].contains(key) {
      self = .neutral
      return
    }
    guard let kind = EmotionKind(label: key) else { return nil }
    self = .emotion(kind)
  }

  /// Reads an emoji.
  public init?(emoji: String) {
    if emoji.unicodeScalars.contains(where: { $0.value == 0x1F937 }) {  // 🤷
      self = .shrug
    } else if let kind = EmotionKind(emoji: emoji) {
      self = .emotion(kind)
    } else {
      return nil
    }
  }

  /// Reads a stage direction such as `*sighs and shakes her head*`: the first word that means something.
  public init?(stage text: String) {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    let all = Set(words)
    if all.contains("head"), words.contains(where: { $0.hasPrefix("shak") }) {
      self = .shake
      return
    }
    if words.contains(where: { $0.hasPrefix("roll") }), all.contains("eyes") {
      self = .emotion(.annoyance)
      return
    }
    if words.contains(where: { $0.hasPrefix("look") || $0.hasPrefix("glanc") }),
      let direction = words.lazy.compactMap({ CueMeaning(gaze: $0) }).first
    {
      self = direction
      return
    }
    for word in words {
      for (stem, meaning) in Self.stems where word.hasPrefix(stem) {
        self = meaning
        return
      }
      if let kind = EmotionKind(label: word) {
        self = .emotion(kind)
        return
      }
    }
    return nil
  }

  /// Reads a gaze target: a direction or the partner.
  public init?(gaze text: String) {
    switch text.lowercased() {
    case "partner", "user", "you", "camera", "viewer", "forward": self = .look(SIMD2(0, 0))
    case "away", "side", "left": self = .look(SIMD2(14, 1))
    case "right": self = .look(SIMD2(-14, 1))
    case "up": self = .look(SIMD2(5, 11))
    case "down", "floor", "hands": self = .look(SIMD2(3, -12))
    default: return nil
    }
  }

  private static let stems: [(String, CueMeaning)] = [
    ("laugh", .emotion(.laugh)), ("giggl", .emotion(.laugh)), ("chuckl", .emotion(.amusement)),
    ("grin", .emotion(.joy)), ("smil", .emotion(.joy)), ("beam", .emotion(.joy)), ("cheer", .emotion(.joy)),
    ("smirk", .emotion(.contempt)), ("frown", .emotion(.annoyance)), ("scowl", .emotion(.anger)),
    ("glar", .emotion(.anger)), ("gasp", .emotion(.surprise)), ("startl", .emotion(.surprise)),
    ("sob", .emotion(.sadness)), ("cry", .emotion(.sadness)), ("cries", .emotion(.sadness)),
    ("weep", .emotion(.sadness)), ("tear", .emotion(.sadness)), ("think", .emotion(.thinking)),
    ("ponder", .emotion(.thinking)), ("paus", .emotion(.thinking)), ("hesitat", .emotion(.thinking)),
    ("blush", .emotion(.embarrassment)), ("wince", .emotion(.fear)), ("trembl", .emotion(.fear)),
    ("nod", .nod(2)), ("bow", .nod(1)), ("shrug", .shrug), ("wink", .wink), ("sigh", .sigh),
    ("concern", .emotion(.sadness)), ("sympath", .emotion(.sadness)), ("gentl", .emotion(.love)),
    ("hug", .emotion(.love)), ("mysterious", .emotion(.interest)), ("hopeful", .emotion(.interest)),
    ("help", .emotion(.interest)), ("awe", .emotion(.surprise)), ("jump", .emotion(.surprise)),
    ("eyebrow", .emotion(.confusion)), ("clap", .emotion(.joy)), ("offend", .emotion(.annoyance)),
    ("fold", .emotion(.annoyance)), ("groan", .emotion(.annoyance)), ("cover", .emotion(.embarrassment)),
    ("wip", .emotion(.relief)), ("calm", .neutral), ("deadpan", .neutral), ("serious", .neutral),
    ("exhal", .emotion(.relief)), ("wav", .emotion(.joy)), ("lean", .emotion(.interest)),
    ("tilt", .emotion(.interest)), ("look", .look(SIMD2(12, -4))), ("glanc", .look(SIMD2(12, 0))),
  ]
}
