/// Unpacks mode `ATTRIBUTES` of `EXT_meshopt_compression` and `KHR_meshopt_compression` (appendix A, mode 0),
/// stream versions 0 and 1.
///
/// Elements come in blocks; in a block every byte position is a run of deltas, 16 to a group, each group with as
/// many bits as it needs. Version 1 adds a way of packing per byte position and a kind of delta per four bytes.
struct MeshoptAttributes {
  private enum Version { case zero, one }
  /// How the four bytes of a channel follow from those of the element before.
  private enum Channel {
    case bytes
    case words
    case xor(rotation: UInt32)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int
  private let stride: Int
  private let version: Version
  /// Where the padding before the last element begins.
  private let end: Int
  private let channels: [Channel]
  private var at = 1

  /// Deltas of four byte positions, 256 each.
  private var planes: [UInt8] = Array(repeating: 0, count: 1024)

  /// The elements of a stream.
  ///
  /// - Parameter stride: Bytes of an element, a multiple of 4 up to 256.
  static func unpack(
    _ bytes: UnsafeBufferPointer<UInt8>, count: Int, stride: Int
  ) throws(MeshoptFault) -> [UInt8] {
    var decoder = try MeshoptAttributes(bytes, count: count, stride: stride)
    return try decoder.elements()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, count: Int, stride: Int) throws(MeshoptFault) {
    guard stride >= 4, stride <= 256, stride % 4 == 0 else {
      throw MeshoptFault("byteStride \(stride) is not a multiple of 4 up to 256")
    }
    self.bytes = bytes
    self.count = count
    self.stride = stride
    switch bytes.first {
    case 0xA0: version = .zero
    case 0xA1: version = .one
    default: throw MeshoptFault("the stream of attributes does not begin with 0xA0 or 0xA1")
    }
    let modes = version == .one ? stride / 4 : 0
    let tail = max(stride + modes, version == .one ? 24 : 32)
    guard bytes.count > tail else { throw .tooShort }
    end = bytes.count - tail
    var channels: [Channel] = []
    for k in 0..<(stride / 4) {
      let mode = version == .one ? bytes[bytes.count - modes + k] : 0
      switch mode & 15 {
      case 0 where mode == 0: channels.append(.bytes)
      case 1 where mode == 1: channels.append(.words)
      case 2: channels.append(.xor(rotation: UInt32(mode >> 4)))
      default: throw MeshoptFault("channel \(k) has the unknown mode \(mode)")
      }
    }
    self.channels = channels
    // The least that so many elements can take, asked before memory is.
    let block = blockSize
    let whole = count / block
    let rest = count % block
    let least =
      switch version {
      case .zero: stride * (whole * ((block / 16 + 3) / 4) + ((rest + 15) / 16 + 3) / 4)
      case .one: stride / 4 * (whole + (rest > 0 ? 1 : 0))
      }
    guard end - 1 >= least else { throw .tooShort }
  }

  private var blockSize: Int { min((8192 / stride) & ~15, 256) }

  private mutating func elements() throws(MeshoptFault) -> [UInt8] {
    var out: [UInt8] = Array(repeating: 0, count: count * stride)
    let modes = version == .one ? stride / 4 : 0
    let first = bytes.count - modes - stride
    var last = (0..<stride).map { bytes[first + $0] }
    var done = 0
    while done < count {
      let size = min(count - done, blockSize)
      let controls = at
      if version == .one {
        at += stride / 4
        guard at <= end else { throw .tooShort }
      }
      for (number, channel) in channels.enumerated() {
        for part in 0..<4 {
          let control = version == .one ? Int(bytes[controls + number] >> UInt8(2 * part)) & 3 : nil
          try readPlane(part, size: size, control: control)
        }
        apply(channel, at: 4 * number, size: size, first: done, last: &last, into: &out)
      }
      done += size
    }
    guard at == end else { throw .leftovers }
    return out
  }

