internal import CZlib
public import Foundation
public import Motion
import Provenance

/// Reads and writes `.track` files: one line of JSON, then zlib-compressed little-endian Float32,
/// frame-major.
public enum TrackFile {
  /// Schema id that this type reads and writes.
  public static let schemaID = "mien.track/1"
  /// The largest number of samples in one file (2 GiB of Float32).
  public static let largestSampleCount = 1 << 29

  private struct Header: Codable {
    struct Column: Codable {
      var name: String
      var kind: String
    }
    var schema: String
    var fps: [Int32]
    var frames: Int
    var channels: [Column]
    var compression: String
  }

  /// Reads the file at a place.
  public static func read(at file: URL) throws(CatalogError) -> Track {
    try read(StoredJSON.bytes(of: file, cure: "correct the path"), file: file.path)
  }

  /// Reads a file's bytes; `file` is the name that errors give.
  public static func read(_ bytes: Data, file: String) throws(CatalogError) -> Track {
    func refuse(_ place: String, _ reason: String) -> CatalogError {
      .malformed(file: file, place: place, reason: reason, cure: "write the track again from its source")
    }
    guard let newline = bytes.prefix(1 << 22).firstIndex(of: 0x0A) else {
      throw refuse("line 1", "there is no header line")
    }
    let header = try StoredJSON.decode(Header.self, from: Data(bytes[bytes.startIndex..<newline]), file: file)
    guard header.schema == schemaID else { throw refuse("schema", "'\(header.schema)' is not \(schemaID)") }
    guard header.compression == "zlib" else {
      throw refuse("compression", "'\(header.compression)' is not zlib")
    }
    guard header.fps.count == 2, let rate = FrameRate(numerator: header.fps[0], denominator: header.fps[1])
    else {
      throw refuse("fps", "\(header.fps) is not a frame rate in 1 to 1000")
    }
    var channels: [Channel] = []
    for (number, column) in header.channels.enumerated() {
      guard let kind = Channel.Kind(rawValue: column.kind) else {
        throw refuse("channels[\(number)].kind", "'\(column.kind)' is no kind of channel")
      }
      channels.append(Channel(column.name, kind: kind))
    }
    if let name = ChannelLayout.firstDuplicate(in: channels) {
      throw refuse("channels", "'\(name)' occurs twice")
    }
    let layout = ChannelLayout(channels)
    let (count, overflow) = header.frames.multipliedReportingOverflow(by: layout.width)
    guard header.frames >= 0, !overflow, count <= largestSampleCount, layout.width > 0 || header.frames == 0
    else {
      throw refuse("frames", "\(header.frames) frames of \(layout.width) columns")
    }
    let packed = bytes[(newline + 1)...]
    // Deflate shrinks at most 1032 to 1: more is a lie, and would only claim memory.
    guard count * 4 <= packed.count * 1032 + 64 else {
      throw refuse("samples", "\(packed.count) bytes cannot hold \(count) samples")
    }
    var samples = [Float](repeating: 0, count: count)
    var length = uLongf(count * 4)
    let status = packed.withUnsafeBytes { source in
      samples.withUnsafeMutableBytes { target in
        // An empty track still has a stream, which needs somewhere to go.
        var nothing: UInt8 = 0
        guard let base = target.baseAddress else {
          return uncompress(
            &nothing, &length, source.bindMemory(to: UInt8.self).baseAddress, uLong(source.count))
        }
        return uncompress(
          base.assumingMemoryBound(to: UInt8.self), &length, source.bindMemory(to: UInt8.self).baseAddress,
          uLong(source.count))
      }
    }
    guard status == Z_OK, Int(length) == count * 4 else {
      throw refuse("samples", "the compressed samples are damaged or not \(count) numbers long")
    }
    if UInt32(1).littleEndian != 1 {
      for index in samples.indices {
        samples[index] = Float(bitPattern: samples[index].bitPattern.byteSwapped)
      }
    }
    if let bad = samples.firstIndex(where: { !$0.isFinite }) {
      throw refuse("frame \(bad / layout.width)", "column \(bad % layout.width) is not a finite number")
    }
    return Track(layout: layout, rate: rate, samples: samples)
  }

  /// The bytes of a track; equal tracks give equal bytes for one version of zlib.
  public static func write(_ track: Track, file: String) throws(CatalogError) -> Data {
    let columns = track.layout.channels.map { channel in
      "{\"name\":\(JSONLiteral.string(channel.name)),\"kind\":\"\(channel.kind.rawValue)\"}"
    }
    var bytes = Data(
      """
      {"schema":"\(schemaID)","fps":[\(track.rate.numerator),\(track.rate.denominator)],\
      "frames":\(track.frameCount),"channels":[\(columns.joined(separator: ","))],"compression":"zlib"}

      """.utf8)
    let samples =
      UInt32(1).littleEndian == 1
      ? track.samples : track.samples.map { Float(bitPattern: $0.bitPattern.byteSwapped) }
    var length = compressBound(uLong(samples.count * 4))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let status = samples.withUnsafeBytes { source in
      compress2(
        &packed, &length, source.bindMemory(to: UInt8.self).baseAddress, uLong(source.count), 6)
    }
    guard status == Z_OK else { throw .unwritable(file: file, reason: "zlib refused (\(status))") }
    bytes.append(contentsOf: packed.prefix(Int(length)))
    return bytes
  }
}
