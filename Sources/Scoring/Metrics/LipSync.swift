import Conversation
public import Motion

/// How well the mouth follows the phones, inside the performer's own speech.
public struct LipSync: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "lip-sync/1"

  static let lags = 12
  static let smoothing = 0.04
  static let closedWindow = 0.05
  static let closedAt = 0.08
  static let openWindow = 0.065
  static let openAt = 0.12
  static let centerWindow = 0.02
  static let nullStep = 5
  static let finest = 60.0
  static let leastSpeech = 2.0

  /// Aperture a = clip(jawOpen - mouthClose, 0, 1) of every frame; a track without `mouthClose` has it 0.
  public static func aperture(of track: Track) -> [Double]? {
    guard let jaw = track.curve("jawOpen") else { return nil }
    guard let close = track.curve("mouthClose") else { return jaw.map { min(1, max(0, Double($0))) } }
    return zip(jaw, close).map { min(1, max(0, Double($0) - Double($1))) }
  }

  /// Compares aperture and phones. Undefined without measured phones, `jawOpen` or two seconds of speech.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let phones = try Self.phones(of: take)
      guard let aperture = Self.aperture(of: take.track) else {
        throw Undefined("the track has no weight channel jawOpen")
      }
      let speech = try take.speechFrames()
      let fps = take.framesPerSecond
      guard Double(speech.count) >= Self.leastSpeech * fps else {
        throw Undefined("\(take.participant) speaks for less than \(Self.leastSpeech) s")
      }
      correlate(aperture, Self.target(of: phones, in: take), speech, fps, &result)
      // Closures last two or three frames of 60: slower tracks are read between their frames.
      let fineness = max(1, Int((Self.finest / fps - 0.01).rounded(.up)))
      let events = LipEvents(
        phones: phones, aperture: Self.refined(aperture, by: fineness),
        framesPerSecond: fps * Double(fineness))
      events.rates(into: &result)
      let hit = events.fScore
      let null = events.nullScore(speech: speech.flatMap { $0 * fineness..<($0 + 1) * fineness })
      result["lip-sync.f/1"] = ScoreValue { () throws(Undefined) in try hit.get() }
      result["f null"] = ScoreValue { () throws(Undefined) in try null.get() }
      result["lip-sync.f-gain/1"] = ScoreValue { () throws(Undefined) in try hit.get() - null.get() }
    }
  }

  private func correlate(
    _ aperture: [Double], _ target: [Double], _ speech: [Int], _ fps: Double, _ result: inout TakeMeasurement
  ) {
    result["lip-sync.lag/1"] = .undefined(reason: "the aperture or its target does not vary inside speech")
    if let fit = LaggedCorrelation(target, aperture, samples: speech, largestLag: Self.lags) {
      result["lip-sync.r0/1"] = ScoreValue(fit.atZero)
      result["lip-sync.lag/1"] = ScoreValue(fit.refinedLag * 1000 / fps)
      result["peak r"] = ScoreValue(fit.peak)
      null(aperture, target, speech, fps, &result)
    } else if LaggedCorrelation(target, target, samples: speech, largestLag: 0) == nil {
      result["lip-sync.r0/1"] = .undefined(reason: "the phones ask for no change of aperture")
    } else {
      // Defined by rule: a mouth that does not move follows nothing.
      result["lip-sync.r0/1"] = .value(0)
    }
  }

  /// What a mouth shifted circularly inside speech reaches: mean and 95th percentile of r.
  private func null(
    _ aperture: [Double], _ target: [Double], _ speech: [Int], _ fps: Double, _ result: inout TakeMeasurement
  ) {
    guard let correlation = CircularCorrelation(speech.map { target[$0] }, speech.map { aperture[$0] }) else {
      return
    }
    let second = EventWindows.radius(seconds: 1, framesPerSecond: fps)
    let null = stride(from: second, through: speech.count - second, by: Self.nullStep)
      .map { correlation($0) }.sorted()
    guard null.count >= 3 else { return }
    result["r null mean"] = ScoreValue(null.reduce(0, +) / Double(null.count))
    let place = 0.95 * Double(null.count - 1)
    let below = Int(place)
    let above = min(below + 1, null.count - 1)
    result["r null 95 %"] = ScoreValue(null[below] + (place - Double(below)) * (null[above] - null[below]))
  }

  /// A curve with `factor - 1` values put linearly between any two.
  static func refined(_ curve: [Double], by factor: Int) -> [Double] {
    guard factor > 1, let last = curve.last else { return curve }
    var result: [Double] = []
    result.reserveCapacity(curve.count * factor)
    for (index, value) in curve.enumerated() {
      let next = index + 1 < curve.count ? curve[index + 1] : last
      for part in 0..<factor { result.append(value + (next - value) * Double(part) / Double(factor)) }
    }
    return result
  }

  /// The performer's phones with the frames of their spans.
  static func phones(of take: TakeEvidence) throws(Undefined) -> [TimedPhone] {
    switch take.phoneTiming {
    case .absent: throw Undefined("\(take.participant) has no phones in \(take.key.recording)")
    case .estimated: throw Undefined("word times are estimated")
    case .measured: break
    }
    var result: [TimedPhone] = []
    for span in take.happened.phones where span.participant == take.participant {
      guard let phone = Phone(spelling: span.text) else {
        throw Undefined("phone label '\(span.text)' is neither ARPABET nor IPA")
      }
      let center = MediaTime(flicks: span.start.flicks / 2 + span.end.flicks / 2) - take.start
      result.append(TimedPhone(phone: phone, frames: take.frames(of: span), center: center.seconds))
    }
    return result
  }

  /// Openness of the phone at each frame, smoothed by a Gaussian of 40 ms.
  static func target(of phones: [TimedPhone], in take: TakeEvidence) -> [Double] {
    var target = [Double](repeating: 0, count: take.track.frameCount)
    for phone in phones {
      let openness = Openness.of(phone.phone)
      for frame in phone.frames { target[frame] = openness }
    }
    return GaussianSmoothing.smooth(target, deviation: Self.smoothing * take.framesPerSecond)
  }
}

