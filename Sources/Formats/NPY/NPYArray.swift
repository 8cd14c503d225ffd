public import Foundation

/// An array as `numpy.save` writes it (`.npy` 1.0, 2.0 and 3.0).
///
/// The values stay as they are in the file until they are asked for. Nothing in a file is ever run: arrays of
/// Python objects are refused by name.
public struct NPYArray: Sendable, Equatable {
  /// What one value is.
  public let element: NPYElement
  /// Length of each dimension; none for a single value.
  public let shape: [Int]
  /// Number of values.
  public let count: Int
  /// Whether the file runs through the first dimension fastest.
  public let isFortranOrder: Bool
  private let payload: Data

  /// Reads a file's bytes; `file` is the name that errors give.
  ///
  /// - Throws: ``FormatsError`` when the header is broken, the values are of a sort that is not read, or the
  ///   bytes are not as many as the shape says.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    let header = try NPYHeader(bytes, file: file)
    func malformed(_ reason: String) -> FormatsError {
      .malformed(file: file, place: "header", reason: reason, cure: "save it again with numpy.save")
    }
    element = header.element
    shape = header.shape
    isFortranOrder = header.isFortranOrder
    var size = element.size
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: max(1, length))
      guard !overflow else { throw malformed("no file holds as many values as its shape \(shape)") }
      size = product
    }
    if shape.contains(0) { size = 0 }
    count = size / element.size
    let present = bytes.count - header.length
    guard present >= size else {
      throw malformed("its shape \(shape) of \(element) takes \(size) bytes and \(present) are there")
    }
    guard present == size else {
      throw .unsupported(
        file: file, place: "byte \(header.length + size)",
        reason: "\(present - size) bytes follow behind the array", cure: "save one array in a file")
    }
    payload = bytes.suffix(size)
  }

  /// Length of the first dimension; 1 for a single value.
  public var length: Int { shape.first ?? 1 }

  /// Values in each item of the first dimension.
  public var width: Int {
    shape.dropFirst().reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
  }

  /// The numbers in C order (last dimension fastest) as Float, truth values as 0 and 1; `nil` for texts.
  public func floats() -> [Float]? { numbers() }

  /// The numbers in C order as Double; `nil` for texts.
  public func doubles() -> [Double]? { numbers() }

  /// The texts in C order without their padding; `nil` for numbers, and where a text is no valid Unicode.
  public func texts() -> [String]? {
    guard !element.isNumeric else { return nil }
    var result: [String] = []
    result.reserveCapacity(count)
    let (size, isBig) = (element.size, element.isBigEndian)
    let isValid = payload.withUnsafeBytes { bytes in
      var places = [Int](repeating: 0, count: count)
      visit { places[$0] = $1 }
      for place in places {
        var text = String.UnicodeScalarView()
        if element.kind == .bytes {
          let raw = bytes[place..<(place + size)]
          let end = raw.lastIndex { $0 != 0 }.map { $0 + 1 } ?? place
          guard let whole = String(validating: bytes[place..<end], as: UTF8.self) else { return false }
          result.append(whole)
          continue
        }
        var zeros = 0
        for at in stride(from: place, to: place + size, by: 4) {
          let raw = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
          let code = isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)
          guard let scalar = Unicode.Scalar(code) else { return false }
          if code == 0 {
            zeros += 1
            continue
          }
          for _ in 0..<zeros { text.append("\0") }
          zeros = 0
          text.append(scalar)
        }
        result.append(String(text))
      }
      return true
    }
    return isValid ? result : nil
  }

  private func numbers<Number: BinaryFloatingPoint>() -> [Number]? {
    switch (element.kind, element.size) {
    case (.boolean, _): integers { (raw: UInt8) in raw == 0 ? 0 : 1 }
    case (.signed, 1): integers { (raw: UInt8) in Number(Int8(bitPattern: raw)) }
    case (.signed, 2): integers { (raw: UInt16) in Number(Int16(bitPattern: raw)) }
    case (.signed, 4): integers { (raw: UInt32) in Number(Int32(bitPattern: raw)) }
    case (.signed, _): integers { (raw: UInt64) in Number(Int64(bitPattern: raw)) }
    case (.unsigned, 1): integers { (raw: UInt8) in Number(raw) }
    case (.unsigned, 2): integers { (raw: UInt16) in Number(raw) }
    case (.unsigned, 4): integers { (raw: UInt32) in Number(raw) }
    case (.unsigned, _): integers { (raw: UInt64) in Number(raw) }
    case (.float, 2): integers { (raw: UInt16) in Number(Self.half(raw)) }
    case (.float, 4): integers { (raw: UInt32) in Number(Float(bitPattern: raw)) }
    case (.float, _): integers { (raw: UInt64) in Number(Double(bitPattern: raw)) }
    default: nil
    }
  }

  @inline(__always)
  private func integers<Raw: FixedWidthInteger, Number>(_ convert: (Raw) -> Number) -> [Number] {
    let size = element.size
    let isBig = element.isBigEndian
    return payload.withUnsafeBytes { bytes in
      func value(_ place: Int) -> Number {
        let raw = bytes.loadUnaligned(fromByteOffset: place, as: Raw.self)
        return convert(isBig ? Raw(bigEndian: raw) : Raw(littleEndian: raw))
      }
      return [Number](unsafeUninitializedCapacity: count) { numbers, filled in
        if !isFortranOrder || shape.count < 2 {
          for index in 0..<count { numbers[index] = value(index * size) }
        } else {
          visit { numbers[$0] = value($1) }
        }
        filled = count
      }
    }
  }

  /// Number and byte offset of each value, C order.
  private func visit(_ body: (Int, Int) -> Void) {
    guard isFortranOrder, shape.count > 1 else {
      for number in 0..<count { body(number, number * element.size) }
      return
    }
    var strides: [Int] = []
    var stride = element.size
    for length in shape {
      strides.append(stride)
      stride *= max(1, length)
    }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    for number in 0..<count {
      body(number, place)
      for dimension in shape.indices.reversed() {
        index[dimension] += 1
        place += strides[dimension]
        if index[dimension] < shape[dimension] { break }
        place -= strides[dimension] * shape[dimension]
        index[dimension] = 0
      }
    }
  }

  /// IEEE 754 binary16; exact in Float.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
    }
  }
}
