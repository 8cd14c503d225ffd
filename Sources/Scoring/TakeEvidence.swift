public import Conversation
public import Motion
public import Rigging

/// All that a metric may look at: a take, what happened in its recording, and the character's reference.
public struct TakeEvidence: Sendable {
  /// How the times of the performer's phones came about.
  public enum PhoneTiming: Hashable, Sendable {
    /// Measured by an aligner or a synthesiser.
    case measured
    /// At least one was spread by rule.
    case estimated
    /// There are no phones.
    case absent
  }

  /// Which take.
  public let key: TakeKey
  /// The animation to be scored.
  public let track: Track
  /// Session time of frame 0.
  public let start: MediaTime
  /// What happened, everyone's.
  public let happened: Happened
  /// Length of the session.
  public let duration: MediaTime
  /// Loudness of the performer's voice, where there is audio.
  public let envelope: SpeechEnvelope?
  /// The character's reference values and limits.
  public let reference: ScoringReference
  /// What the guard of the take's stack did; `nil` where there is none.
  public let guardRecord: GuardRecord?
  /// The performer's real motion, where the recording holds one.
  public let performance: Track?
  /// The body that is moved, as the validity gate looks at it; `nil` where it is not at hand.
  public let structure: RigStructure?
  /// First sample that is NaN or infinite.
  public let firstUnusableSample: Int?
  /// What several metrics need of the take.
  let shared = SharedSignals()

  /// Gathers the evidence of a take.
  public init(
    key: TakeKey, track: Track, start: MediaTime = .zero, happened: Happened, duration: MediaTime,
    envelope: SpeechEnvelope? = nil, reference: ScoringReference = ScoringReference(),
    guardRecord: GuardRecord? = nil, performance: Track? = nil, structure: RigStructure? = nil
  ) {
    self.key = key
    self.track = track
    self.start = start
    self.happened = happened
    self.duration = duration
    self.envelope = envelope
    self.reference = reference
    self.guardRecord = guardRecord
    self.performance = performance
    self.structure = structure
    firstUnusableSample = Self.firstUnusable(track.samples)
  }

  /// The body that is moved, where it is at hand.
  public var rig: Rig? { structure?.rig }

  /// Who performs.
  public var participant: String { key.participant }

  /// How the performer's phone times came about.
  public var phoneTiming: PhoneTiming {
    var result = PhoneTiming.absent
    for phone in happened.phones where phone.participant == participant {
      if phone.isEstimated { return .estimated }
      result = .measured
    }
    return result
  }

  /// The same evidence about another track, such as a corrupted one.
  public func with(track: Track) -> TakeEvidence { with(track: track, reference: reference) }

  /// The same evidence held against another reference.
  public func with(reference: ScoringReference) -> TakeEvidence { with(track: track, reference: reference) }

  /// A part of the take as a take of its own, of another seed.
  public func part(_ frames: Range<Int>, seed: UInt64) -> TakeEvidence {
    let frames = frames.clamped(to: 0..<track.frameCount)
    func cut(_ whole: Track) -> Track {
      let kept = frames.clamped(to: 0..<whole.frameCount)
      return Track(
        layout: whole.layout, rate: whole.rate,
        samples: Array(
          whole.samples[kept.lowerBound * whole.layout.width..<kept.upperBound * whole.layout.width]))
    }
    let part = cut(track)
    return TakeEvidence(
      key: TakeKey(recording: key.recording, participant: key.participant, seed: seed), track: part,
      start: start + track.rate.time(ofFrame: frames.lowerBound), happened: happened, duration: part.duration,
      envelope: envelope, reference: reference, guardRecord: guardRecord,
      performance: performance.flatMap { $0.rate == track.rate ? cut($0) : nil }, structure: structure)
  }

  private func with(track: Track, reference: ScoringReference) -> TakeEvidence {
    TakeEvidence(
      key: key, track: track, start: start, happened: happened, duration: duration, envelope: envelope,
      reference: reference, guardRecord: guardRecord, performance: performance, structure: structure)
  }

  private static func firstUnusable(_ samples: [Float]) -> Int? {
    samples.withUnsafeBufferPointer { all in
      // x·0 is 0 for finite x and NaN otherwise: one vector pass for the usual case.
      var zeros = SIMD8<Float>.zero
      var index = 0
      while index + 8 <= all.count {
        var part = SIMD8<Float>()
        for lane in 0..<8 { part[lane] = all[index + lane] }
        zeros += part * 0
        index += 8
      }
      var rest = zeros.sum()
      while index < all.count {
        rest += all[index] * 0
        index += 1
      }
      return rest == 0 ? nil : all.firstIndex { !$0.isFinite }
    }
  }
}

extension TakeEvidence {
  /// Frames per second.
  var framesPerSecond: Double { track.rate.framesPerSecond }

  /// Frame nearest to a session time, floor(t·fps + 0.5); may lie outside the track.
  func frame(at time: MediaTime) -> Int {
    Int(((time - start).seconds * framesPerSecond + 0.5).rounded(.down))
  }

  /// Frames of a span: those whose time lies in it, cut to the track.
  func frames(of span: Happened.Span) -> Range<Int> {
    let first = min(max(0, track.rate.firstFrame(atOrAfter: span.start - start)), track.frameCount)
    let end = min(max(first, track.rate.firstFrame(atOrAfter: span.end - start)), track.frameCount)
    return first..<end
  }

  /// Refuses a track that no formula can read.
  func requireUsableTrack() throws(Undefined) {
    guard track.frameCount > 0 else { throw Undefined("the track has no frames") }
    if let sample = firstUnusableSample {
      throw Undefined("the track holds NaN or infinity in frame \(sample / track.layout.width)")
    }
  }

  /// The frames in which the performer speaks, in order, each once.
  func speechFrames() throws(Undefined) -> [Int] {
    let spans = happened.speech(of: participant)
    guard !spans.isEmpty else { throw Undefined("\(participant) does not speak in \(key.recording)") }
    var result: [Int] = []
    for span in spans {
      let frames = frames(of: span)
      let first = max(frames.lowerBound, (result.last ?? -1) + 1)
      if first < frames.upperBound { result.append(contentsOf: first..<frames.upperBound) }
    }
    return result
  }
}
