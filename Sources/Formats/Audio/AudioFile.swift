import CSndfile
public import Foundation

/// Reads and writes speech audio through libsndfile.
///
/// Reading takes WAV, AIFF, FLAC and Ogg (Opus, Vorbis, FLAC) of any sample rate and channel count;
/// writing makes mono 16-bit FLAC, which is lossless for 16-bit sources.
public enum AudioFile {
  /// The longest file that is read, in seconds (four hours).
  public static let longestSeconds = 4 * 3600
  private static let largestChannels = 64
  private static let sampleRates = 4_000...768_000

  /// Decodes the file at a path and mixes it to one channel, or takes one of its channels.
  ///
  /// The container is told by its bytes; a file that ends before its header says is refused.
  ///
  /// - Parameter channel: the channel to take, from 0; `nil` averages them all.
  public static func decode(path: String, channel: Int? = nil) throws(FormatsError) -> AudioSamples {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .unreadable(file: path, reason: "it is a folder; give an audio file")
    }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch { throw .unreadable(file: path, reason: reason(error)) }
    return try decode(bytes, file: path, channel: channel)
  }

  /// Decodes bytes; `file` is the name that errors give.
  public static func decode(_ bytes: Data, file: String, channel: Int? = nil) throws(FormatsError)
    -> AudioSamples
  {
    guard !bytes.isEmpty else {
      throw .malformed(file: file, place: "byte 0", reason: "the file is empty", cure: again)
    }
    var notes = try inspect(bytes, file: file)
    let source = AudioByteStream(bytes)
    var header = SF_INFO()
    let handle = withUnsafeMutablePointer(to: &header) { source.open(mode: Int32(SFM_READ), header: $0) }
    guard let handle else {
      throw .malformed(file: file, place: "header", reason: String(cString: sf_strerror(nil)), cure: again)
    }
    defer { sf_close(handle) }
    let channels = Int(header.channels)
    guard (1...largestChannels).contains(channels), sampleRates.contains(Int(header.samplerate)) else {
      throw .malformed(
        file: file, place: "header", reason: "\(channels) channels at \(header.samplerate) Hz",
        cure:
          "1 to \(largestChannels) channels at \(sampleRates.lowerBound) to \(sampleRates.upperBound) Hz are read"
      )
    }
    // libsndfile's word for a length that it does not find.
    guard header.frames < Int64.max / 2 else {
      throw .malformed(
        file: file, place: "header", reason: "its length cannot be told: the file is cut off", cure: again)
    }
    guard header.frames <= Int64(longestSeconds) * Int64(header.samplerate) else {
      throw .unsupported(
        file: file, place: "header",
        reason: "\(header.frames / Int64(header.samplerate)) s of audio in one file",
        cure: "split it into pieces of at most \(longestSeconds) s")
    }
    if let channel, !(0..<channels).contains(channel) {
      throw .unsupported(
        file: file, place: "header", reason: "channel \(channel + 1) of a file with \(channels)",
        cure: "name a channel that it has")
    }
    let samples = try read(handle, header, channel: channel, file: file)
    if channels > 1, channel == nil { notes.append("\(channels) channels were averaged to one") }
    return AudioSamples(rate: Int(header.samplerate), channels: channels, samples: samples, notes: notes)
  }

  /// Encodes mono samples as 16-bit FLAC.
  ///
  /// - Returns: the file's bytes, and how many samples lay outside −1…1 and were clipped.
  public static func encodeFLAC(_ samples: [Float], rate: Int, file: String) throws(FormatsError)
    -> (bytes: Data, clipped: Int)
  {
    guard sampleRates.contains(rate), rate <= 655_350 else {
      throw .unsupported(
        file: file, place: "header", reason: "a sample rate of \(rate) Hz in FLAC", cure: "resample it first")
    }
    let sink = AudioByteStream(Data())
    var header = SF_INFO()
    header.samplerate = Int32(rate)
    header.channels = 1
    header.format = Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
    let handle = withUnsafeMutablePointer(to: &header) { sink.open(mode: Int32(SFM_WRITE), header: $0) }
    guard let handle else { throw .unreadable(file: file, reason: String(cString: sf_strerror(nil))) }
    var clipped = 0
    let integers = samples.map { sample -> Int16 in
      let scaled = (sample * 32768).rounded(.toNearestOrEven)
      guard scaled.isFinite, scaled >= -32768, scaled <= 32767 else {
        // Full scale itself rounds one step past the largest integer: that is no clipping.
        if !(sample <= 1 && sample >= -1) { clipped += 1 }
        return scaled.isNaN ? 0 : scaled > 0 ? Int16.max : Int16.min
      }
      return Int16(scaled)
    }
    let written = sf_writef_short(handle, integers, Int64(integers.count))
    sf_close(handle)
    guard written == integers.count else {
      throw .unreadable(file: file, reason: "the encoder stopped early")
    }
    return (sink.bytes, clipped)
  }

  static let again = "export or record it again"

  private static func reason(_ error: any Error) -> String { (error as NSError).localizedDescription }

  private static func read(
    _ handle: OpaquePointer, _ header: SF_INFO, channel: Int?, file: String
  ) throws(FormatsError) -> [Float] {
    let channels = Int(header.channels)
    let block = 16384
    var samples: [Float] = []
    samples.reserveCapacity(min(Int(max(0, header.frames)), 1 << 24))
    var buffer = [Float](repeating: 0, count: block * channels)
    let limit = longestSeconds * Int(header.samplerate)
    while samples.count < limit {
      let count = Int(sf_readf_float(handle, &buffer, Int64(block)))
      guard count > 0 else { break }
      if channels == 1 {
        samples.append(contentsOf: buffer[0..<count])
      } else if let channel {
        for frame in 0..<count { samples.append(buffer[frame * channels + channel]) }
      } else {
        let scale = 1 / Float(channels)
        for frame in 0..<count {
          var sum: Float = 0
          for channel in 0..<channels { sum += buffer[frame * channels + channel] }
          samples.append(sum * scale)
        }
      }
    }
    let place = "sample \(samples.count)"
    if sf_error(handle) != 0 {
      throw .malformed(file: file, place: place, reason: String(cString: sf_strerror(handle)), cure: again)
    }
    guard !samples.isEmpty else {
      throw .malformed(file: file, place: place, reason: "it holds no samples", cure: again)
    }
    if header.frames > 0, samples.count < Int(header.frames) {
      throw .malformed(
        file: file, place: place, reason: "the header says \(header.frames) samples: the file is cut off",
        cure: again)
    }
    if let bad = samples.firstIndex(where: { !$0.isFinite }) {
      throw .malformed(file: file, place: "sample \(bad)", reason: "it is not a finite number", cure: again)
    }
    return samples
  }
}
