import Conversation
import Motion

/// Whether the body keeps time with stressed syllables, against every shift of itself within speech.
///
/// Version 1 shifted over the whole session. There a body that merely moves while it speaks and rests while it
/// listens beats every shift, whatever it does with the syllables; so version 2 puts the own speech together
/// and shifts inside it. `Documentation.docc/Decisions/0002-coupling-inside-speech.md` has the figures. Version 3 leaves
/// fingers out of the sum: thirty of forty-three joints, they set the lag of references that have them.
public struct SpeechMotionCoupling: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "coupling/3"

  static let smoothing = 0.1
  static let largestLag = 0.5
  static let leastLength = 4.0

  /// z, lag error and r.
  public var descriptors: [MetricDescriptor] {
    let parameters = ["smoothing s": Self.smoothing, "largest lag s": Self.largestLag, "step frames": 5]
    return [
      MetricDescriptor(
        id: "coupling.z/3", title: "Speech-motion coupling z", direction: .higher, rank: .headline(3),
        needs: [.stress, .joints], parameters: parameters,
        summary: "Correlation of stressed syllables with summed joint speed at the character's lag, in "
          + "standard deviations above all circular shifts inside the own speech.",
        whereItLies: "Blind to jitter, to amplitude, to identity and to what happens in silence; grows with "
          + "the length of speech. A strong slow movement hides a small well-timed one.",
        source: "ours; null by circular shifts", readsReference: true),
      MetricDescriptor(
        id: "coupling.lag/3", title: "Coupling lag error", unit: "ms", direction: .lower, rank: .headline(3),
        needs: [.stress, .joints], parameters: parameters,
        summary: "Distance of the best lag from the character's reference lag.",
        whereItLies: "Means little where z is low: the best of many bad lags.",
        source: "ours; null by circular shifts", readsReference: true),
      MetricDescriptor(
        id: "coupling.r/3", title: "Speech-motion coupling r", direction: .higher, rank: .diagnostic,
        needs: [.stress, .joints], parameters: parameters,
        summary: "The correlation itself, at the character's lag.",
        whereItLies: "Says nothing without its null: slow movement and regular syllables agree by chance.",
        source: "ours; null by circular shifts", readsReference: true),
    ]
  }

  /// Correlates syllables and joint speed. Undefined under 4 s, without syllables or joints; 0 when still.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let fps = take.framesPerSecond
      let count = take.track.frameCount
      guard Double(count) >= Self.leastLength * fps else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      guard !JointSpeed.carrying(of: take.track.layout).isEmpty else {
        throw Undefined("the track moves no joint but eyes, jaw and fingers")
      }
      let (moments, origin) = try StressedSyllables.frames(in: take)
      var events = [Double](repeating: 0, count: count)
      for moment in moments where events.indices.contains(moment) { events[moment] += 1 }
      guard events.contains(where: { $0 > 0 }) else {
        throw Undefined("no stressed syllable falls into the track")
      }
      result["events"] = .value(events.reduce(0, +))
      result["event origin"] = .value(origin.rawValue)
      let lag = Int(((take.reference.couplingLag ?? 0) * fps + 0.5).rounded(.down))
      let speech = try Self.speech(in: take)
      func inside(_ series: [Double]) -> [Double] {
        let smooth = GaussianSmoothing.smooth(series, deviation: Self.smoothing * fps)
        return speech.map { smooth[$0] }
      }
      guard
        let coupling = EventCoupling(
          events: inside(events), motion: inside(JointSpeed.summed(take.track)), framesPerSecond: fps,
          lag: lag, largestLag: Int((Self.largestLag * fps + 0.5).rounded(.down)))
      else {
        // Defined by rule: motion that does not vary is coupled to nothing.
        result["coupling.z/3"] = .value(0)
        result["coupling.r/3"] = .value(0)
        result["coupling.lag/3"] = .undefined(reason: "the joints' speed does not vary")
        return
      }
      result["coupling.z/3"] = ScoreValue(coupling.z)
      result["coupling.r/3"] = ScoreValue(coupling.r)
      result["coupling.lag/3"] = ScoreValue(Double(abs(coupling.bestLag - lag)) * 1000 / fps)
      result["best lag ms"] = ScoreValue(Double(coupling.bestLag) * 1000 / fps)
      result["best z"] = ScoreValue(coupling.bestZ)
      result["null mean"] = ScoreValue(coupling.nullMean)
      result["null deviation"] = ScoreValue(coupling.nullDeviation)
    }
  }

  /// Frames of the own speech, put together; the whole take where nobody marked speech.
  private static func speech(in take: TakeEvidence) throws(Undefined) -> [Int] {
    guard !take.happened.speech(of: take.participant).isEmpty else { return Array(0..<take.track.frameCount) }
    let frames = try take.speechFrames()
    guard Double(frames.count) >= leastLength * take.framesPerSecond else {
      throw Undefined("there are less than \(leastLength) s of speech")
    }
    return frames
  }
}
