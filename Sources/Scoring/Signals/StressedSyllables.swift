import Conversation
import Motion

/// The moments that gestures keep time with: stressed syllables of the performer.
enum StressedSyllables {
  /// Least prominence of a loudness peak in decibels.
  static let prominence: Float = 3
  /// Peaks more than this below the loudest one are no syllables, in decibels.
  static let range: Float = 30

  /// Where the moments came from.
  enum Origin: Double, Sendable {
    /// Centres of stressed vowels with measured times.
    case vowels = 0
    /// Loudness peaks.
    case loudness = 1
  }

  /// Frames of the performer's stressed syllables in order.
  ///
  /// Centres of vowels with primary stress; where phones are absent, estimated or carry no stress, peaks of
  /// the voice's level with a prominence of at least 3 dB while the performer speaks.
  static func frames(in take: TakeEvidence) throws(Undefined) -> (frames: [Int], origin: Origin) {
    try take.shared.value("stressed syllables") { () throws(Undefined) in try found(in: take) }
  }

  private static func found(in take: TakeEvidence) throws(Undefined) -> (frames: [Int], origin: Origin) {
    if take.phoneTiming == .measured {
      var frames: [Int] = []
      for span in take.happened.phones where span.participant == take.participant {
        guard let phone = Phone(spelling: span.text), phone.symbol.isVowel, phone.stress == 1 else {
          continue
        }
        frames.append(take.frame(at: MediaTime(flicks: span.start.flicks / 2 + span.end.flicks / 2)))
      }
      if !frames.isEmpty { return (frames, .vowels) }
    }
    guard let envelope = take.envelope else {
      throw Undefined("no stressed vowels with measured times, and no level of the performer's voice")
    }
    guard envelope.rate > 0, envelope.rate.isFinite else { throw Undefined("the voice's level has no rate") }
    let peaks = peaks(of: envelope.decibels)
    let speech = take.happened.speech(of: take.participant)
    var frames: [Int] = []
    for peak in peaks {
      guard let offset = MediaTime(seconds: Double(peak) / envelope.rate) else { continue }
      let time = envelope.start + offset
      guard speech.isEmpty || speech.contains(where: { $0.start <= time && time < $0.end }) else { continue }
      frames.append(take.frame(at: time))
    }
    guard !frames.isEmpty else { throw Undefined("the performer's voice has no peak of 3 dB") }
    return (frames, .loudness)
  }

  /// Indices of peaks with enough prominence: the height above the higher of the two lowest points that
  /// separate the peak from higher ground on either side.
  static func peaks(of levels: [Float]) -> [Int] {
    guard let loudest = levels.filter(\.isFinite).max() else { return [] }
    var result: [Int] = []
    var index = 1
    while index < levels.count - 1 {
      var end = index
      while end + 1 < levels.count, levels[end + 1] == levels[index] { end += 1 }
      let rises = levels[index - 1] < levels[index]
      let falls = end + 1 < levels.count && levels[end + 1] < levels[index]
      if rises, falls, levels[index] >= loudest - range,
        stands(levels, from: index, step: -1), stands(levels, from: end, step: 1)
      {
        result.append((index + end) / 2)
      }
      index = end + 1
    }
    return result
  }

  /// Whether the ground falls by the prominence before anything higher comes, or before the end.
  private static func stands(_ levels: [Float], from peak: Int, step: Int) -> Bool {
    var at = peak + step
    while levels.indices.contains(at), levels[at] <= levels[peak] {
      if levels[peak] - levels[at] >= prominence { return true }
      at += step
    }
    return false
  }
}
