/// Reads a language model's text as it streams in: out come what is spoken and what is not.
///
/// Feed it pieces cut anywhere, as text or as bytes; it holds back only what may still change its meaning,
/// such as half a tag or an emoji to which a skin tone may yet be added, and never more than
/// ``longestHold`` characters. Joined up, its answers do not depend on the cuts.
///
///     var reader = ScriptReader()
///     reader.feed("Hi *wav")   // spoken "Hi "
///     reader.feed("es* there") // stage "waves", spoken " ther"
///     reader.finish()          // spoken "e"
///
/// What is read how stands on the page of this module: emoji, stage directions, tags in brackets and in
/// angle brackets, SSML, tool calls, Markdown, HTML. A mark that is never closed is spoken as it stands.
public struct ScriptReader: Sendable {
  /// Most characters that are held back: 4096 of a call, and the longest tag before it. A mark that is not
  /// decided by then is none.
  public static let longestHold = MarkScanner.longestCall + MarkScanner.longestAngle + 512

  private var marks = MarkScanner()
  private var bytes = UTF8Stream()
  private var run: SpokenSegment?

  /// Starts at the beginning of a turn's text.
  public init() {}

  /// How many UTF-8 bytes of raw text have been decided so far; cues and segments end there at the latest.
  public var decided: Int { marks.offset }

  /// Steps of looking ahead so far: what reading cost, told without a clock.
  var work: Int { marks.work }
  /// Characters held back.
  var held: Int { marks.held }

  /// Takes the next piece of raw text and gives what it decides, in order.
  public mutating func feed(_ delta: String) -> [ScriptPiece] {
    marks.append(bytes.finish())
    marks.append(delta)
    return drain()
  }

  /// Takes the next bytes of raw text in UTF-8, cut anywhere, and gives what they decide, in order.
  ///
  /// Half a code point is held back; bytes that are no UTF-8 are read as U+FFFD (``UTF8Stream``). Offsets
  /// count in the text so repaired.
  public mutating func feed(bytes delta: some Sequence<UInt8>) -> [ScriptPiece] {
    marks.append(bytes.decode(delta))
    return drain()
  }

  /// Says that the turn's text is over and gives what was held back. The next turn needs a new reader.
  public mutating func finish() -> [ScriptPiece] {
    marks.append(bytes.finish())
    marks.finish()
    return drain()
  }

  private mutating func drain() -> [ScriptPiece] {
    var pieces: [ScriptPiece] = []
    while let found = marks.next() {
      switch found {
      case .spoken(let segment):
        if run?.isContinued(by: segment) ?? false {
          run?.join(segment)
        } else {
          flush(into: &pieces)
          run = segment
        }
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
    if let run { pieces.append(.spoken(run)) }
    run = nil
  }
}
