/// Unpacks mode `TRIANGLES` (appendix A, mode 1): most triangles share an edge with a recent one.
struct MeshoptTriangles {
  /// The last sixteen values put in; asking for one that was never put in is a fault of the stream.
  private struct Recent<Value> {
    private var values: [Value]
    private var count = 0

    init(_ filler: Value) { values = Array(repeating: filler, count: 16) }

    mutating func push(_ value: Value) {
      values[count & 15] = value
      count += 1
    }

    func item(_ back: Int) throws(MeshoptFault) -> Value {
      guard back < min(count, 16) else {
        throw MeshoptFault("a triangle refers to an edge or vertex that was not there yet")
      }
      return values[(count - 1 - back) & 15]
    }
  }

  private var input: MeshoptBytes
  private var edges = Recent<(UInt32, UInt32)>((0, 0))
  private var vertices = Recent<UInt32>(0)
  private var next: UInt32 = 0
  private var last: UInt32 = 0

  /// Three indices per triangle.
  ///
  /// - Parameter count: Indices, a multiple of three.
  static func unpack(_ bytes: UnsafeBufferPointer<UInt8>, count: Int) throws(MeshoptFault) -> [UInt32] {
    guard bytes.first == 0xE1 else { throw MeshoptFault("the stream of triangles does not begin with 0xE1") }
    guard count % 3 == 0 else { throw MeshoptFault("\(count) indices are no whole triangles") }
    let triangles = count / 3
    guard bytes.count >= 17, triangles <= bytes.count - 17 else { throw .tooShort }
    let table = (0..<16).map { bytes[bytes.count - 16 + $0] }
    guard table[14] == 0, table[15] == 0, table.allSatisfy({ $0 >> 4 != 15 && $0 & 15 != 15 }) else {
      throw MeshoptFault("the table at the end holds a value that is not allowed")
    }
    var decoder = MeshoptTriangles(
      input: MeshoptBytes(bytes: bytes, end: bytes.count - 16, at: 1 + triangles))
    var out: [UInt32] = []
    out.reserveCapacity(count)
    for k in 0..<triangles {
      let code = bytes[1 + k]
      let (a, b, c) =
        code < 0xF0
        ? try decoder.triangle(onEdge: code)
        : try decoder.triangle(apart: code, table: table)
      out.append(a)
      out.append(b)
      out.append(c)
    }
    guard decoder.input.at == decoder.input.end else { throw .leftovers }
    return out
  }

  private init(input: MeshoptBytes) { self.input = input }

  private mutating func takeNext() -> UInt32 {
    defer { next &+= 1 }
    return next
  }

  private mutating func explicit() throws(MeshoptFault) -> UInt32 {
    let code = try input.varint()
    last &+= code & 1 == 0 ? code >> 1 : ~(code >> 1)
    return last
  }

  /// A triangle on a recent edge; the low half of the code says where its third vertex comes from.
  private mutating func triangle(
    onEdge code: UInt8
  ) throws(MeshoptFault) -> (UInt32, UInt32, UInt32) {
    let (a, b) = try edges.item(Int(code >> 4))
    let c: UInt32
    switch code & 15 {
    case 0: c = takeNext()
    case 13:
      last &-= 1
      c = last
    case 14:
      last &+= 1
      c = last
    case 15: c = try explicit()
    case let back: c = try vertices.item(Int(back))
    }
    edges.push((c, b))
    edges.push((a, c))
    if !(1...12).contains(code & 15) { vertices.push(c) }
    return (a, b, c)
  }

  /// A triangle on no recent edge.
  private mutating func triangle(
    apart code: UInt8, table: [UInt8]
  ) throws(MeshoptFault) -> (UInt32, UInt32, UInt32) {
    let isExplicit = code >= 0xFE
    let sources = isExplicit ? try input.byte() : table[Int(code & 15)]
    if isExplicit, sources == 0 { next = 0 }
    let a = code == 0xFF ? try explicit() : takeNext()
    let b = try vertex(sources >> 4)
    let c = try vertex(sources & 15)
    edges.push((b, a))
    edges.push((c, b))
    edges.push((a, c))
    vertices.push(a)
    if [0, 15].contains(sources >> 4) { vertices.push(b) }
    if [0, 15].contains(sources & 15) { vertices.push(c) }
    return (a, b, c)
  }

  private mutating func vertex(_ source: UInt8) throws(MeshoptFault) -> UInt32 {
    switch source {
    case 0: takeNext()
    case 15: try explicit()
    default: try vertices.item(Int(source) - 1)
    }
  }
}
