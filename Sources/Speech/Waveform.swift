public import Motion

/// Mono speech as samples at a stated rate; sample 0 is session time zero.
public struct Waveform: Sendable, Equatable {
  /// Samples per second.
  public let sampleRate: Int
  /// Samples, full scale ±1.
  public var samples: [Float]

  /// The rate at which features are computed and strategies hear.
  public static let speechRate = 16_000
  /// Rates that can be read; anything else is a broken file.
  public static let rates = 4_000...768_000

  /// Wraps mono samples.
  ///
  /// - Throws: ``SpeechError/unusableRate(_:)`` when the rate lies outside ``rates``.
  public init(sampleRate: Int, samples: [Float]) throws(SpeechError) {
    guard Self.rates.contains(sampleRate) else { throw .unusableRate(sampleRate) }
    self.sampleRate = sampleRate
    self.samples = samples
  }

  /// Mixes interleaved channels down to their mean; an incomplete last frame is dropped.
  ///
  /// - Throws: ``SpeechError`` when the rate or the number of channels is unusable.
  public init(sampleRate: Int, interleaved: [Float], channelCount: Int) throws(SpeechError) {
    guard (1...64).contains(channelCount) else { throw .unusableChannelCount(channelCount) }
    guard channelCount > 1 else {
      try self.init(sampleRate: sampleRate, samples: interleaved)
      return
    }
    let frameCount = interleaved.count / channelCount
    var mono = [Float](repeating: 0, count: frameCount)
    let scale = 1 / Float(channelCount)
    for frame in 0..<frameCount {
      var sum: Float = 0
      for channel in 0..<channelCount { sum += interleaved[frame * channelCount + channel] }
      mono[frame] = sum * scale
    }
    try self.init(sampleRate: sampleRate, samples: mono)
  }

  /// Length of the sound, rounded to the nearest flick.
  public var duration: MediaTime {
    MediaTime(seconds: Double(samples.count) / Double(sampleRate)) ?? .zero
  }

  /// The same sound at 16 kHz, aligned to it: sample n of the result is the sound at n/16000 s.
  ///
  /// The result has ceil(count · 16000 / rate) samples. See ``Resampler`` for the filter.
  public func resampledForSpeech() -> Waveform {
    guard sampleRate != Self.speechRate else { return self }
    var resampler = Resampler(from: sampleRate, to: Self.speechRate)
    var output = resampler.push(samples)
    output += resampler.finish()
    return Waveform(trusted: Self.speechRate, samples: output)
  }

  private init(trusted sampleRate: Int, samples: [Float]) {
    self.sampleRate = sampleRate
    self.samples = samples
  }
}
