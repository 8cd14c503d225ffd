/// Cues that wait for their time: some have one, some hang on a word that may not be known yet.
public struct PendingCues: Sendable {
  /// A cue that waits.
  public struct Cue: Sendable {
    /// Id of its record.
    public var id: UInt64
    /// What it asks for.
    public var meaning: CueMeaning
    /// How strongly, 0…1.
    public var strength: Float
    /// When it begins, where that is known.
    public var start: Double?
    /// When it ends, where that is known.
    public var end: Double?
    /// Its turn, 0 without one.
    public var turn: UInt64
    /// Its place in the turn's text.
    public var offset: Int
    /// When it begins if nothing else says so.
    public var deadline: Double
    /// Whether it is the partner's.
    public var isPartner: Bool
  }

  private static let capacity = 64
  private var waiting: [Cue] = []

  /// No cues.
  public init() { waiting.reserveCapacity(Self.capacity) }

  /// Puts a cue in; a full list drops its oldest.
  public mutating func add(_ cue: Cue) {
    remove(cue.id)
    if waiting.count >= Self.capacity { waiting.removeFirst() }
    waiting.append(cue)
  }

  /// Takes a cue out.
  public mutating func remove(_ id: UInt64) { waiting.removeAll { $0.id == id } }

  /// Corrects a cue that still waits; false when there is none of that id.
  public mutating func revise(_ id: UInt64, start: Double?, end: Double?, strength: Float?) -> Bool {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return false }
    if let start { waiting[index].start = start }
    if let end { waiting[index].end = end }
    if let strength { waiting[index].strength = strength }
    return true
  }

  /// The next cue whose time has come. Does not allocate.
  ///
  /// That is its own time, or 0.2 s before the word at its place in the text, or the end of its turn when the
  /// turn is over before that place, or its deadline.
  public mutating func next(at time: Double, words: [KnownSpan], turns: [KnownSpan]) -> Cue? {
    for index in waiting.indices {
      let cue = waiting[index]
      let due = cue.start ?? Self.place(of: cue, words, turns) ?? cue.deadline
      if due <= time { return waiting.remove(at: index) }
    }
    return nil
  }

  private static func place(of cue: Cue, _ words: [KnownSpan], _ turns: [KnownSpan]) -> Double? {
    guard cue.turn != 0 else { return nil }
    for word in words where word.turn == cue.turn && word.offset >= cue.offset { return word.start - 0.2 }
    for turn in turns where turn.id == cue.turn && turn.end.isFinite { return turn.end }
    return nil
  }
}
