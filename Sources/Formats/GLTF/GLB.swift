#if os(Linux)
  import Glibc
#endif

/// The GLB container: a JSON chunk, an optional binary chunk, and chunks of other types kept as they are
/// (glTF 2.0, section 4.4).
public struct GLB: Sendable, Equatable {
  /// A chunk of a type that glTF does not name; readers must ignore it, we keep it.
  public struct Chunk: Sendable, Equatable {
    /// The type number.
    public var type: UInt32
    /// The content.
    public var bytes: [UInt8]
  }

  /// The document.
  public var json: JSONValue
  /// The binary chunk with its padding, if there is one.
  public var binary: [UInt8]?
  /// Other chunks, in file order.
  public var others: [Chunk]

  private static let magic: UInt32 = 0x4654_6C67
  private static let jsonType: UInt32 = 0x4E4F_534A
  private static let binaryType: UInt32 = 0x004E_4942

  /// Makes a container.
  public init(json: JSONValue, binary: [UInt8]? = nil) {
    self.json = json
    self.binary = binary
    others = []
  }

  /// Whether bytes begin as a GLB does.
  public static func isGLB(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x67, 0x6C, 0x54, 0x46]) }

  /// Parses a container. Nothing is allocated on the word of a length that the file does not bear out.
  ///
  /// - Throws: ``FormatsError`` with the byte offset of the fault.
  public init(_ bytes: [UInt8], file: String) throws(FormatsError) {
    func fault(_ offset: Int, _ reason: String) -> FormatsError {
      .malformed(
        file: file, place: "byte \(offset)", reason: reason, cure: "copy the file again or export it again")
    }
    func word(_ offset: Int) -> UInt32 {
      bytes.withUnsafeBytes {
        UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      }
    }
    guard bytes.count >= 12 else { throw fault(bytes.count, "the file ends inside the 12-byte header") }
    guard word(0) == Self.magic else { throw fault(0, "the file does not begin with \"glTF\"") }
    guard word(4) == 2 else {
      throw .unsupported(
        file: file, place: "byte 4", reason: "is GLB version \(word(4)), not 2",
        cure: "convert it to glTF 2.0")
    }
    guard Int(word(8)) == bytes.count else {
      throw fault(8, "the header says \(word(8)) bytes, the file has \(bytes.count)")
    }
    var json: JSONValue?
    binary = nil
    others = []
    var at = 12
    var number = 0
    while at < bytes.count {
      guard bytes.count - at >= 8 else { throw fault(at, "the file ends inside a chunk header") }
      let length = Int(word(at))
      let type = word(at + 4)
      guard length % 4 == 0 else { throw fault(at, "chunk length \(length) is not a multiple of 4") }
      guard length <= bytes.count - at - 8 else {
        throw fault(at, "a chunk of \(length) bytes does not fit the \(bytes.count - at - 8) that remain")
      }
      let content = bytes[(at + 8)..<(at + 8 + length)]
      switch (number, type) {
      case (0, Self.jsonType):
        json = try JSONValue(parsing: content, file: file, place: "JSON chunk at byte \(at + 8)")
      case (0, _): throw fault(at + 4, "the first chunk is not JSON")
      case (1, Self.binaryType): binary = Array(content)
      case (_, Self.jsonType), (_, Self.binaryType):
        throw fault(at + 4, "chunk \(number) may not be of type JSON or BIN")
      default: others.append(Chunk(type: type, bytes: Array(content)))
      }
      at += 8 + length
      number += 1
    }
    guard let json else { throw fault(12, "there is no JSON chunk") }
    guard json.object != nil else { throw fault(20, "the JSON is not an object") }
    self.json = json
  }

  /// The bytes of the container; the same value always gives the same bytes.
  ///
  /// - Throws: ``FormatsError/unsupported(file:place:reason:cure:)`` above 4 GiB, which GLB cannot hold.
  public func bytes(file: String) throws(FormatsError) -> [UInt8] {
    try Self.assemble(
      json: json, binary: binary == nil ? [] : [binary ?? []], hasBinary: binary != nil, others: others,
      file: file)
  }

  /// Joins a document and the pieces of its binary chunk without copying them beforehand.
  ///
  /// - Parameters:
  ///   - tailCount: Numbers behind the pieces, whose bytes must be a multiple of four.
  ///   - fillTail: Writes every one of these numbers into its place in the file.
  static func assemble(
    json: JSONValue, binary pieces: [[UInt8]], hasBinary: Bool, others: [Chunk], tailCount: Int = 0,
    file: String, fillTail: (UnsafeMutableBufferPointer<Float>) -> Void = { _ in }
  ) throws(FormatsError) -> [UInt8] {
    let text = json.text
    let binaryCount = pieces.reduce(0) { $0 + $1.count } + tailCount * 4
    let total =
      20 + padded(text.count) + (hasBinary ? 8 + padded(binaryCount) : 0)
      + others.reduce(0) { $0 + 8 + padded($1.bytes.count) }
    guard !text.isEmpty, total <= Int(UInt32.max) else {
      throw .unsupported(
        file: file, place: "container", reason: "\(total) bytes do not fit a GLB (4 GiB, finite numbers)",
        cure: "export a shorter take")
    }
    return [UInt8](unsafeUninitializedCapacity: total) { bytes, count in
      let raw = UnsafeMutableRawBufferPointer(bytes)
      Self.takeLargePages(raw)
      var at = 0
      func word(_ value: UInt32) {
        raw.storeBytes(of: value.littleEndian, toByteOffset: at, as: UInt32.self)
        at += 4
      }
      func add(_ piece: [UInt8]) {
        piece.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: raw[at...]).copyMemory(from: $0) }
        at += piece.count
      }
      func pad(_ byte: UInt8) { while at % 4 != 0 { add([byte]) } }
      word(magic)
      word(2)
      word(UInt32(total))
      word(UInt32(padded(text.count)))
      word(jsonType)
      add(text)
      pad(0x20)
      if hasBinary {
        word(UInt32(padded(binaryCount)))
        word(binaryType)
        for piece in pieces { add(piece) }
        if tailCount > 0 {
          precondition(at % 4 == 0, "numbers of a GLB stand on multiples of four")
          // Every platform of this project is little-endian, as glTF's buffers are.
          let tail = UnsafeMutableRawBufferPointer(rebasing: raw[at..<at + tailCount * 4])
          tail.withMemoryRebound(to: Float.self, fillTail)
          at += tailCount * 4
        }
        pad(0)
      }
      for chunk in others {
        word(UInt32(padded(chunk.bytes.count)))
        word(chunk.type)
        add(chunk.bytes)
        pad(0)
      }
      count = at
    }
  }

  /// Asks the system for large pages: fresh memory is handed out page by page, which for a long take costs as much
  /// as writing it.
  private static func takeLargePages(_ memory: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
      guard memory.count >= 4 << 20, let base = memory.baseAddress else { return }
      let size = Int(sysconf(Int32(_SC_PAGESIZE)))
      let ahead = (size - Int(bitPattern: base) % size) % size
      // Advice alone: where it is not taken, pages stay small.
      _ = madvise(base + ahead, (memory.count - ahead) / size * size, MADV_HUGEPAGE)
    #endif
  }

  /// The next multiple of four.
  static func padded(_ count: Int) -> Int { (count + 3) & ~3 }
}
