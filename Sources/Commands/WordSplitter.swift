/// Splits a line into words the way shells do: blanks part words, quotes and backslashes hold them together.
///
/// Inside `'…'` everything is itself; inside `"…"` a backslash frees `"` and `\`; outside a backslash frees
/// any character. A `#` at the start of a word begins a comment. A leading unquoted `~/` is the home folder.
/// There are no variables and no patterns.
public struct WordSplitter {
  /// Home folder that `~` stands for; `nil` leaves it alone.
  public var home: String?

  /// Makes a splitter.
  public init(home: String? = nil) { self.home = home }

  /// The words of a line; none for a blank line or a comment.
  ///
  /// - Throws: ``WordFault/unclosedQuote(_:column:)``, ``WordFault/danglingBackslash(column:)``, with
  ///   columns counted in characters from 1.
  public func words(of line: String) throws(WordFault) -> [String] {
    let scan = Scan(line, home: home)
    if let fault = scan.fault { throw fault }
    return scan.words + (scan.current.map { [$0] } ?? [])
  }

  /// The whole words before the end of an unfinished line, and the word that is being written there.
  public func unfinished(_ line: String) -> Unfinished {
    let scan = Scan(line, home: nil)
    return Unfinished(
      words: scan.words, current: scan.current ?? "", quote: scan.quote, isComment: scan.isComment)
  }

  /// A line as it stands at the cursor.
  public struct Unfinished: Equatable {
    /// Words already ended.
    public var words: [String]
    /// The word at the cursor, without its quotes; empty after a blank.
    public var current: String
    /// The quote that is open at the cursor.
    public var quote: Character?
    /// Whether the cursor stands in a comment.
    public var isComment: Bool
  }
}

/// Why a line is no words.
public enum WordFault: Error, Equatable, CustomStringConvertible {
  /// A quote that the line does not close.
  case unclosedQuote(Character, column: Int)
  /// A backslash with nothing behind it.
  case danglingBackslash(column: Int)

  /// One line that says where, and how to cure it.
  public var description: String {
    switch self {
    case .unclosedQuote(let quote, let column):
      "the quote \(quote) at column \(column) is not closed; close it, or write \\\(quote) for the mark itself"
    case .danglingBackslash(let column):
      "nothing follows the backslash at column \(column); write \\\\ for the mark itself"
    }
  }
}

/// One pass over a line.
private struct Scan {
  var words: [String] = []
  var current: String?
  var quote: Character?
  var isComment = false
  var fault: WordFault?

  init(_ line: String, home: String?) {
    var quoteColumn = 0
    var escapeColumn: Int?
    var startsWithTilde = false
    func expanded(_ word: String) -> String {
      guard let home, startsWithTilde, word == "~" || word.hasPrefix("~/") else { return word }
      return home + word.dropFirst()
    }
    for (index, character) in line.enumerated() {
      if escapeColumn != nil {
        if quote == "\"", character != "\"", character != "\\" { current = (current ?? "") + "\\" }
        current = (current ?? "") + String(character)
        escapeColumn = nil
      } else if let open = quote {
        if character == open {
          quote = nil
        } else if character == "\\", open == "\"" {
          escapeColumn = index + 1
        } else {
          current = (current ?? "") + String(character)
        }
      } else if character.isWhitespace {
        if let word = current { words.append(expanded(word)) }
        current = nil
        startsWithTilde = false
      } else if character == "'" || character == "\"" {
        quote = character
        quoteColumn = index + 1
        current = current ?? ""
      } else if character == "\\" {
        escapeColumn = index + 1
        current = current ?? ""
      } else if character == "#", current == nil {
        isComment = true
        break
      } else {
        if current == nil, character == "~" { startsWithTilde = true }
        current = (current ?? "") + String(character)
      }
    }
    if let quote {
      fault = .unclosedQuote(quote, column: quoteColumn)
    } else if let escapeColumn {
      fault = .danglingBackslash(column: escapeColumn)
    }
    current = current.map(expanded)
  }
}
