/// Cuts a text that arrives in pieces into characters, alike for every way of cutting it into pieces.
///
/// A character longer than ``longestCluster`` scalars (marks piled on one letter) is cut there, so that
/// neither memory nor work grows with it.
struct ClusterStream: Sendable {
  /// Most scalars of one character.
  static let longestCluster = 64

  private var open = ""
  private var count = 0
  private var last: Unicode.Scalar = "\0"

  /// Takes a piece and adds the characters that can grow no more.
  mutating func take(_ piece: String, into text: inout [Swift.Character]) {
    for scalar in piece.unicodeScalars {
      if count > 0, isBoundary(before: scalar) { close(into: &text) }
      open.unicodeScalars.append(scalar)
      count += 1
      last = scalar
    }
  }

  /// Adds what is still open: the text is over.
  mutating func close(into text: inout [Swift.Character]) {
    if count == 0 { return }
    text.append(Swift.Character(open))
    open = ""
    count = 0
  }

  /// Whether a new character begins with that scalar. Rules of clusters look one scalar ahead at most.
  private func isBoundary(before scalar: Unicode.Scalar) -> Bool {
    if count >= Self.longestCluster { return true }
    if last.isASCII, scalar.isASCII { return !(last == "\r" && scalar == "\n") }
    var joined = open
    joined.unicodeScalars.append(scalar)
    return joined.index(after: joined.startIndex) != joined.endIndex
  }
}