  /// The deltas of one byte position. `control` is `nil` in version 0.
  private mutating func readPlane(_ part: Int, size: Int, control: Int?) throws(MeshoptFault) {
    let start = part * 256
    switch control {
    case 2:
      for k in 0..<size { planes[start + k] = 0 }
      return
    case 3:
      guard end - at >= size else { throw .tooShort }
      for k in 0..<size { planes[start + k] = bytes[at + k] }
      at += size
      return
    default: break
    }
    let widths: (Int, Int, Int, Int) =
      switch control {
      case nil: (0, 2, 4, 8)
      case 0: (0, 1, 2, 4)
      default: (1, 2, 4, 8)
      }
    let groups = (size + 15) / 16
    let header = at
    at += (groups + 3) / 4
    guard at <= end else { throw .tooShort }
    for group in 0..<groups {
      let width =
        switch bytes[header + group / 4] >> UInt8(2 * (group % 4)) & 3 {
        case 0: widths.0
        case 1: widths.1
        case 2: widths.2
        default: widths.3
        }
      try readGroup(start + group * 16, width: width)
    }
  }

  /// Sixteen deltas of so many bits; a delta of all ones stands for a whole byte behind the group.
  private mutating func readGroup(_ start: Int, width: Int) throws(MeshoptFault) {
    let packed = width * 2
    guard end - at >= packed else { throw .tooShort }
    let first = at
    at += packed
    switch width {
    case 0: for k in 0..<16 { planes[start + k] = 0 }
    case 8: for k in 0..<16 { planes[start + k] = bytes[first + k] }
    default:
      let perByte = 8 / width
      let sentinel = UInt8(1 << width) - 1
      for k in 0..<16 {
        let place = k % perByte
        // One-bit deltas begin at the lowest bit, wider ones at the highest.
        let shift = width == 1 ? place : 8 - width * (place + 1)
        var delta = bytes[first + k / perByte] >> UInt8(shift) & sentinel
        if delta == sentinel {
          guard at < end else { throw .tooShort }
          delta = bytes[at]
          at += 1
        }
        planes[start + k] = delta
      }
    }
  }

  private func apply(
    _ channel: Channel, at offset: Int, size: Int, first: Int, last: inout [UInt8], into out: inout [UInt8]
  ) {
    switch channel {
    case .bytes:
      for part in 0..<4 {
        var value = last[offset + part]
        var target = first * stride + offset + part
        for k in 0..<size {
          let code = planes[part * 256 + k]
          value &+= code & 1 == 0 ? code >> 1 : ~(code >> 1)
          out[target] = value
          target += stride
        }
        last[offset + part] = value
      }
    case .words:
      for part in [0, 2] {
        var value = UInt16(last[offset + part]) | UInt16(last[offset + part + 1]) << 8
        var target = first * stride + offset + part
        for k in 0..<size {
          let code = UInt16(planes[part * 256 + k]) | UInt16(planes[part * 256 + 256 + k]) << 8
          value &+= code & 1 == 0 ? code >> 1 : ~(code >> 1)
          out[target] = UInt8(truncatingIfNeeded: value)
          out[target + 1] = UInt8(truncatingIfNeeded: value >> 8)
          target += stride
        }
        last[offset + part] = UInt8(truncatingIfNeeded: value)
        last[offset + part + 1] = UInt8(truncatingIfNeeded: value >> 8)
      }
    case .xor(let rotation):
      var value: UInt32 = 0
      for part in 0..<4 { value |= UInt32(last[offset + part]) << UInt32(8 * part) }
      var target = first * stride + offset
      for k in 0..<size {
        var code: UInt32 = 0
        for part in 0..<4 { code |= UInt32(planes[part * 256 + k]) << UInt32(8 * part) }
        value ^= code >> rotation | code << ((32 - rotation) & 31)
        for part in 0..<4 { out[target + part] = UInt8(truncatingIfNeeded: value >> UInt32(8 * part)) }
        target += stride
      }
      for part in 0..<4 { last[offset + part] = UInt8(truncatingIfNeeded: value >> UInt32(8 * part)) }
    }
  }
}
