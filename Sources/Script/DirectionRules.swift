import Conversation

/// Stage directions in round brackets.
extension MarkScanner {
  /// `(sighs)`, `（笑）`, or a bracket.
  ///
  /// What stands in brackets is a direction when
  /// - its first word, or the one behind an adverb in -ly, is one of ``directionWords``, or
  /// - it is all there is on its line and holds none of the words with which people speak of themselves and
  ///   of each other (``speakingWords``), or
  /// - it stands at the beginning of a line and is the name of an emotion, or
  /// - it holds one of ``wideDirections``.
  /// Anything else is spoken, brackets and all.
  mutating func parenthesis(_ open: Swift.Character) -> Verdict {
    if open == "(", previous?.isWordlike ?? false { return .plain(1) }
    let mark: Swift.Character = open == "(" ? ")" : "）"
    let close = search(from: 1, limit: Self.longestStage) { marks, ahead in
      marks.character(ahead).map { $0 == mark || $0 == open }
    }
    guard case .found(let end) = close else {
      if case .wait = close { return .wait }
      return .plain(1)
    }
    guard character(end) == mark else { return .plain(1) }
    var isWholeLine = false
    if isLineStart {
      let rest = search(from: end + 1, limit: 16, acrossLines: true) { marks, ahead in
        marks.character(ahead).map { !$0.isWhitespace || $0.isNewline }
      }
      switch rest {
      case .wait: return .wait
      case .found(let place): isWholeLine = character(place)?.isNewline ?? true
      case .missing: isWholeLine = isFinished && character(end + 17) == nil
      }
    }
    guard let cue = Self.direction(slice(1, end), isWholeLine: isWholeLine, isLineStart: isLineStart) else {
      return .plain(1)
    }
    return .cue(cue, end + 1)
  }

  private static func direction(_ label: String, isWholeLine: Bool, isLineStart: Bool) -> ScriptCue? {
    var text = label.filter { !"*_".contains($0) }.trimmingBlanks()
    while let last = text.last, ".!…".contains(last) { text.removeLast() }
    let words = text.split { !($0.isLetter || "'’-".contains($0)) }.map { $0.lowercased() }
    guard let first = words.first, text.count(where: \.isLetter) >= 3 || !text.utf8.allSatisfy({ $0 < 128 })
    else { return nil }
    guard !text.contains(where: { "/@<>{}=[]\\|".contains($0) }), !hasInnerDot(text) else { return nil }
    if isLineStart, Emotion(label: text) != nil, let cue = tag(text) { return cue }
    let isAdverb = first.hasSuffix("ly") && words.count > 1
    if directionWords.contains(isAdverb ? words[1] : first) || wideDirections.contains(where: text.contains) {
      return ScriptCue(.stage, text)
    }
    guard isWholeLine, !words.contains(where: speakingWords.contains) else { return nil }
    return ScriptCue(.stage, text)
  }

  /// Whether a dot stands before something other than a blank, as in addresses and numbers.
  private static func hasInnerDot(_ text: String) -> Bool {
    zip(text, text.dropFirst()).contains { $0 == "." && !$1.isWhitespace && $1 != "." }
  }

  /// Verbs as directions use them, and nouns of sounds and pauses.
  static let directionWords: Set<String> = {
    let verbs = [
      "beam", "bite", "blink", "blush", "bow", "burp", "cackle", "chuckle", "clap", "cough", "cringe", "cry",
      "exhale", "facepalm", "fidget", "flinch", "frown", "gasp", "gaze", "gesture", "giggle", "glance",
      "glare",
      "grimace", "grin", "groan", "growl", "grumble", "grunt", "gulp", "hesitate", "hiccup", "hiss", "hum",
      "inhale", "kneel", "laugh", "lean", "listen", "moan", "mumble", "murmur", "mutter", "nod", "pace",
      "pause",
      "point", "ponder", "pout", "raise", "scoff", "scowl", "scream", "shiver", "shout", "shrug", "shudder",
      "sigh", "sing", "smile", "smirk", "snap", "sneer", "sneeze", "sniff", "sniffle", "snicker", "snort",
      "sob",
      "squint", "stammer", "stare", "stretch", "stutter", "swallow", "tilt", "tremble", "twirl", "wave",
      "weep",
      "whimper", "whine", "whisper", "whistle", "wince", "wink", "yawn", "yell",
    ]
    var words: Set<String> = [
      "laughter", "applause", "silence", "pause", "beat", "tears", "crying", "smiling",
    ]
    for verb in verbs { words.formUnion(forms(verb)) }
    return words
  }()

  /// Third person and gerund of a verb, by English spelling.
  static func forms(_ verb: String) -> [String] {
    let stem = String(verb.dropLast())
    let vowels = "aeiou"
    var gerunds = [verb + "ing"]
    if verb.hasSuffix("e") { gerunds = [stem + "ing"] }
    let letters = Array(verb)
    if letters.count >= 3, !vowels.contains(letters[letters.count - 1]),
      vowels.contains(letters[letters.count - 2]),
      !vowels.contains(letters[letters.count - 3]), !"wxy".contains(letters[letters.count - 1])
    {
      gerunds.append(verb + String(letters[letters.count - 1]) + "ing")
    }
    if verb.hasSuffix("y"), let before = stem.last, !vowels.contains(before) {
      return [stem + "ies"] + gerunds
    }
    let isHissing = ["s", "x", "z", "ch", "sh"].contains { verb.hasSuffix($0) }
    return [verb + (isHissing ? "es" : "s")] + gerunds
  }

  /// Words by which a line in brackets shows that it is said.
  static let speakingWords: Set<String> = [
    "i", "i'm", "i’m", "i've", "i’ve", "i'll", "i’ll", "i'd", "i’d", "me", "my", "mine", "you", "you're",
    "you’re", "you've", "you’ve", "you'll", "you’ll", "your", "yours", "we", "we're", "we’re", "we've",
    "we’ve",
    "we'll", "we’ll", "us", "our", "let's", "let’s", "is", "are", "was", "were", "don't", "don’t",
  ]

  /// Parts of directions in Chinese and Japanese.
  static let wideDirections = [
    "笑", "叹", "嘆", "ため息", "溜息", "泣", "哭", "沈黙", "沉默", "停顿", "停頓", "点头", "點頭", "うなず", "頷",
    "咳", "拍手", "鼓掌", "挥手", "手を振", "耸肩", "首をかしげ", "眨眼", "ウインク", "微笑", "苦笑",
  ]
}
