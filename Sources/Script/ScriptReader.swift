/// Reads a language model's text as it streams in: out come what is spoken and what is not.
///
/// Feed it pieces cut anywhere; it holds back only what may still change its meaning, such as half a tag
/// or an emoji to which a skin tone may yet be added. Joined up, its answers do not depend on the cuts.
///
///     var reader = ScriptReader()
///     reader.feed("Hi *wav")   // spoken "Hi "
///     reader.feed("es* there") // stage "waves", spoken " ther"
///     reader.finish()          // spoken "e"
///
/// Understood: emoji; `*stage directions*`; `[emotion]` and other tags in brackets; `[gaze: target]`;
/// `{{tool:name {"json":1}}}`; and Markdown, whose marks are dropped: `**so**`, `_so_`, `` `so` ``,
/// `[label](link)`, headings, bullets, quotes, fenced code (not spoken), `\*`. A mark that is never
/// closed is spoken as it stands.
public struct ScriptReader: Sendable {
  private var marks = MarkScanner()
  private var run = ""
  private var runOffset = 0
  private var runIsEmphasized = false

  /// Starts at the beginning of a turn's text.
  public init() {}

  /// How many UTF-8 bytes of raw text have been decided so far; cues and segments end there at the latest.
  public var decided: Int { marks.offset }

  /// Takes the next piece of raw text and gives what it decides, in order.
  public mutating func feed(_ delta: String) -> [ScriptPiece] {
    marks.append(delta)
    return drain()
  }

  /// Says that the turn's text is over and gives what was held back. The next turn needs a new reader.
  public mutating func finish() -> [ScriptPiece] {
    marks.isFinished = true
    return drain()
  }

  private mutating func drain() -> [ScriptPiece] {
    var pieces: [ScriptPiece] = []
    while let found = marks.next() {
      switch found {
      case .spoken(let text, let offset, let isEmphasized):
        if !run.isEmpty, isEmphasized != runIsEmphasized || offset != runOffset + run.utf8.count {
          flush(into: &pieces)
        }
        if run.isEmpty {
          runOffset = offset
          runIsEmphasized = isEmphasized
        }
        run += text
      case .cue(let cue):
        flush(into: &pieces)
        pieces.append(.cue(cue))
      }
    }
    flush(into: &pieces)
    marks.compact()
    return pieces
  }

  private mutating func flush(into pieces: inout [ScriptPiece]) {
    if run.isEmpty { return }
    pieces.append(.spoken(SpokenSegment(text: run, offset: runOffset, isEmphasized: runIsEmphasized)))
    run = ""
  }
}
