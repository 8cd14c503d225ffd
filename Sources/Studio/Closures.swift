import Conversation

/// Finds where the closure of a stop begins.
///
/// espeak-ng marks its stops at the burst and leaves the silence of their closure (40 to 50 ms for /p t k tʃ/,
/// 10 to 30 ms for short /b d ɡ dʒ/) at the end of the sound before. The samples show it, so a stop's start
/// is moved back over them as long as they are silent.
struct Closures {
  /// Sounds that begin with a closure.
  static let stops: Set<Phone.Symbol> = [.P, .T, .K, .CH, .B, .D, .G, .JH]
  private let samples: [Int16]
  private let rate: Int
  /// Silence: 46 dB below the loudest sample.
  private let threshold: Int

  init(_ speech: SynthesizedSpeech) {
    samples = speech.samples
    rate = speech.sampleRate
    threshold = samples.reduce(0) { max($0, abs(Int($1))) } / 200
  }

  /// Where the closure before a burst begins: back in steps of 2 ms as long as they are silent, at most
  /// 60 ms and two thirds of the sound before. Behind a pause, which is silent too, 48 ms or half of it.
  func start(burst: Int, soundBefore: Int, isPauseBefore: Bool) -> Int {
    if isPauseBefore { return burst - min(rate * 48 / 1000, (burst - soundBefore) / 2) }
    let step = max(1, rate / 500)
    let earliest = max(burst - rate * 60 / 1000, soundBefore + (burst - soundBefore) / 3)
    var start = burst
    while start - step >= earliest, start <= samples.count,
      samples[(start - step)..<start].allSatisfy({ abs(Int($0)) <= threshold })
    { start -= step }
    return start
  }
}
