public import Foundation
public import Motion

extension Track {
  /// The samples as little-endian Float32, frame after frame: what is hashed and stored.
  public var littleEndianBytes: Data {
    #if _endian(little)
      samples.withUnsafeBufferPointer { Data(buffer: $0) }
    #else
      samples.map(\.bitPattern.littleEndian).withUnsafeBufferPointer { Data(buffer: $0) }
    #endif
  }

  /// A track from such bytes; `nil` when they are not whole frames of the layout.
  public init?(layout: ChannelLayout, rate: FrameRate, littleEndianBytes bytes: Data) {
    let size = MemoryLayout<Float>.size
    guard bytes.count % size == 0, layout.width > 0, bytes.count / size % layout.width == 0 else {
      return nil
    }
    var samples = [Float](repeating: 0, count: bytes.count / size)
    _ = samples.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
    #if !_endian(little)
      for index in samples.indices {
        samples[index] = Float(bitPattern: samples[index].bitPattern.byteSwapped)
      }
    #endif
    self.init(layout: layout, rate: rate, samples: samples)
  }
}
