/// One accessor with all its bounds checked (glTF 2.0, sections 3.6.2 to 3.6.4).
///
/// Offsets that are not aligned to the component size are read although section 3.6.2.4 forbids them: the bytes
/// are unambiguous, and exporters in use write such files.
struct GLTFAccessor {
  enum Component: Int {
    case byte = 5120
    case unsignedByte = 5121
    case short = 5122
    case unsignedShort = 5123
    case unsignedInt = 5125
    case float = 5126

    var size: Int {
      switch self {
      case .byte, .unsignedByte: 1
      case .short, .unsignedShort: 2
      case .unsignedInt, .float: 4
      }
    }
  }
  struct Block {
    let buffer: Int
    let offset: Int
    let stride: Int
  }
  struct Sparse {
    let count: Int
    let indexComponent: Component
    let indices: Block
    let values: Block
  }

  let place: String
  let count: Int
  let component: Component
  let type: String
  let isNormalized: Bool
  let base: Block?
  let sparse: Sparse?

  var width: Int { Self.widths[type] ?? 1 }
  private static let widths = [
    "SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16,
  ]

  init(_ number: Int, in context: GLTFContext) throws(FormatsError) {
    let json = context.accessors[number]
    let place = GLTFContext.label("accessor", number, json)
    self.place = place
    count = try context.size(json["count"], place: place, what: "count")
    guard count >= 1 else { throw context.malformed(place, "count is 0") }
    guard let component = json["componentType"]?.integer.flatMap({ Component(rawValue: $0) }) else {
      throw context.malformed(place, "componentType is unknown")
    }
    guard let type = json["type"]?.string, let width = Self.widths[type] else {
      throw context.malformed(place, "type is unknown")
    }
    self.component = component
    self.type = type
    isNormalized = json["normalized"]?.bool ?? false
    let elementSize = component.size * width
    if json["bufferView"] != nil {
      base = try Self.block(
        json, elementSize: elementSize, count: count, allowsStride: true, place: place, in: context)
    } else {
      base = nil
    }
    guard let sparse = json["sparse"] else {
      self.sparse = nil
      return
    }
    let sparsePlace = place + " sparse"
    let sparseCount = try context.size(sparse["count"], place: sparsePlace, what: "count")
    guard sparseCount >= 1, sparseCount <= count else {
      throw context.malformed(sparsePlace, "count \(sparseCount) is not within 1...\(count)")
    }
    guard let indices = sparse["indices"], let values = sparse["values"],
      let indexComponent = indices["componentType"]?.integer.flatMap({ Component(rawValue: $0) }),
      [.unsignedByte, .unsignedShort, .unsignedInt].contains(indexComponent)
    else { throw context.malformed(sparsePlace, "lacks indices of an unsigned type, or values") }
    self.sparse = Sparse(
      count: sparseCount, indexComponent: indexComponent,
      indices: try Self.block(
        indices, elementSize: indexComponent.size, count: sparseCount, allowsStride: false,
        place: sparsePlace + " indices", in: context),
      values: try Self.block(
        values, elementSize: elementSize, count: sparseCount, allowsStride: false,
        place: sparsePlace + " values", in: context))
  }

  /// The bytes that `count` elements occupy, all inside the view and the buffer.
  private static func block(
    _ json: JSONValue, elementSize: Int, count: Int, allowsStride: Bool, place: String,
    in context: GLTFContext
  ) throws(FormatsError) -> Block {
    let number = try context.index(
      json["bufferView"], below: context.bufferViews.count, of: "bufferView", place: place)
    let viewPlace = "bufferView \(number)"
    let (buffer, start, length) = try context.span(ofView: number)
    var stride = elementSize
    if let value = context.bufferViews[number]["byteStride"] {
      guard allowsStride else { throw context.malformed(viewPlace, "sparse data may not have a byteStride") }
      stride = try context.size(value, place: viewPlace, what: "byteStride")
      guard (4...252).contains(stride), stride >= elementSize else {
        throw context.malformed(
          viewPlace, "byteStride \(stride) does not suit elements of \(elementSize) bytes")
      }
    }
    let offset = try context.size(json["byteOffset"], default: 0, place: place, what: "byteOffset")
    guard count <= length / elementSize + 1, offset + stride * (count - 1) + elementSize <= length else {
      throw context.malformed(
        place, "\(count) elements from byte \(offset) do not fit the \(length) bytes of \(viewPlace)")
    }
    return Block(buffer: buffer, offset: start + offset, stride: stride)
  }
}