/// A phone and where it lies in a track.
struct TimedPhone {
  var phone: Phone
  /// Frames in its span.
  var frames: Range<Int>
  /// Seconds from frame 0 to its centre; may lie outside the track.
  var center: Double
}

extension LipSync {
  /// Headline scores first, then the rates they rest on.
  public var descriptors: [MetricDescriptor] {
    [
      MetricDescriptor(
        id: "lip-sync.r0/1", title: "Lip sync r", direction: .higher, rank: .headline(2),
        needs: [.phones, .speech, .face], parameters: ["smoothing s": Self.smoothing],
        summary: "Correlation of aperture with the openness of the phones, without lag, inside speech.",
        whereItLies: "Blind to gain and to closures; a mouth that follows loudness alone reaches about 0.5.",
        source: "ours; openness by vowel height and manner"),
      MetricDescriptor(
        id: "lip-sync.lag/1", title: "Lip lag", unit: "ms", direction: .closerToZero, rank: .headline(2),
        needs: [.phones, .speech, .face], parameters: ["largest lag frames": Double(Self.lags)],
        summary: "Lag of the best correlation, positive when the mouth is late.",
        whereItLies: "Means little where r0 is low; sees no lag beyond 12 frames.",
        source: "ours; viewers notice -45 and +125 ms (ITU-R BT.1359)"),
      MetricDescriptor(
        id: "lip-sync.f-gain/1", title: "Closure/opening F - null", direction: .higher, rank: .headline(2),
        needs: [.phones, .speech, .face], parameters: ["step frames": Double(Self.nullStep)],
        summary: "F of closures and openings less the mean F of the same mouth shifted inside speech.",
        whereItLies: "Few events in short takes; a mouth that closes at every consonant still gains.",
        source: "ours; null by circular shifts; slower tracks are interpolated to 60 Hz or more"),
      rate(
        "f", "Closure/opening F", .higher, "Harmonic mean of closure and opening rate.",
        "Noise reaches 0.88: read it with its null."),
      rate(
        "closure", "Closure", .higher, "Share of p b m with an aperture of at most 0.08 within 50 ms.",
        "A shut mouth has 1."),
      rate(
        "opening", "Opening", .higher, "Share of open vowels with an aperture of at least 0.12 within 65 ms.",
        "A gaping mouth has 1."),
      rate(
        "shut-vowels", "Shut vowels", .lower, "Share of vowels that stay under 0.08 around their centre.",
        "Quiet speech may shut vowels."),
      rate(
        "other-closed", "Other closed", .lower, "Share of t d n k g ng counted as lip closures.",
        "Neighbouring bilabials count too."),
    ]
  }

  private func rate(
    _ name: String, _ title: String, _ direction: MetricDescriptor.Direction, _ summary: String,
    _ whereItLies: String
  ) -> MetricDescriptor {
    MetricDescriptor(
      id: "lip-sync.\(name)/1", title: title, direction: direction, rank: .diagnostic,
      needs: [.phones, .speech, .face],
      parameters: [
        "closed": Self.closedAt, "closed window s": Self.closedWindow, "open": Self.openAt,
        "open window s": Self.openWindow,
      ], summary: summary, whereItLies: whereItLies, source: "ours")
  }
}
