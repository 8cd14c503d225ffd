extension ScoringReference {
  /// The hand space of a character's sessions: which cells of 5 cm their wrists visit, and when first.
  public struct HandSpace: Hashable, Sendable, Codable {
    /// One session.
    public struct Session: Hashable, Sendable, Codable {
      /// Length in seconds.
      public var seconds: Double
      /// Numbers of the cells, ascending.
      public var cells: [Int]
      /// Tenths of a second until the first visit, in the order of the cells.
      public var tenths: [Int]

      /// Makes a session; the lists are of equal length.
      public init(seconds: Double, cells: [Int], tenths: [Int]) {
        self.seconds = seconds
        self.cells = cells
        self.tenths = tenths
      }

      /// Cells that are visited within a time, ascending.
      func cells(within seconds: Double) -> [Int] {
        zip(cells, tenths).filter { Double($0.1) < seconds * 10 }.map(\.0)
      }
    }

    /// Arms that every session has, `left` and `right`.
    public var sides: [String]
    /// Sessions in their order.
    public var sessions: [Session]
    /// Mean Dice coefficient of any two sessions over the length of the shorter; `nil` for a single session.
    public var own: Double?

    /// Makes a hand space.
    public init(sides: [String], sessions: [Session], own: Double?) {
      self.sides = sides
      self.sessions = sessions
      self.own = own
    }
  }

  /// Reads the hand space of sessions that last long enough; `nil` where none has arms.
  static func handSpace(of motions: [WristMotion]) -> HandSpace? {
    let usable = motions.filter { $0.seconds >= Scoring.HandSpace.leastLength }
    let sides = ["left", "right"].filter { side in
      usable.allSatisfy { $0.sides.contains { $0.name == side } }
    }
    guard !usable.isEmpty, !sides.isEmpty else { return nil }
    var result = HandSpace(sides: sides, sessions: [], own: nil)
    for motion in usable {
      let visits = HandVoxels(motion, sides: sides).firstVisits()
      result.sessions.append(
        HandSpace.Session(
          seconds: motion.seconds, cells: visits.map(\.cell), tenths: visits.map { Int($0.second * 10) }))
    }
    var sum = 0.0
    var pairs = 0
    for (index, first) in result.sessions.enumerated() {
      for second in result.sessions[..<index] {
        let length = min(first.seconds, second.seconds)
        guard let dice = HandVoxels.dice(first.cells(within: length), second.cells(within: length)) else {
          continue
        }
        sum += dice
        pairs += 1
      }
    }
    if pairs > 0 { result.own = sum / Double(pairs) }
    return result
  }
}