extension GLTFContext {
  /// Buffer, first byte and length of a buffer view that lies inside its buffer.
  func span(ofView number: Int) throws(FormatsError) -> (buffer: Int, start: Int, length: Int) {
    let view = bufferViews[number]
    let place = "bufferView \(number)"
    let buffer = try index(view["buffer"], below: document.buffers.count, of: "buffer", place: place)
    let start = try size(view["byteOffset"], default: 0, place: place, what: "byteOffset")
    let length = try size(view["byteLength"], place: place, what: "byteLength")
    guard start + length <= document.length(ofBuffer: buffer) else {
      throw malformed(place, "bytes \(start)..<\(start + length) lie outside buffer \(buffer)")
    }
    return (buffer, start, length)
  }

  /// The numbers of an accessor, element after element, as Floats; normalised integers become 0…1 or −1…1.
  ///
  /// - Throws: ``FormatsError`` for NaN or infinity, wrong types, sparse indices that do not ascend.
  mutating func floats(
    _ accessor: GLTFAccessor, types: [String], components: [GLTFAccessor.Component]
  ) throws(FormatsError) -> [Float] {
    try check(accessor, types: types, components: components)
    var out = try unpack(accessor) { raw, offset -> Float in
      switch (accessor.component, accessor.isNormalized) {
      case (.float, _):
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      case (.unsignedByte, false): Float(raw[offset])
      case (.unsignedByte, true): Float(raw[offset]) / 255
      case (.byte, false): Float(Int8(bitPattern: raw[offset]))
      case (.byte, true): max(-1, Float(Int8(bitPattern: raw[offset])) / 127)
      case (.unsignedShort, let unit):
        Float(raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self)) / (unit ? 65535 : 1)
      case (.short, false): Float(raw.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      case (.short, true): max(-1, Float(raw.loadUnaligned(fromByteOffset: offset, as: Int16.self)) / 32767)
      case (.unsignedInt, _): Float(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      }
    }
    let fault = out.withUnsafeMutableBufferPointer { numbers in numbers.firstIndex { !$0.isFinite } }
    if let fault {
      throw malformed(accessor.place, "element \(fault / accessor.width) is not a finite number")
    }
    return out
  }

  /// The numbers of an accessor of unsigned integers.
  mutating func integers(
    _ accessor: GLTFAccessor, types: [String], components: [GLTFAccessor.Component]
  ) throws(FormatsError) -> [UInt32] {
    try check(accessor, types: types, components: components)
    return try unpack(accessor) { raw, offset -> UInt32 in
      switch accessor.component {
      case .unsignedByte: UInt32(raw[offset])
      case .unsignedShort: UInt32(raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      default: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      }
    }
  }

  private func check(
    _ accessor: GLTFAccessor, types: [String], components: [GLTFAccessor.Component]
  ) throws(FormatsError) {
    guard types.contains(accessor.type), components.contains(accessor.component) else {
      throw malformed(
        accessor.place,
        "type \(accessor.type) with componentType \(accessor.component.rawValue) does not suit its use")
    }
  }

  private mutating func unpack<Number: ExpressibleByIntegerLiteral>(
    _ accessor: GLTFAccessor, _ read: (UnsafeRawBufferPointer, Int) -> Number
  ) throws(FormatsError) -> [Number] {
    let width = accessor.width
    let size = accessor.component.size
    if accessor.base == nil, accessor.count > largestWithoutData {
      throw unsupported(
        accessor.place, "claims \(accessor.count) elements without data", cure: "export the file again")
    }
    try claim(accessor.count * width, place: accessor.place)
    var out: [Number]
    if let base = accessor.base {
      out = document.buffers[base.buffer].withUnsafeBytes { raw in
        Array(unsafeUninitializedCapacity: accessor.count * width) { target, count in
          var k = 0
          for element in 0..<accessor.count {
            let start = base.offset + element * base.stride
            for part in 0..<width {
              (target.baseAddress.unsafelyUnwrapped + k).initialize(to: read(raw, start + part * size))
              k += 1
            }
          }
          count = k
        }
      }
    } else {
      out = Array(repeating: 0, count: accessor.count * width)
    }
    guard let sparse = accessor.sparse else { return out }
    var previous = -1
    for k in 0..<sparse.count {
      let index = document.buffers[sparse.indices.buffer].withUnsafeBytes { raw in
        let at = sparse.indices.offset + k * sparse.indices.stride
        return switch sparse.indexComponent {
        case .unsignedByte: Int(raw[at])
        case .unsignedShort: Int(raw.loadUnaligned(fromByteOffset: at, as: UInt16.self))
        default: Int(raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        }
      }
      guard index > previous, index < accessor.count else {
        throw malformed(
          accessor.place, "sparse index \(index) at \(k) does not ascend within \(accessor.count)")
      }
      previous = index
      document.buffers[sparse.values.buffer].withUnsafeBytes { raw in
        let start = sparse.values.offset + k * sparse.values.stride
        for part in 0..<width { out[index * width + part] = read(raw, start + part * size) }
      }
    }
    return out
  }
}
