import Foundation

/// What turns unpacked attributes into the numbers that accessors read (appendix B).
enum MeshoptFilter: String {
  case none = "NONE"
  case octahedral = "OCTAHEDRAL"
  case quaternion = "QUATERNION"
  case exponential = "EXPONENTIAL"
  case color = "COLOR"

  /// Whether it works on elements of so many bytes.
  func suits(stride: Int) -> Bool {
    switch self {
    case .none: true
    case .octahedral, .color: stride == 4 || stride == 8
    case .quaternion: stride == 8
    case .exponential: stride % 4 == 0
    }
  }

  /// Applies it in place; `bytes` holds whole elements.
  func apply(_ bytes: inout [UInt8], stride: Int) {
    bytes.withUnsafeMutableBytes { raw in
      switch self {
      case .none: break
      case .octahedral where stride == 4: Self.octahedral(raw, Int8.self)
      case .octahedral: Self.octahedral(raw, Int16.self)
      case .quaternion: Self.quaternion(raw)
      case .exponential: Self.exponential(raw)
      case .color where stride == 4: Self.color(raw, UInt8.self, Int8.self)
      case .color: Self.color(raw, UInt16.self, Int16.self)
      }
    }
  }

  /// The nearest whole number within a type's range; 0 for what is no number.
  private static func whole<Number: FixedWidthInteger>(_ value: Float, _ type: Number.Type) -> Number {
    guard value.isFinite else { return 0 }
    return Number(clamping: Int(max(-70000, min(70000, value.rounded(.toNearestOrAwayFromZero)))))
  }

  private static func octahedral<Number: FixedWidthInteger>(
    _ raw: UnsafeMutableRawBufferPointer, _ type: Number.Type
  ) {
    let size = MemoryLayout<Number>.size
    let full = Float(Number.max)
    for start in stride(from: 0, to: raw.count, by: 4 * size) {
      func read(_ k: Int) -> Float {
        Float(Number(littleEndian: raw.loadUnaligned(fromByteOffset: start + k * size, as: Number.self)))
      }
      let one = read(2)
      var x = read(0) / one
      var y = read(1) / one
      let z = 1 - abs(x) - abs(y)
      // On the far half of the octahedron the corners are folded over.
      let fold = min(z, 0)
      x -= copysign(fold, x)
      y -= copysign(fold, y)
      let length = (x * x + y * y + z * z).squareRoot()
      for (k, value) in [x, y, z].enumerated() {
        raw.storeBytes(
          of: whole(value / length * full, type).littleEndian, toByteOffset: start + k * size, as: type)
      }
    }
  }

  private static func quaternion(_ raw: UnsafeMutableRawBufferPointer) {
    for start in stride(from: 0, to: raw.count, by: 8) {
      let input = (0..<4).map {
        Int16(littleEndian: raw.loadUnaligned(fromByteOffset: start + 2 * $0, as: Int16.self))
      }
      let scale = Float(0.5).squareRoot() / Float(input[3] | 3)
      let x = Float(input[0]) * scale
      let y = Float(input[1]) * scale
      let z = Float(input[2]) * scale
      let w = max(0, 1 - x * x - y * y - z * z).squareRoot()
      let largest = Int(input[3] & 3)
      for (k, value) in [w, x, y, z].enumerated() {
        raw.storeBytes(
          of: whole(value * 32767, Int16.self).littleEndian, toByteOffset: start + 2 * ((largest + k) % 4),
          as: Int16.self)
      }
    }
  }

  private static func exponential(_ raw: UnsafeMutableRawBufferPointer) {
    for start in stride(from: 0, to: raw.count, by: 4) {
      let code = Int32(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: Int32.self))
      let mantissa = (code << 8) >> 8
      let value = Float(sign: .plus, exponent: Int(code >> 24), significand: 1) * Float(mantissa)
      raw.storeBytes(of: value.bitPattern.littleEndian, toByteOffset: start, as: UInt32.self)
    }
  }

  private static func color<Number: FixedWidthInteger & UnsignedInteger, Signed: FixedWidthInteger>(
    _ raw: UnsafeMutableRawBufferPointer, _ type: Number.Type, _ signed: Signed.Type
  ) {
    let size = MemoryLayout<Number>.size
    for start in stride(from: 0, to: raw.count, by: 4 * size) {
      func read(_ k: Int) -> Number {
        Number(littleEndian: raw.loadUnaligned(fromByteOffset: start + k * size, as: Number.self))
      }
      let alpha = Int(read(3))
      // The highest bit of the fourth number marks how many bits each has.
      let bits = Number.bitWidth - read(3).leadingZeroBitCount
      let range = (1 << bits) - 1
      let luma = Int(read(0))
      let orange = Int(Signed(truncatingIfNeeded: read(1)))
      let green = Int(Signed(truncatingIfNeeded: read(2)))
      let opacity = alpha & (range >> 1)
      let channels = [
        luma + orange - green, luma + green, luma - orange - green, opacity << 1 | opacity & 1,
      ]
      let scale = range > 0 ? Float(Number.max) / Float(range) : 0
      for (k, value) in channels.enumerated() {
        raw.storeBytes(
          of: whole(Float(value) * scale, type).littleEndian, toByteOffset: start + k * size, as: type)
      }
    }
  }
}
