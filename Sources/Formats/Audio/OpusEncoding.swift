import CSndfile
public import Foundation

extension AudioFile {
  /// Sample rates that Opus takes; audio of another one is resampled first.
  public static let opusRates = [8_000, 12_000, 16_000, 24_000, 48_000]
  /// Bits a second that speech is encoded with unless told otherwise.
  public static let speechBitrate = 24_000

  /// The rate that Opus takes for audio of some rate: the same or the next higher one, at most 48 kHz.
  public static func opusRate(for rate: Int) -> Int { opusRates.first { $0 >= rate } ?? 48_000 }

  /// Encodes mono samples as Ogg Opus, reproducibly: the same samples give the same bytes.
  ///
  /// What is decoded is as long as what was encoded and not shifted against it. Opus has no limit at full
  /// scale, so nothing is clipped here.
  ///
  /// - Parameters:
  ///   - rate: one of ``opusRates``.
  ///   - bitrate: bits a second, 6,000…256,000, on average: silence takes fewer.
  ///   - file: the name that errors give.
  public static func encodeOpus(
    _ samples: [Float], rate: Int, bitrate: Int = speechBitrate, file: String
  ) throws(FormatsError) -> Data {
    guard opusRates.contains(rate) else {
      throw .unsupported(
        file: file, place: "header", reason: "a sample rate of \(rate) Hz in Opus",
        cure: "resample it to \(opusRate(for: rate)) Hz first")
    }
    if let bad = samples.firstIndex(where: { !$0.isFinite }) {
      throw .malformed(
        file: file, place: "sample \(bad)", reason: "it is not a finite number", cure: "correct the audio")
    }
    guard !samples.isEmpty else {
      throw .unsupported(
        file: file, place: "header", reason: "no samples at all", cure: "leave the file out")
    }
    let sink = AudioByteStream(Data())
    var header = SF_INFO()
    header.samplerate = Int32(rate)
    header.channels = 1
    header.format = Int32(SF_FORMAT_OGG | SF_FORMAT_OPUS)
    let handle = withUnsafeMutablePointer(to: &header) { sink.open(mode: Int32(SFM_WRITE), header: $0) }
    guard let handle else { throw .unreadable(file: file, reason: String(cString: sf_strerror(nil))) }
    // libsndfile states bit rates as a level: 0 is 256 kbit/s, 1 is 6 kbit/s for each channel.
    var level = 1 - (Double(min(max(bitrate, 6_000), 256_000)) - 6_000) / 250_000
    sf_command(
      handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    let written = sf_writef_float(handle, samples, Int64(samples.count))
    sf_close(handle)
    var bytes = [UInt8](sink.bytes)
    guard written == samples.count, OggSerial.rewrite(&bytes) != nil else {
      throw .unreadable(file: file, reason: "the encoder stopped early")
    }
    return Data(bytes)
  }
}
