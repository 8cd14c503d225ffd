/// The buffer views of a document that are stored compressed by `EXT_meshopt_compression` or
/// `KHR_meshopt_compression`, which share their form; the second adds a stream version and a filter.
struct MeshoptViews {
  /// The extensions, by name.
  static let names = ["EXT_meshopt_compression", "KHR_meshopt_compression"]

  /// One view and where its compressed bytes lie.
  struct View {
    let number: Int
    let buffer: Int
    let start: Int
    let length: Int
    let stride: Int
    let count: Int
    let mode: String
    let filter: MeshoptFilter

    var place: String { "bufferView \(number)" }
  }

  private let file: String
  private(set) var views: [View] = []
  /// Buffers that views without compression refer to, by number.
  private var plain: Set<Int> = []
  /// Buffers that only stand for what the compressed views unpack to.
  private var fallbacks: Set<Int> = []

  /// Finds the compressed views.
  ///
  /// - Throws: ``FormatsError`` for a view whose fields are not as the extension demands.
  init(_ json: JSONValue, file: String) throws(FormatsError) {
    self.file = file
    var sources: Set<Int> = []
    for (number, view) in (json["bufferViews"]?.array ?? []).enumerated() {
      guard let name = Self.names.first(where: { view["extensions"]?[$0] != nil }),
        let fields = view["extensions"]?[name]
      else {
        if let buffer = view["buffer"]?.integer { plain.insert(buffer) }
        continue
      }
      let found = try read(fields, of: view, number: number, name: name)
      views.append(found)
      sources.insert(found.buffer)
      if let buffer = view["buffer"]?.integer { fallbacks.insert(buffer) }
    }
    fallbacks.subtract(sources)
    fallbacks.subtract(plain)
  }

  /// Whether the bytes of a buffer are not asked for, because unpacking gives them.
  func isFallback(_ buffer: Int) -> Bool { fallbacks.contains(buffer) }

  private func read(
    _ fields: JSONValue, of view: JSONValue, number: Int, name: String
  ) throws(FormatsError) -> View {
    let place = "bufferView \(number) \(name)"
    func size(_ key: String, default standard: Int? = nil) throws(FormatsError) -> Int {
      if fields[key] == nil, let standard { return standard }
      guard let value = fields[key]?.integer, value >= 0, value < 1 << 40 else {
        throw malformed(place, "\(key) is not a size")
      }
      return value
    }
    guard let mode = fields["mode"]?.string, ["ATTRIBUTES", "TRIANGLES", "INDICES"].contains(mode) else {
      throw malformed(place, "mode \"\((fields["mode"]?.string ?? "").prefix(20))\" is not known")
    }
    let filterName = fields["filter"]?.string ?? "NONE"
    guard let filter = MeshoptFilter(rawValue: filterName) else {
      throw malformed(place, "filter \"\(filterName.prefix(20))\" is not known")
    }
    let stride = try size("byteStride")
    let count = try size("count")
    let suits =
      mode == "ATTRIBUTES"
      ? (4...256).contains(stride) && stride % 4 == 0 && filter.suits(stride: stride)
      : (stride == 2 || stride == 4) && filter == .none
    guard suits, count >= 1 else {
      throw malformed(place, "byteStride \(stride) or count \(count) does not suit \(mode) \(filterName)")
    }
    guard view["byteLength"]?.integer == stride * count,
      view["byteStride"] == nil || view["byteStride"]?.integer == stride
    else { throw malformed(place, "\(count) elements of \(stride) bytes do not agree with the view") }
    return View(
      number: number, buffer: try size("buffer"), start: try size("byteOffset", default: 0),
      length: try size("byteLength"), stride: stride, count: count, mode: mode, filter: filter)
  }

