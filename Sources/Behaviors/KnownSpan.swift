/// Something known with a place on the time axis, in seconds.
public struct KnownSpan: Hashable, Sendable {
  /// Id of its record.
  public var id: UInt64
  /// When it begins.
  public var start: Double
  /// When it ends; infinite while the end is not known.
  public var end: Double
  /// Id of its turn, 0 when unknown.
  public var turn: UInt64 = 0
  /// UTF-8 offset in the turn's text, −1 when unknown.
  public var offset: Int = -1
  /// The phone that a label means, or the phones that a word is spelled with.
  public var codes: [PhoneCode] = []
  /// Whether a word carries no accent.
  public var isFunctionWord = false

  /// Makes a span.
  public init(id: UInt64, start: Double, end: Double, turn: UInt64 = 0, offset: Int = -1) {
    self.id = id
    self.start = start
    self.end = end
    self.turn = turn
    self.offset = offset
  }

  /// Whether it covers a time.
  public func covers(_ time: Double) -> Bool { start <= time && time < end }
}

/// Spans of one kind in order of start, as announcements, revisions and cancellations leave them.
public struct KnownSpans: Sendable {
  /// The spans, by start.
  public private(set) var spans: [KnownSpan] = []
  private var ids: Set<UInt64> = []

  /// No spans.
  public init() { spans.reserveCapacity(256) }

  /// Puts a span in its place.
  public mutating func insert(_ span: KnownSpan) {
    var index = spans.count
    while index > 0 && spans[index - 1].start > span.start { index -= 1 }
    spans.insert(span, at: index)
    ids.insert(span.id)
  }

  /// Takes the span of an id out.
  public mutating func remove(_ id: UInt64) -> KnownSpan? {
    guard ids.remove(id) != nil else { return nil }
    return spans.lastIndex { $0.id == id }.map { spans.remove(at: $0) }
  }

  /// Ends the span of an id at `time`, or removes it when it had not begun; returns it as it was.
  public mutating func cut(_ id: UInt64, at time: Double) -> KnownSpan? {
    guard ids.contains(id), let index = spans.lastIndex(where: { $0.id == id }) else { return nil }
    let old = spans[index]
    if time <= old.start { spans.remove(at: index) } else { spans[index].end = min(old.end, time) }
    return old
  }

  /// Ends at `time` all spans that satisfy a condition.
  public mutating func cut(at time: Double, where condition: (KnownSpan) -> Bool) {
    for index in spans.indices.reversed() where condition(spans[index]) && spans[index].end > time {
      if time <= spans[index].start { spans.remove(at: index) } else { spans[index].end = time }
    }
  }

  /// Forgets what ended before `time`.
  public mutating func forget(before time: Double) {
    guard let first = spans.first, first.end < time else { return }
    for span in spans where span.end < time { ids.remove(span.id) }
    spans.removeAll { $0.end < time }
  }

  /// Whether any span covers a time.
  public func cover(_ time: Double) -> Bool {
    for span in spans {
      if span.start > time { return false }
      if time < span.end { return true }
    }
    return false
  }
}
