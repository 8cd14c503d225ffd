/// Decoded audio, mixed to one channel.
public struct AudioSamples: Sendable, Equatable {
  /// Samples per second.
  public var rate: Int
  /// Channels that the file had; more than one were averaged.
  public var channels: Int
  /// The mono samples, −1…1 at full scale. Float files may exceed it; nothing is clamped.
  public var samples: [Float]
  /// What a reader should know: a mix-down, a header that leaves the length open.
  public var notes: [String]

  /// Wraps samples.
  public init(rate: Int, channels: Int = 1, samples: [Float], notes: [String] = []) {
    self.rate = rate
    self.channels = channels
    self.samples = samples
    self.notes = notes
  }

  /// Length in seconds.
  public var seconds: Double { Double(samples.count) / Double(rate) }
}
