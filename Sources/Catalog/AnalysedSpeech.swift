import Foundation
public import Speech

/// Speech as strategies hear it: samples at 16 kHz and the features of them.
public struct AnalysedSpeech: Sendable, Equatable {
  /// Samples at 16 kHz, full scale ±1, from session time zero.
  public let samples: [Float]
  /// One row per 10 ms, with the columns of `SpeechFeatures.all`.
  public let features: FeatureMatrix

  /// Resamples and analyses a sound.
  public init(_ wave: Waveform) {
    samples = wave.resampledForSpeech().samples
    features = SpeechFeatures.analyse(samples)
  }

  private init(samples: [Float], features: FeatureMatrix) {
    self.samples = samples
    self.features = features
  }
}

/// The bytes in which a ``FeatureCache`` keeps speech: magic, key, three counts, numbers, SHA-256 of all before it.
extension AnalysedSpeech {
  private static let magic = Data("mien.speech/1\n".utf8)
  private static let digestLength = 64

  /// Writes it for a key; numbers stand as this machine has them.
  func bytes(for key: String, digest: (Data) -> String) -> Data {
    var bytes = Self.magic
    bytes.append(contentsOf: key.utf8)
    for count in [features.columnCount, features.rowCount, samples.count] {
      withUnsafeBytes(of: UInt64(count)) { bytes.append(contentsOf: $0) }
    }
    features.rows.withUnsafeBytes { bytes.append(contentsOf: $0) }
    samples.withUnsafeBytes { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: digest(bytes).utf8)
    return bytes
  }

  /// Reads what was written for a key; `nil` for anything else: another key, damage, other columns.
  init?(_ bytes: Data, key: String, digest: (Data) -> String) {
    let head = Self.magic + Data(key.utf8)
    let start = head.count + 3 * MemoryLayout<UInt64>.size
    guard bytes.count >= start + Self.digestLength, bytes.prefix(head.count) == head else { return nil }
    let counts = (0..<3).map { index in
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: head.count + 8 * index, as: UInt64.self) }
    }
    // Counts beyond the file would overflow what they are multiplied with.
    guard counts.allSatisfy({ $0 <= UInt64(bytes.count) }) else { return nil }
    let (columns, rows, length) = (Int(counts[0]), Int(counts[1]), Int(counts[2]))
    guard columns == SpeechFeatures.all.count, rows == length / SpeechFeatures.hop,
      start + 4 * (columns * rows + length) + Self.digestLength == bytes.count,
      Data(digest(bytes.dropLast(Self.digestLength)).utf8) == bytes.suffix(Self.digestLength)
    else { return nil }
    func floats(_ count: Int, from offset: Int) -> [Float] {
      bytes.withUnsafeBytes { source in
        [Float](unsafeUninitializedCapacity: count) { target, filled in
          UnsafeMutableRawBufferPointer(target).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: source[offset..<(offset + 4 * count)]))
          filled = count
        }
      }
    }
    self.init(
      samples: floats(length, from: start + 4 * columns * rows),
      features: FeatureMatrix(columnCount: columns, rows: floats(columns * rows, from: start)))
  }
}
