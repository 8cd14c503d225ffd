internal import CZlib
public import Foundation
public import Motion
import Provenance

/// Reads and writes `.track` files: one line of JSON, then the samples, lossless.
///
/// `mien.track/1` holds zlib-compressed little-endian Float32, frame-major. `mien.track/2`, which is written, compresses
/// columns of differences as ``TrackPacking`` says; tracks whose samples lie on a grid of binary fractions shrink to an
/// eighth. Both are read.
public enum TrackFile {
  /// Schema id that this type writes.
  public static let schemaID = "mien.track/2"
  /// Schema id of the older form, which is read.
  static let plainSchemaID = "mien.track/1"
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
    var grids: [Int]?
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
    guard header.schema == schemaID || header.schema == plainSchemaID else {
      throw refuse("schema", "'\(header.schema)' is not \(schemaID)")
    }
    let isPlain = header.schema == plainSchemaID
    guard header.compression == (isPlain ? "zlib" : "zlib-columns") else {
      throw refuse("compression", "'\(header.compression)' is not \(isPlain ? "zlib" : "zlib-columns")")
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
    let grids = header.grids ?? []
    guard isPlain || grids.count == layout.width else {
      throw refuse("grids", "there are \(grids.count) of them for \(layout.width) columns")
    }
    if let bad = grids.first(where: { !(TrackPacking.noGrid...TrackPacking.finestGrid).contains($0) }) {
      throw refuse("grids", "\(bad) is not in -1...\(TrackPacking.finestGrid)")
    }
    guard let bytes = inflated(packed, count: count * 4) else {
      throw refuse("samples", "the compressed samples are damaged or not \(count) numbers long")
    }
    let samples =
      isPlain
      ? plainSamples(bytes)
      : TrackPacking.unpack(bytes, frames: header.frames, width: layout.width, grids: grids)
    if let bad = samples.firstIndex(where: { !$0.isFinite }) {
      throw refuse("frame \(bad / layout.width)", "column \(bad % layout.width) is not a finite number")
    }
    return Track(layout: layout, rate: rate, samples: samples)
  }

  /// What a stream inflates to, if that is just so many bytes.
  private static func inflated(_ packed: Data, count: Int) -> [UInt8]? {
    // An empty track still has a stream, which needs somewhere to go.
    var bytes = [UInt8](repeating: 0, count: max(1, count))
    var length = uLongf(count)
    let status = packed.withUnsafeBytes { source in
      uncompress(&bytes, &length, source.bindMemory(to: UInt8.self).baseAddress, uLong(source.count))
    }
    guard status == Z_OK, Int(length) == count else { return nil }
    if count == 0 { bytes = [] }
    return bytes
  }

  private static func plainSamples(_ bytes: [UInt8]) -> [Float] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map { at in
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * at, as: UInt32.self)))
      }
    }
  }

  /// The bytes of a track; equal tracks give equal bytes for one version of zlib.
  ///
  /// - Throws: ``CatalogError/unwritable(file:reason:)`` where a sample is not finite.
  public static func write(_ track: Track, file: String) throws(CatalogError) -> Data {
    let width = track.layout.width
    if let bad = track.samples.firstIndex(where: { !$0.isFinite }) {
      throw .unwritable(
        file: file, reason: "frame \(bad / width), column \(bad % width) is not a finite number")
    }
    let columns = track.layout.channels.map { channel in
      "{\"name\":\(JSONLiteral.string(channel.name)),\"kind\":\"\(channel.kind.rawValue)\"}"
    }
    let grids = (0..<width).map { TrackPacking.grid(of: track.column($0)) }
    var bytes = Data(
      """
      {"schema":"\(schemaID)","fps":[\(track.rate.numerator),\(track.rate.denominator)],\
      "frames":\(track.frameCount),"channels":[\(columns.joined(separator: ","))],\
      "compression":"zlib-columns","grids":[\(grids.map(String.init).joined(separator: ","))]}

      """.utf8)
    let words = TrackPacking.pack(track, grids: grids)
    var length = compressBound(uLong(words.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&packed, &length, words, uLong(words.count), 9)
    guard status == Z_OK else { throw .unwritable(file: file, reason: "zlib refused (\(status))") }
    bytes.append(contentsOf: packed.prefix(Int(length)))
    return bytes
  }
}
