import Conversation
import Motion

/// How well the mouth follows the sound of the voice, where nobody measured phones.
///
/// The target is the voice itself: its level and that of 700–1200 Hz, which open vowels are loud in, each over the
/// 30 dB below its own peak. Jaws of recorded people follow it with r of 0.45 to 0.6 within 10 to 30 ms.
public struct LipSound: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "lip-sound/1"

  static let range = 30.0
  static let peakShare = 0.99
  static let least = 0.02

  /// r, lag, z and syllables.
  public var descriptors: [MetricDescriptor] {
    let parameters = [
      "smoothing s": LipSync.smoothing, "range dB": Self.range, "peak quantile": Self.peakShare,
      "largest lag frames": Double(LipSync.lags), "step frames": Double(LipSync.nullStep),
    ]
    func score(
      _ name: String, _ title: String, unit: String = "", _ direction: MetricDescriptor.Direction,
      _ summary: String, _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "lip-sound.\(name)/1", title: title, unit: unit, direction: direction, rank: .diagnostic,
        needs: [.stress, .speech, .face], parameters: parameters,
        summary: summary + " Undefined where phones are measured: lip-sync compares with these.",
        whereItLies: whereItLies,
        source: "ours; after the correlation of jaw and level in recorded speech")
    }
    return [
      score(
        "r0", "Lips and sound r", .higher,
        "Correlation of aperture with the level of the voice, without lag, inside speech.",
        "Sees no closure and no shape: a mouth that follows loudness has 1, and people's have 0.45 to 0.6. More is "
          + "better up to there; what lies above is no better than people. Loud room noise is taken for voice."
      ),
      score(
        "lag", "Lips and sound lag", unit: "ms", .closerToZero,
        "Lag of the best correlation with the level, positive when the mouth is late.",
        "Recorded jaws lie 15 to 30 ms behind the level, so 0 is a little better than people: nothing is gained between "
          + "0 and 30 ms. Means little where r is low; sees no lag beyond 12 frames."
      ),
      score(
        "z", "Lips and sound z", .higher,
        "The correlation without lag in standard deviations above that of the same mouth shifted inside speech.",
        "Grows with the length of speech; in short takes shifts overlap."),
      score(
        "follow-gain", "Syllables followed - null", .higher,
        "Share of rises and falls of the voice over which the mouth opens and shuts, less that of the same mouth "
          + "shifted inside speech.",
        "Counts how often, not how far: a mouth that hardly moves can have it all."),
    ]
  }

  /// Compares aperture and level. Undefined without level, `jawOpen` or two seconds of speech.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let envelope = take.envelope else {
        throw Undefined(
          take.phoneTiming == .measured
            ? "phones are measured, lip-sync compares with these"
            : "there is no level of the performer's voice")
      }
      guard let aperture = LipSync.aperture(of: take.track) else {
        throw Undefined("the track has no weight channel jawOpen")
      }
      let speech = try take.speechFrames()
      let fps = take.framesPerSecond
      guard Double(speech.count) >= LipSync.leastSpeech * fps else {
        throw Undefined("\(take.participant) speaks for less than \(LipSync.leastSpeech) s")
      }
      let target = try Self.target(of: envelope, in: take, speech)
      result["speech s"] = .value(Double(speech.count) / fps)
      guard let fit = LaggedCorrelation(target, aperture, samples: speech, largestLag: LipSync.lags) else {
        // Defined by rule: a mouth that does not move follows nothing.
        result["lip-sound.r0/1"] = .value(0)
        result["lip-sound.z/1"] = .value(0)
        result["lip-sound.follow-gain/1"] = .value(0)
        result["lip-sound.lag/1"] = .undefined(reason: "the aperture does not vary inside speech")
        return
      }
      result["lip-sound.r0/1"] = ScoreValue(fit.atZero)
      result["lip-sound.lag/1"] = ScoreValue(fit.refinedLag * 1000 / fps)
      result["peak r"] = ScoreValue(fit.peak)
      let shifts = Array(
        stride(
          from: EventWindows.radius(seconds: 1, framesPerSecond: fps),
          through: speech.count - EventWindows.radius(seconds: 1, framesPerSecond: fps), by: LipSync.nullStep)
      )
      let wanted = speech.map { target[$0] }
      let shown = speech.map { aperture[$0] }
      result["lip-sound.z/1"] = ScoreValue { () throws(Undefined) in
        try Self.z(fit.atZero, wanted, shown, shifts)
      }
      let smooth = GaussianSmoothing.smooth(aperture, deviation: LipSync.smoothing * fps)
      result["lip-sound.follow-gain/1"] = ScoreValue { () throws(Undefined) in
        try Self.followGain(wanted, speech.map { smooth[$0] }, shifts)
      }
    }
  }

  /// What the voice asks of the mouth at each frame, 0…1, smoothed by a Gaussian of 40 ms.
  static func target(
    of envelope: SpeechEnvelope, in take: TakeEvidence, _ speech: [Int]
  ) throws(Undefined) -> [Double] {
    guard envelope.rate > 0, envelope.rate.isFinite else { throw Undefined("the voice's level has no rate") }
    let fps = take.framesPerSecond
    let offset = (take.start - envelope.start).seconds
    var curves: [[Double]] = []
    for levels in [envelope.decibels, envelope.vowelDecibels ?? []] where levels.count > 1 {
      let values = (0..<take.track.frameCount).map { frame -> Double in
        let place = min(
          max(0, (offset + Double(frame) / fps) * envelope.rate), Double(levels.count - 1))
        let below = min(Int(place), levels.count - 2)
        let part = place - Double(below)
        let value = Double(levels[below]) * (1 - part) + Double(levels[below + 1]) * part
        return value.isFinite ? value : -.infinity
      }
      let loud = speech.map { values[$0] }.filter(\.isFinite).sorted()
      guard let quietest = loud.first else { continue }
      let peak = loud[Int(Self.peakShare * Double(loud.count - 1))]
      guard peak > quietest else { continue }
      curves.append(values.map { min(1, max(0, ($0 - peak + Self.range) / Self.range)) })
    }
    guard !curves.isEmpty else { throw Undefined("the performer's voice does not vary") }
    let mean = (0..<take.track.frameCount).map { frame in
      curves.reduce(0) { $0 + $1[frame] } / Double(curves.count)
    }
    let target = GaussianSmoothing.smooth(mean, deviation: LipSync.smoothing * fps)
    guard LaggedCorrelation(target, target, samples: speech, largestLag: 0) != nil else {
      throw Undefined("the performer's voice does not vary")
    }
    return target
  }

  private static func z(
    _ r: Double, _ target: [Double], _ aperture: [Double], _ shifts: [Int]
  ) throws(Undefined) -> Double {
    guard let correlation = CircularCorrelation(target, aperture), shifts.count >= 3 else {
      throw Undefined("speech is too short for a null of r")
    }
    let null = shifts.map { correlation($0) }
    let mean = null.reduce(0, +) / Double(null.count)
    let squares = null.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(null.count - 1)).squareRoot()
    guard deviation > 0 else { throw Undefined("all shifts of the mouth fit the voice alike") }
    return (r - mean) / deviation
  }

  /// Share of rises and falls that the mouth follows by at least 0.02, less that of shifted mouths.
  private static func followGain(
    _ target: [Double], _ aperture: [Double], _ shifts: [Int]
  ) throws(Undefined) -> Double {
    let turns = turningPoints(of: target)
    guard turns.count >= 3, shifts.count >= 3 else {
      throw Undefined("the voice has too few syllables, or speech is too short for a null")
    }
    func followed(_ shift: Int) -> Double {
      var hits = 0
      for (before, after) in zip(turns, turns.dropFirst()) {
        let change = aperture[(after + shift) % aperture.count] - aperture[(before + shift) % aperture.count]
        if (target[after] > target[before] ? change : -change) >= least { hits += 1 }
      }
      return Double(hits) / Double(turns.count - 1)
    }
    let null = shifts.map(followed)
    return followed(0) - null.reduce(0, +) / Double(null.count)
  }

  /// Places at which a curve turns by at least a tenth of its range of 1, highs and lows in turn.
  static func turningPoints(of curve: [Double]) -> [Int] {
    let prominence = 0.1
    var turns: [Int] = []
    var low = 0
    var high = 0
    var isRising: Bool?
    for index in curve.indices {
      if curve[index] > curve[high] { high = index }
      if curve[index] < curve[low] { low = index }
      if isRising != false, curve[high] - curve[index] >= prominence {
        turns.append(high)
        isRising = false
        low = index
      } else if isRising != true, curve[index] - curve[low] >= prominence {
        turns.append(low)
        isRising = true
        high = index
      }
    }
    return turns
  }
}
