public import Foundation

extension TextGrid {
  /// Reads a TextGrid in Praat's long or short text form, UTF-8 or UTF-16 with byte order mark.
  ///
  /// Both forms are one: what counts are the freestanding numbers, quoted texts and `<flags>` in their
  /// order (Praat manual, "TextGrid file formats"); names, equal signs and bracketed indices are decoration.
  ///
  /// - Throws: ``FormatsError`` with the line at which the file stops making sense.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    var tokens = try TextGridTokens(bytes, file: file)
    let type = try tokens.text("the file type")
    if type.hasPrefix("Praat chronological TextGrid") {
      throw tokens.unsupported("it is a chronological TextGrid")
    }
    guard type == "ooTextFile" else { throw tokens.refuse("the file type is '\(type)', not ooTextFile") }
    let object = try tokens.text("the object class")
    guard object == "TextGrid" else { throw tokens.refuse("it holds a \(object), not a TextGrid") }
    (start, end) = try Self.domain(&tokens, of: "")
    tiers = []
    guard try tokens.flag("<exists> or <absent>") == "exists" else { return }
    for _ in 0..<(try tokens.count("the number of tiers")) { tiers.append(try Self.tier(&tokens)) }
    try tokens.finish()
  }

  /// Start and end of the grid or of a tier.
  private static func domain(_ tokens: inout TextGridTokens, of name: String) throws(FormatsError) -> (
    Double, Double
  ) {
    let start = try tokens.time("the start time\(name)")
    let end = try tokens.time("the end time\(name)")
    guard end >= start else {
      throw tokens.refuse("it ends at \(end) s, before it starts at \(start) s\(name)")
    }
    guard end >= 0 else { throw tokens.refuse("it ends at \(end) s, before time zero\(name)") }
    return (start, end)
  }

  private static func tier(_ tokens: inout TextGridTokens) throws(FormatsError) -> Tier {
    let kind = try tokens.text("a tier's class")
    guard kind == "IntervalTier" || kind == "TextTier" else {
      throw tokens.refuse("'\(kind)' is neither IntervalTier nor TextTier")
    }
    let name = try tokens.text("the tier's name")
    let (start, end) = try domain(&tokens, of: " of tier '\(name)'")
    let count = try tokens.count("the number of entries of tier '\(name)'")
    guard kind == "IntervalTier" else {
      var points: [Point] = []
      for number in 0..<count {
        let time = try tokens.time("point \(number + 1) of tier '\(name)'")
        let line = tokens.line
        points.append(
          Point(time: time, text: try tokens.text("the label of point \(number + 1)"), line: line))
      }
      return Tier(name: name, start: start, end: end, content: .points(points))
    }
    var intervals: [Interval] = []
    for number in 0..<count {
      let first = try tokens.time("interval \(number + 1) of tier '\(name)'")
      let line = tokens.line
      let last = try tokens.time("the end of interval \(number + 1)")
      guard last >= first else {
        throw tokens.refuse(
          "interval \(number + 1) of tier '\(name)' ends at \(last) s, before it starts at \(first) s")
      }
      let text = try tokens.text("the label of interval \(number + 1)")
      intervals.append(Interval(start: first, end: last, text: text, line: line))
    }
    return Tier(name: name, start: start, end: end, content: .intervals(intervals))
  }
}
