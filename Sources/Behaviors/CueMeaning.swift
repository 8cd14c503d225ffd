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
    if key == "neutral" || key == "none" {
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
    ("exhal", .emotion(.relief)), ("wav", .emotion(.joy)), ("lean", .emotion(.interest)),
    ("tilt", .emotion(.interest)), ("look", .look(SIMD2(12, -4))), ("glanc", .look(SIMD2(12, 0))),
  ]
}

/// Cues that wait for their time: some have one, some hang on a word that may not be known yet.
public struct PendingCues: Sendable {
  /// A cue that waits.
  public struct Cue: Sendable {
    var id: UInt64
    var meaning: CueMeaning
    var strength: Float
    var start: Double?
    var end: Double?
    var turn: UInt64
    var offset: Int
    var deadline: Double
    /// Whether it is the partner's.
    var isPartner: Bool
  }

  private var waiting: [Cue] = []

  /// No cues.
  public init() { waiting.reserveCapacity(64) }

  /// Puts a cue in; a full list drops its oldest.
  public mutating func add(_ cue: Cue) {
    remove(cue.id)
    if waiting.count >= 64 { waiting.removeFirst() }
    waiting.append(cue)
  }

  /// Takes a cue out.
  public mutating func remove(_ id: UInt64) { waiting.removeAll { $0.id == id } }

  /// The next cue whose time has come: its own, or 0.2 s before the word at its place in the text, or 1.5 s
  /// after it was told when no such word shows up. Does not allocate.
  public mutating func next(at time: Double, words: [KnownSpan]) -> Cue? {
    for index in waiting.indices {
      let cue = waiting[index]
      let due = cue.start ?? Self.place(of: cue, in: words) ?? cue.deadline
      if due <= time { return waiting.remove(at: index) }
    }
    return nil
  }

  private static func place(of cue: Cue, in words: [KnownSpan]) -> Double? {
    guard cue.turn != 0 else { return nil }
    var last: Double?
    for word in words where word.turn == cue.turn {
      if word.offset >= cue.offset { return word.start - 0.2 }
      last = word.end
    }
    // Beyond the turn's last known word: after it, unless more words come.
    return last.map { max($0, cue.deadline) }
  }
}
