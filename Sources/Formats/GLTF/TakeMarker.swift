/// A word or cue on the time axis of a take, for people and players that want to know why something moves.
public struct TakeMarker: Sendable, Equatable {
  /// Start in seconds.
  public var time: Double
  /// End in seconds; `nil` for a point.
  public var end: Double?
  /// `word`, `cue`, or a kind of the maker's own.
  public var kind: String
  /// The word or the cue.
  public var text: String

  /// Makes a marker.
  public init(time: Double, end: Double? = nil, kind: String, text: String) {
    self.time = time
    self.end = end
    self.kind = kind
    self.text = text
  }

  var json: JSONValue {
    var out: JSONValue = .object([
      "time": .number(time), "kind": .string(kind), "text": .string(text),
    ])
    if let end { out["end"] = .number(end) }
    return out
  }
}
