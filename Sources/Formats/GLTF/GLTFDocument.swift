/// A glTF 2.0 document with the bytes of its buffers: everything the file holds, nothing interpreted.
///
/// Buffer views that were compressed (`EXT_meshopt_compression`, `KHR_meshopt_compression`) stand unpacked in a
/// buffer of their own, as if the file had never been compressed.
public struct GLTFDocument: Sendable {
  /// Name for messages.
  public var file: String
  /// The document.
  public var json: JSONValue
  /// The bytes of each buffer, at least `byteLength` of them.
  public var buffers: [[UInt8]]
  /// Chunks of other types, from a GLB.
  public var otherChunks: [GLB.Chunk]
  /// What loading changed, a sentence each.
  public var notices: [String] = []

  /// Reads a `.glb`, `.vrm`, `.vrma` or `.gltf`, told apart by their first bytes, and loads all buffers.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for messages.
  ///   - resolver: Gives the bytes of external buffers.
  /// - Throws: ``FormatsError`` naming byte offset or buffer.
  public init(
    _ bytes: [UInt8], file: String, resolver: GLTFResource.Resolver = GLTFResource.none
  ) throws(FormatsError) {
    self.file = file
    var binary: [UInt8]?
    if GLB.isGLB(bytes) {
      let glb = try GLB(bytes, file: file)
      json = glb.json
      binary = glb.binary
      otherChunks = glb.others
    } else {
      guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }), first == 0x7B else {
        throw .malformed(
          file: file, place: "byte 0", reason: "is neither GLB nor a JSON object",
          cure: "give a .glb or .gltf file")
      }
      json = try JSONValue(parsing: bytes, file: file, place: "document")
      otherChunks = []
    }
    buffers = []
    let version = json["asset"]?["version"]?.string ?? ""
    guard version.hasPrefix("2.") else {
      throw .unsupported(
        file: file, place: "asset.version", reason: "is \"\(version.prefix(20))\", not 2.0",
        cure: "convert the file to glTF 2.0")
    }
    if let asset = json["asset"]?["minVersion"] { try Self.checkMinimum(asset, file: file) }
    let packed = try MeshoptViews(json, file: file)
    for (number, buffer) in (json["buffers"]?.array ?? []).enumerated() {
      let place = "buffer \(number)"
      if packed.isFallback(number) {
        buffers.append([])
        continue
      }
      let content: [UInt8]
      if let uri = buffer["uri"]?.string {
        content = try GLTFResource.bytes(of: uri, file: file, place: place, resolver: resolver)
      } else {
        guard number == 0, let chunk = binary else {
          throw .malformed(
            file: file, place: place, reason: "has neither uri nor a binary chunk",
            cure: "export the file again")
        }
        content = chunk
      }
      guard let length = buffer["byteLength"]?.integer, length >= 1, length <= content.count else {
        throw .malformed(
          file: file, place: place,
          reason: "says \(buffer["byteLength"]?.double ?? 0) bytes, \(content.count) are there",
          cure: "copy the file again or export it again")
      }
      buffers.append(content)
    }
    if !packed.views.isEmpty { try packed.unpack(&self) }
  }

  /// A file may say which version a reader must know at least (3.2).
  private static func checkMinimum(_ value: JSONValue, file: String) throws(FormatsError) {
    let text = value.string ?? ""
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let major = parts[0], let minor = parts[1] else {
      throw .malformed(
        file: file, place: "asset.minVersion", reason: "is no version such as \"2.0\"",
        cure: "export the file again")
    }
    guard major < 2 || major == 2 && minor <= 0 else {
      throw .unsupported(
        file: file, place: "asset.minVersion", reason: "is \"\(text.prefix(20))\", and 2.0 is read",
        cure: "convert the file to glTF 2.0")
    }
  }

  /// Bytes of a buffer that the document says are in use.
  func length(ofBuffer number: Int) -> Int {
    json["buffers"]?.array?[number]["byteLength"]?.integer ?? buffers[number].count
  }
}
