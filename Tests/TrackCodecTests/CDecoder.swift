import CTrackCodec

/// The C decoder in Swift's hands.
final class CDecoder {
  let memory: UnsafeMutableRawPointer
  let width: Int
  fileprivate var decoder: OpaquePointer?

  init?(_ schema: [UInt8]) {
    var info = mtc_schema()
    info.size = UInt32(MemoryLayout<mtc_schema>.size)
    guard mtc_schema_parse(schema, schema.count, &info) == MTC_OK else { return nil }
    width = Int(info.width)
    let size = mtc_decoder_size(&info)
    memory = .allocate(byteCount: size, alignment: 8)
    guard mtc_decoder_init(memory, size, schema, schema.count, &decoder) == MTC_OK else { return nil }
  }

  deinit { memory.deallocate() }

  func receive(_ packet: [UInt8]) -> mtc_packet {
    var result = mtc_packet()
    result.size = UInt32(MemoryLayout<mtc_packet>.size)
    _ = mtc_decoder_packet(decoder, packet, packet.count, &result)
    return result
  }

  func pose(_ frame: UInt32) -> [Float]? {
    var out = [Float](repeating: 0, count: max(1, width))
    return mtc_decoder_pose(decoder, frame, &out, out.count) == MTC_OK ? Array(out.prefix(width)) : nil
  }

  func clipPose(_ clip: [UInt8], _ frame: UInt32) -> [Float]? {
    var out = [Float](repeating: 0, count: max(1, width))
    let status = mtc_clip_pose(decoder, clip, clip.count, frame, &out, out.count)
    return status == MTC_OK ? Array(out.prefix(width)) : nil
  }
}

extension Array where Element == Float {
  var bits: [UInt32] { map(\.bitPattern) }
}

extension CDecoder {
  func reset() { mtc_decoder_reset(decoder) }
}
