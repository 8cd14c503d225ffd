public import Conversation
public import Motion

/// Spreads the words of a turn over it where a source gives times for turns only.
public enum WordSpread {
  /// Word records of a turn: each lasts in proportion to its letters and digits, marked as estimated and
  /// anchored to its place in the text. Pieces without a letter or digit are no words.
  ///
  /// Ids are the turn's with `.w1`, `.w2` … behind it.
  public static func words(
    of text: String, turn: String, participant: String, start: MediaTime, end: MediaTime
  ) -> [Record] {
    var pieces: [(text: Substring, letters: Int, offset: Int)] = []
    for piece in text.split(whereSeparator: \.isWhitespace) {
      let letters = piece.count { $0.isLetter || $0.isNumber }
      guard letters > 0 else { continue }
      pieces.append((piece, letters, text.utf8.distance(from: text.startIndex, to: piece.startIndex)))
    }
    let total = pieces.reduce(0) { $0 + $1.letters }
    guard total > 0, end > start else { return [] }
    let length = (end - start).flicks
    var before = 0
    return pieces.enumerated().map { number, piece in
      func time(_ letters: Int) -> MediaTime {
        MediaTime(flicks: start.flicks + Int64((Double(length) * Double(letters) / Double(total)).rounded()))
      }
      let first = time(before)
      before += piece.letters
      return Record(
        id: "\(turn).w\(number + 1)", kind: .word, participant: participant, start: first, end: time(before),
        anchor: .init(turn: turn, offset: piece.offset), text: String(piece.text), isEstimated: true)
    }
  }
}
