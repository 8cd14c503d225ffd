public import Formats
import Foundation
import Speech

/// How a corpus stores speech.
public enum AudioCoding: Sendable, Hashable {
  /// Mono 16-bit FLAC at the speech's own rate: lossless for 16-bit speech.
  case flac
  /// Ogg Opus of so many bits a second, at the next rate that Opus takes: a fifth of the bytes, and not exact.
  case opus(bitrate: Int = AudioFile.speechBitrate)

  /// Ending of the files' names.
  public var fileExtension: String {
    switch self {
    case .flac: "flac"
    case .opus: "opus"
    }
  }

  /// The bytes of a file, and what storing it lost that a reader must be told of.
  func encode(_ speech: Waveform, file: String) throws(CatalogError) -> (bytes: Data, notes: [String]) {
    do {
      switch self {
      case .flac: return try Self.flac(speech, file: file)
      case .opus(let bitrate): return (try Self.opus(speech, bitrate: bitrate, file: file), [])
      }
    } catch { throw .format(error) }
  }

  private static func opus(_ speech: Waveform, bitrate: Int, file: String) throws(FormatsError) -> Data {
    let rate = AudioFile.opusRate(for: speech.sampleRate)
    var samples = speech.samples
    if rate != speech.sampleRate {
      var resampler = Resampler(from: speech.sampleRate, to: rate)
      samples = resampler.push(speech.samples)
      samples += resampler.finish()
    }
    return try AudioFile.encodeOpus(samples, rate: rate, bitrate: bitrate, file: file)
  }

  private static func flac(_ speech: Waveform, file: String) throws(FormatsError) -> (Data, [String]) {
    let encoded = try AudioFile.encodeFLAC(speech.samples, rate: speech.sampleRate, file: file)
    var notes: [String] = []
    if encoded.clipped > 0 {
      notes.append("\(file): \(encoded.clipped) samples beyond full scale were clipped")
    }
    let isRounded = speech.samples.contains { sample in
      let scaled = sample * 32768
      return scaled != scaled.rounded()
    }
    if isRounded { notes.append("\(file): samples finer than 16 bits were rounded to them") }
    return (encoded.bytes, notes)
  }
}
