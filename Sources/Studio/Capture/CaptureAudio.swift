import Foundation

/// Speech that grows on disk as a WAV file which can be read at every moment.
///
/// Its header leaves the length open, so that what is there counts. Where nothing came there is silence. On a
/// clean end ``CaptureRecording`` makes FLAC of it.
final class CaptureAudio {
  let file: URL
  /// Samples a second.
  let rate: Int
  private(set) var sampleCount = 0
  private let descriptor: Int32
  private static let headerBytes = 44

  init(at file: URL, rate: Int) throws(StudioError) {
    self.file = file
    self.rate = rate
    descriptor = CaptureFile.open(file.path)
    guard descriptor >= 0 else { throw CaptureFile.fault(file.path) }
    guard CaptureFile.write(Self.header(rate: rate), to: descriptor, at: 0) else {
      throw CaptureFile.fault(file.path)
    }
  }

  deinit { close(descriptor) }

  /// Puts little-endian 16-bit samples where they belong; what was there is replaced.
  func put(_ pcm: Data, at sample: Int) throws(StudioError) {
    guard CaptureFile.write(pcm, to: descriptor, at: Self.headerBytes + 2 * sample) else {
      throw CaptureFile.fault(file.path)
    }
    sampleCount = max(sampleCount, sample + pcm.count / 2)
  }

  /// Makes the file at least so long, with silence.
  func extend(to count: Int) throws(StudioError) {
    guard count > sampleCount else { return }
    guard ftruncate(descriptor, off_t(Self.headerBytes + 2 * count)) == 0 else {
      throw CaptureFile.fault(file.path)
    }
    sampleCount = count
  }

  /// Samples from a place on, fewer at the end.
  func samples(from first: Int, count: Int) -> [Int16] {
    let wanted = min(count, sampleCount - first)
    guard wanted > 0 else { return [] }
    var samples = [Int16](repeating: 0, count: wanted)
    let got = samples.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(Self.headerBytes + 2 * first))
    }
    return samples.prefix(max(0, got / 2)).map { Int16(littleEndian: $0) }
  }

  /// RIFF/WAVE, one channel of 16-bit PCM; both lengths are left open.
  private static func header(rate: Int) -> [UInt8] {
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let open = [UInt8](repeating: 0xFF, count: 4)
    var header = Array("RIFF".utf8) + open + Array("WAVEfmt ".utf8) + bytes(16, 4) + bytes(1, 2) + bytes(1, 2)
    header += bytes(rate, 4) + bytes(rate * 2, 4) + bytes(2, 2) + bytes(16, 2)
    return header + Array("data".utf8) + open
  }
}
