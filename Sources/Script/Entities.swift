import Conversation

/// Character references of HTML: `&amp;`, `&#233;`, `&#x1F600;`.
enum Entities {
  /// Longest reference, in characters.
  static let longest = 12

  /// What a reference between `&` and `;` stands for; `nil` when none is known.
  static func text(_ name: String) -> String? {
    guard name.first == "#" else { return named[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard digits.last?.isHexDigit ?? false, let number, number >= 32 || number == 9 || number == 10,
      let scalar = Unicode.Scalar(number)
    else { return nil }
    return String(Swift.Character(scalar))
  }

  /// A text with its references read.
  static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = ""
    var rest = Substring(text)
    while let here = rest.first {
      if here == "&" {
        let name = rest.dropFirst().prefix(longest).prefix { $0 != ";" && $0 != "&" }
        let after = rest.dropFirst(1 + name.count)
        if after.first == ";", let words = self.text(String(name)) {
          result += words
          rest = after.dropFirst()
          continue
        }
      }
      result.append(here)
      rest = rest.dropFirst()
    }
    return result
  }

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ",
    "thinsp": " ", "shy": "", "zwj": "", "zwnj": "", "hellip": "…", "mdash": "—", "ndash": "–", "minus": "−",
    "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«",
    "raquo": "»", "copy": "©", "reg": "®", "trade": "™", "deg": "°", "euro": "€", "pound": "£", "yen": "¥",
    "cent": "¢", "sect": "§", "para": "¶", "middot": "·", "bull": "•", "times": "×", "divide": "÷",
    "plusmn": "±", "frac12": "½", "frac14": "¼", "frac34": "¾", "hearts": "♥", "rarr": "→", "larr": "←",
    "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß",
    "aring": "å", "Aring": "Å", "oslash": "ø", "Oslash": "Ø", "aelig": "æ", "AElig": "Æ", "eacute": "é",
    "Eacute": "É", "egrave": "è", "ecirc": "ê", "aacute": "á", "agrave": "à", "acirc": "â", "ccedil": "ç",
    "ntilde": "ñ", "iexcl": "¡", "iquest": "¿", "oacute": "ó", "iacute": "í", "uacute": "ú", "ocirc": "ô",
  ]
}

extension MarkScanner {
  /// A character reference is spoken as what it stands for, or is an emoji; else `&` is spoken.
  mutating func entity() -> Verdict {
    let close = search(from: 1, limit: Entities.longest) { marks, ahead in
      marks.character(ahead).map { !($0.isASCII && ($0.isWordlike || $0 == "#")) }
    }
    switch close {
    case .wait: return .wait
    case .missing: return .plain(1)
    case .found(let end):
      guard character(end) == ";", let words = Entities.text(slice(1, end)) else { return .plain(1) }
      if let only = words.first, only.isPictograph { return .cue(ScriptCue(.emoji, words), end + 1) }
      return .replaced(words, end + 1)
    }
  }
}
