#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Computes ``SpeechFeatures`` as audio comes in; any chunking gives the same bits.
public struct SpeechAnalyser: Sendable {
  /// Samples kept before the next row's hop: a 40 ms window and the filter that halves the rate.
  private static let history = 2 * PitchDetector.length + Self.filter.count
  private static let hop = SpeechFeatures.hop
  private static let batch = 8
  /// Beyond this a sample is no sound: 60 dB over full scale.
  private static let loudest: Float = 1000

  private var buffer: [Float]
  /// Samples of `buffer` that belong to rows already made.
  private var used: Int
  private var levels = SpectralLevels()
  private var tracker = MouthTracker()
  private var detector = PitchDetector()
  private var cepstrum = MelCepstrum()
  private var loudness = LoudnessMeter()
  private var onsets = OnsetDetector()
  private var activity = VoiceActivity()
  private var syllables = SyllableTracker()
  private var contour = PitchContour()
  private var halved = [Float](repeating: 0, count: PitchDetector.length + 24)

  /// Starts a stream at session time zero.
  public init() {
    buffer = Array(repeating: 0, count: Self.history)
    used = Self.history
  }

  /// Takes samples at 16 kHz and returns the rows that they complete, row-major.
  public mutating func push(_ samples: [Float]) -> [Float] {
    buffer.append(contentsOf: samples)
    silenceBroken(from: buffer.count - samples.count)
    var rows: [Float] = []
    rows.reserveCapacity((buffer.count - used) / Self.hop * SpeechFeatures.all.count)
    while buffer.count - used >= Self.hop {
      let count = min(Self.batch, (buffer.count - used) / Self.hop)
      analyse(count, into: &rows)
      used += count * Self.hop
    }
    if used > Self.history + 65_536 || samples.count < 65_536 {
      buffer.removeFirst(used - Self.history)
      used = Self.history
    }
    return rows
  }

  /// Files of floating-point samples may hold anything; what is no sound counts as silence.
  private mutating func silenceBroken(from start: Int) {
    buffer.withUnsafeMutableBufferPointer { buffer in
      for index in start..<buffer.count where !(abs(buffer[index]) <= Self.loudest) { buffer[index] = 0 }
    }
  }

  private mutating func analyse(_ count: Int, into rows: inout [Float]) {
    buffer.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: SpectralLevels.Levels.self, capacity: Self.batch) { frames in
        guard let first = frames.baseAddress else { return }
        first.initialize(repeating: SpectralLevels.Levels(), count: Self.batch)
        levels.measure(
          base + used + Self.hop - SpectralLevels.frameLength, hop: Self.hop, count: count, into: first)
        levels.withBins { cepstrum.measure($0) }
        for index in 0..<count {
          let level = frames[index]
          cepstrum.bands.withUnsafeBufferPointer { bands in
            if let bands = bands.baseAddress { tracker.step(level, bands: bands, lane: index) }
          }
          var pitch: Float = 0
          halve(base + used + (index + 1) * Self.hop)
          if level.weighted > tracker.peak - 30, level.weighted > -85 {
            let fine = base + used + (index + 1) * Self.hop - 2 * PitchDetector.length
            pitch = halved.withUnsafeBufferPointer { samples in
              samples.baseAddress.map { detector.pitch(of: $0, fine: fine) } ?? 0
            }
          }
          append(level, pitch, to: &rows)
          let loudness = loudness.step(base + used + index * Self.hop)
          appendVoice(level, loudness, pitch, lane: index, to: &rows)
        }
      }
    }
  }

  /// The columns of the mouth and its voice.
  private func append(_ level: SpectralLevels.Levels, _ pitch: Float, to rows: inout [Float]) {
    rows.append(level.weighted)
    rows.append(level.bands[0])
    rows.append(level.bands[1])
    rows.append(level.bands[2])
    rows.append(level.bands[3])
    rows.append(level.ratio)
    rows.append(tracker.floor)
    rows.append(tracker.floor700)
    rows.append(tracker.peak)
    rows.append(tracker.openness)
    rows.append(tracker.activity)
    rows.append(tracker.rounding)
    rows.append(tracker.spread)
    rows.append(tracker.closing)
    rows.append(pitch)
    rows.append(pitch > 0 ? 1 : 0)
  }

  /// The columns of loudness, rhythm, melody and timbre.
  private mutating func appendVoice(
    _ level: SpectralLevels.Levels, _ loudness: Float, _ pitch: Float, lane: Int, to rows: inout [Float]
  ) {
    cepstrum.bands.withUnsafeBufferPointer { bands in
      if let bands = bands.baseAddress { onsets.step(bands, lane: lane, peak: tracker.peak) }
    }
    activity.step(level: level.weighted, floor: tracker.floor, peak: tracker.peak)
    syllables.step(
      vowels: level.vowels, strength: level.bands[1], peak: tracker.peak, isVoiced: pitch > 0,
      isSpeaking: activity.isSpeaking)
    contour.step(pitch)
    rows.append(level.root)
    rows.append(loudness)
    rows.append(onsets.onset)
    rows.append(onsets.picked)
    rows.append(syllables.nucleus)
    rows.append(syllables.stress)
    rows.append(syllables.rate)
    rows.append(activity.isSpeaking ? 1 : 0)
    rows.append(activity.pause)
    rows.append(contour.semitones)
    for coefficient in cepstrum.coefficients { rows.append(coefficient[lane]) }
  }

  /// Low-pass (windowed sinc, cut-off 2 kHz) before the rate is halved for the pitch search.
  private static let filter: [Float] = {
    let taps = (0..<16).map { tap -> Double in
      let x = Double(tap) - 7.5
      let angle = 2 * Double.pi * (2000.0 / 16000.0) * x
      return sin(angle) / x * (0.5 + 0.5 * cos(Double.pi * x / 8))
    }
    let sum = taps.reduce(0, +)
    return taps.map { Float($0 / sum) }
  }()

  /// Appends the last 10 ms before `end` to the window of 40 ms at 8 kHz.
  private mutating func halve(_ end: UnsafePointer<Float>) {
    let fresh = Self.hop / 2
    halved.withUnsafeMutableBufferPointer { out in
      Self.filter.withUnsafeBufferPointer { filter in
        guard let window = out.baseAddress else { return }
        let kept = PitchDetector.length - fresh
        window.update(from: window + fresh, count: kept)
        let start = end - Self.hop - (filter.count - 2)
        for index in 0..<fresh {
          var sum: Float = 0
          for tap in 0..<filter.count { sum += start[2 * index + tap] * filter[tap] }
          window[kept + index] = sum
        }
      }
    }
  }
}
