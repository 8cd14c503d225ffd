import CZlib
import Foundation
import Motion
import Provenance
import Runs

/// How a track stands in the column `take.track`: zlib over little-endian Float32, frame after frame.
///
/// In Python: `numpy.frombuffer(zlib.decompress(blob), '<f4').reshape(frames, -1)`.
enum TrackColumn {
  struct Kind: Codable {
    var name: String
    var kind: String
  }

  static func pack(_ track: Track) throws -> (blob: Data, hash: String) {
    let bytes = track.littleEndianBytes
    let hash = ContentHash(of: bytes).description
    var size = compressBound(uLong(bytes.count))
    var blob = Data(count: Int(size))
    let status = blob.withUnsafeMutableBytes { output in
      bytes.withUnsafeBytes { input in
        compress2(
          output.bindMemory(to: Bytef.self).baseAddress, &size, input.bindMemory(to: Bytef.self).baseAddress,
          uLong(bytes.count), 1)
      }
    }
    precondition(status == Z_OK, "compressBound is an upper bound")
    return (blob.prefix(Int(size)), hash)
  }

  static func unpack(_ blob: Data, hash: String, channelsJSON: String, frames: Int, rate: FrameRate?)
    -> Track?
  {
    guard let rate, frames >= 0,
      let kinds = try? JSONDecoder().decode([Kind].self, from: Data(channelsJSON.utf8))
    else { return nil }
    let channels = kinds.compactMap { kind in
      Channel.Kind(rawValue: kind.kind).map { Channel(kind.name, kind: $0) }
    }
    guard channels.count == kinds.count else { return nil }
    let layout = ChannelLayout(channels)
    let (count, overflow) = frames.multipliedReportingOverflow(by: layout.width * MemoryLayout<Float>.size)
    guard !overflow, count <= 1 << 32 else { return nil }
    var bytes = Data(count: count)
    var size = uLong(count)
    let status = bytes.withUnsafeMutableBytes { output in
      blob.withUnsafeBytes { input in
        uncompress(
          output.bindMemory(to: Bytef.self).baseAddress, &size, input.bindMemory(to: Bytef.self).baseAddress,
          uLong(blob.count))
      }
    }
    guard status == Z_OK, Int(size) == count, ContentHash(of: bytes).description == hash else { return nil }
    return Track(layout: layout, rate: rate, littleEndianBytes: bytes)
  }

  static func channelsJSON(_ layout: ChannelLayout) throws -> String {
    let kinds = layout.channels.map { Kind(name: $0.name, kind: $0.kind.rawValue) }
    return String(decoding: try CanonicalJSON.encode(kinds), as: UTF8.self)
  }

  /// Names of the channels in such JSON; `nil` where it is damaged.
  static func channelNames(_ json: String) -> [String]? {
    (try? JSONDecoder().decode([Kind].self, from: Data(json.utf8)))?.map(\.name)
  }
}
