import Conversation
import Motion

/// Nods of a listener beside the moments that invite one.
struct Backchannels {
  /// Distance at which a nod answers an opportunity, in seconds.
  static let reach = 0.5
  /// Pauses of the partner from this length on are opportunities, in seconds.
  static let leastPause = 0.2
  /// Shortest stretch of the partner's speech that asks for an answer, in seconds.
  static let leastPhrase = 0.5
  /// Name of a stage direction that marks an opportunity.
  static let mark = "backchannel"

  /// Where the opportunities came from.
  enum Origin: Double {
    /// Marked in the recording.
    case marked = 0
    /// Ends of the partner's phrases.
    case pauses = 1
  }

  /// Frames in which the character listens: the other party has begun a phrase, it is no longer than the reach past its
  /// end, and the character does not speak.
  let listening: [Bool]
  /// Frames of opportunities, ascending.
  let opportunities: [Int]
  let origin: Origin

  /// Reads a recording.
  ///
  /// - Throws: ``Undefined`` where it says nothing about another party's speech.
  init(_ take: TakeEvidence) throws(Undefined) {
    let fps = take.framesPerSecond
    let others = Speaking.others(than: take.participant, in: take)
    guard others.contains(true) else {
      throw Undefined("the recording does not say when anybody else speaks")
    }
    let own = Speaking.flags(of: take.participant, in: take)
    let reach = EventWindows.radius(seconds: Self.reach, framesPerSecond: fps)
    // Stretches with short breaks in them are one phrase.
    let phrases = Strokes.units(
      Speaking.stretches(others),
      within: Double(EventWindows.radius(seconds: Self.leastPause, framesPerSecond: fps)) - 1)
    var listening = [Bool](repeating: false, count: own.count)
    for phrase in phrases {
      for frame in phrase.lowerBound..<min(own.count, phrase.upperBound + reach + 1) {
        listening[frame] = !own[frame]
      }
    }
    self.listening = listening
    let marks = take.happened.cues.filter {
      $0.cue == .stage && $0.text.lowercased().contains(Self.mark)
    }
    if marks.isEmpty {
      origin = .pauses
      opportunities = phrases.filter {
        Double($0.count) >= Self.leastPhrase * fps && $0.upperBound < own.count && !own[$0.upperBound]
      }.map(\.upperBound)
    } else {
      origin = .marked
      opportunities = marks.map { take.frame(at: $0.start) }
        .filter { own.indices.contains($0) && listening[$0] }.sorted()
    }
  }
}

/// How many nods answer an opportunity and how many opportunities are answered, beside the same of shifted nods.
struct BackchannelAgreement {
  /// Share of nods near an opportunity; mean of the shifted in `null`.
  var precision: (value: Double, null: Double)
  /// Share of opportunities near a nod.
  var recall: (value: Double, null: Double)

  /// Shifts of the null.
  static let shifts = 100

  /// Compares frames within listening time put together, which is `count` frames long; the null shifts the nods around it
  /// by count·k/(shifts + 1), k = 1…shifts. `nil` where either list is empty.
  init?(nods: [Int], opportunities: [Int], count: Int, reach: Int) {
    guard !nods.isEmpty, !opportunities.isEmpty, count > 0 else { return nil }
    func agreement(_ nods: [Int]) -> (precision: Double, recall: Double) {
      func near(_ frame: Int, _ others: [Int]) -> Bool { others.contains { abs($0 - frame) <= reach } }
      return (
        Double(nods.count { near($0, opportunities) }) / Double(nods.count),
        Double(opportunities.count { near($0, nods) }) / Double(opportunities.count)
      )
    }
    let own = agreement(nods)
    var sums = (precision: 0.0, recall: 0.0)
    for k in 1...Self.shifts {
      let shift = Int((Double(count) * Double(k) / Double(Self.shifts + 1)).rounded())
      let moved = agreement(nods.map { ($0 + shift) % count })
      sums.precision += moved.precision
      sums.recall += moved.recall
    }
    precision = (own.precision, sums.precision / Double(Self.shifts))
    recall = (own.recall, sums.recall / Double(Self.shifts))
  }

  /// (value - null)/(1 - null): 0 for chance, 1 for perfect; `nil` where chance is perfect.
  static func corrected(_ pair: (value: Double, null: Double)) -> Double? {
    pair.null < 1 ? (pair.value - pair.null) / (1 - pair.null) : nil
  }
}
