/// Bytes read one after another, up to a fixed end.
struct MeshoptBytes {
  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int
  var at: Int

  mutating func byte() throws(MeshoptFault) -> UInt8 {
    guard at < end else { throw .tooShort }
    defer { at += 1 }
    return bytes[at]
  }

  /// A number in groups of seven bits, lowest first; at most five bytes.
  mutating func varint() throws(MeshoptFault) -> UInt32 {
    var value: UInt32 = 0
    for k in 0..<5 {
      let next = try byte()
      value |= UInt32(next & 0x7F) << UInt32(7 * k)
      if next & 0x80 == 0 { return value }
    }
    throw MeshoptFault("a number of more than five bytes stands before byte \(at)")
  }
}

/// Unpacks mode `INDICES` (appendix A, mode 2): each index is a step from one of two running values.
enum MeshoptIndices {
  /// The indices of a stream.
  static func unpack(_ bytes: UnsafeBufferPointer<UInt8>, count: Int) throws(MeshoptFault) -> [UInt32] {
    guard bytes.first == 0xD1 else { throw MeshoptFault("the stream of indices does not begin with 0xD1") }
    // A byte per index is the least, and four pad the end.
    guard bytes.count >= 5, count <= bytes.count - 5 else { throw .tooShort }
    var input = MeshoptBytes(bytes: bytes, end: bytes.count - 4, at: 1)
    var out: [UInt32] = []
    out.reserveCapacity(count)
    var even: UInt32 = 0
    var odd: UInt32 = 0
    for _ in 0..<count {
      let code = try input.varint()
      let step = code & 2 == 0 ? code >> 2 : ~(code >> 2)
      if code & 1 == 0 {
        even &+= step
        out.append(even)
      } else {
        odd &+= step
        out.append(odd)
      }
    }
    guard input.at == input.end else { throw .leftovers }
    return out
  }
}