  /// Replaces every compressed view by a plain one in a new buffer. Buffers that no plain view refers to go; the
  /// extensions are struck from the lists of the document.
  ///
  /// - Throws: ``FormatsError`` naming the view whose bytes are not as their mode demands.
  func unpack(_ document: inout GLTFDocument) throws(FormatsError) {
    let stored = document.buffers.reduce(0) { $0 + $1.count }
    var budget = 64 << 20 + 64 * stored
    var unpacked: [UInt8] = []
    var starts: [Int] = []
    for view in views {
      guard view.count * view.stride <= budget else {
        throw .unsupported(
          file: file, place: view.place, reason: "unpacks to far more than the file holds",
          cure: "export without mesh compression")
      }
      budget -= view.count * view.stride
      unpacked.append(contentsOf: repeatElement(0, count: GLB.padded(unpacked.count) - unpacked.count))
      starts.append(unpacked.count)
      unpacked += try bytes(of: view, in: document)
    }
    let kept = document.buffers.indices.filter { plain.contains($0) }
    let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    var list = document.json["bufferViews"]?.array ?? []
    for number in list.indices {
      // A view that names no buffer there is stays wrong, for the reader to say so.
      if let buffer = list[number]["buffer"]?.integer {
        list[number]["buffer"] = numbers[buffer].map { .int($0) } ?? -1
      }
    }
    for (view, start) in zip(views, starts) {
      list[view.number]["buffer"] = .int(kept.count)
      list[view.number]["byteOffset"] = .int(start)
      var extensions = list[view.number]["extensions"]?.object ?? [:]
      for name in Self.names { extensions[name] = nil }
      list[view.number]["extensions"] = extensions.isEmpty ? nil : .object(extensions)
    }
    document.json["bufferViews"] = .array(list)
    let buffers = document.json["buffers"]?.array ?? []
    document.json["buffers"] = .array(
      kept.map { buffers[$0] } + [.object(["byteLength": .int(unpacked.count)])])
    document.buffers = kept.map { document.buffers[$0] } + [unpacked]
    for key in ["extensionsUsed", "extensionsRequired"] {
      guard let names = document.json[key]?.array else { continue }
      let others = names.filter { !Self.names.contains($0.string ?? "") }
      document.json[key] = others.isEmpty ? nil : .array(others)
    }
    document.notices.append("\(views.count) compressed buffer views were unpacked")
  }

  private func bytes(of view: View, in document: GLTFDocument) throws(FormatsError) -> [UInt8] {
    guard document.buffers.indices.contains(view.buffer) else {
      throw malformed(view.place, "its compressed bytes lie in buffer \(view.buffer), which there is not")
    }
    guard view.start + view.length <= document.length(ofBuffer: view.buffer),
      view.start + view.length <= document.buffers[view.buffer].count
    else { throw malformed(view.place, "its compressed bytes lie outside buffer \(view.buffer)") }
    var out: [UInt8] = []
    let result = document.buffers[view.buffer].withUnsafeBufferPointer { all -> MeshoptFault? in
      let bytes = UnsafeBufferPointer(rebasing: all[view.start..<(view.start + view.length)])
      do throws(MeshoptFault) {
        switch view.mode {
        case "ATTRIBUTES":
          out = try MeshoptAttributes.unpack(bytes, count: view.count, stride: view.stride)
        case "TRIANGLES":
          out = Self.bytes(try MeshoptTriangles.unpack(bytes, count: view.count), size: view.stride)
        default: out = Self.bytes(try MeshoptIndices.unpack(bytes, count: view.count), size: view.stride)
        }
        return nil
      } catch { return error }
    }
    if let result { throw malformed(view.place, result.reason) }
    view.filter.apply(&out, stride: view.stride)
    return out
  }

  private static func bytes(_ indices: [UInt32], size: Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(indices.count * size)
    for index in indices {
      for k in 0..<size { out.append(UInt8(truncatingIfNeeded: index >> UInt32(8 * k))) }
    }
    return out
  }

  private func malformed(_ place: String, _ reason: String) -> FormatsError {
    .malformed(
      file: file, place: place, reason: reason, cure: "compress it again, or export without mesh compression")
  }
}
