import Foundation

/// The arrays of a file that layouts read: an `.npz`, a lone `.npy` (called `array`), or JSON.
enum MotionArrays {
  /// Objects within objects that names reach into.
  private static let deepest = 4
  /// Dimensions of an array.
  private static let largestRank = 4

  /// The arrays of a file, whose sort is told by its first bytes.
  static func shelf(_ bytes: Data, file: String) throws(FormatsError) -> ArrayShelf {
    switch bytes.first {
    case 0x50: return ArrayShelf(try NPZArchive(bytes, file: file), file: file)
    case 0x93: return ArrayShelf(["array": try NPYArray(bytes, file: file)], file: file)
    default:
      try checkName(bytes, file: file)
      let document = try JSONValue(parsing: bytes, file: file, place: "document")
      var arrays: [String: NPYArray] = [:]
      if document.array != nil {
        arrays["array"] = try array(document, name: "array", file: file)
      } else {
        guard document.object != nil else {
          throw .malformed(
            file: file, place: "document", reason: "it is neither an object of arrays nor an array",
            cure: "write {\"poses\": [[…], …], \"fps\": 30}")
        }
        try collect(document, prefix: "", depth: 0, file: file, into: &arrays)
      }
      return ArrayShelf(arrays, file: file)
    }
  }

  /// A file that is called `.npy` or `.npz` is not taken for JSON.
  private static func checkName(_ bytes: Data, file: String) throws(FormatsError) {
    let name = file.lowercased()
    let isArchive = name.hasSuffix(".npz")
    guard isArchive || name.hasSuffix(".npy") else { return }
    let sort = isArchive ? "a ZIP archive of arrays" : "a NumPy array"
    throw .malformed(
      file: file, place: "byte 0",
      reason: bytes.isEmpty ? "the file is empty" : "it does not begin like \(sort)",
      cure: "save it again with \(isArchive ? "numpy.savez" : "numpy.save"), or copy it again")
  }

  private static func collect(
    _ value: JSONValue, prefix: String, depth: Int, file: String, into arrays: inout [String: NPYArray]
  ) throws(FormatsError) {
    guard let members = value.object else { return }
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      let name = prefix + key
      if member.object != nil {
        if depth < deepest {
          try collect(member, prefix: name + ".", depth: depth + 1, file: file, into: &arrays)
        }
      } else if let array = try array(member, name: name, file: file) {
        arrays[name] = array
      }
    }
  }

  /// A JSON value as an array; `nil` for what is neither numbers nor texts, such as a list of objects.
  private static func array(_ value: JSONValue, name: String, file: String) throws(FormatsError) -> NPYArray?
  {
    var texts: [String] = []
    if let text = value.string {
      texts = [text]
    } else if let list = value.array, list.first?.string != nil {
      texts = list.compactMap(\.string)
      guard texts.count == list.count else { return nil }
    }
    if !texts.isEmpty {
      return try NPYArray(text(texts, isSingle: value.array == nil), file: file)
    }
    var shape: [Int] = []
    var probe = value
    while let list = probe.array {
      guard shape.count < largestRank else { return nil }
      shape.append(list.count)
      guard let first = list.first else { break }
      probe = first
    }
    guard probe.double != nil || shape.last == 0 else { return nil }
    var numbers: [Double] = []
    guard flatten(value, shape[...], into: &numbers) else {
      throw .malformed(
        file: file, place: "array '\(name)'",
        reason: "its rows are not alike: not all are of shape \(shape.dropFirst())",
        cure: "write as many numbers in every row, and null or NaN in none")
    }
    var data = header("<f8", shape)
    for number in numbers {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return try NPYArray(data, file: "\(file) '\(name)'")
  }

  private static func flatten(_ value: JSONValue, _ shape: ArraySlice<Int>, into numbers: inout [Double])
    -> Bool
  {
    guard let length = shape.first else {
      guard let number = value.double else { return false }
      numbers.append(number)
      return true
    }
    guard let list = value.array, list.count == length else { return false }
    return list.allSatisfy { flatten($0, shape.dropFirst(), into: &numbers) }
  }

  /// Texts as NumPy stores them, padded to the longest. A name of more than 256 characters makes none.
  private static func text(_ texts: [String], isSingle: Bool) -> Data {
    let cut = texts.map { Array($0.unicodeScalars.prefix(256)) }
    let width = max(1, cut.map(\.count).max() ?? 1)
    var data = header("<U\(width)", isSingle ? [] : [texts.count])
    for scalars in cut {
      for index in 0..<width {
        let code = index < scalars.count ? scalars[index].value : 0
        withUnsafeBytes(of: code.littleEndian) { data.append(contentsOf: $0) }
      }
    }
    return data
  }

  private static func header(_ descr: String, _ shape: [Int]) -> Data {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(lengths)), }\n"
    var data = Data([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0])
    for shift in [0, 8, 16, 24] { data.append(UInt8(truncatingIfNeeded: text.utf8.count >> shift)) }
    return data + Data(text.utf8)
  }
}

extension ArrayShelf {
  /// Arrays that are already read.
  init(_ arrays: [String: NPYArray], file: String) {
    self.init(names: arrays.keys.sorted(), file: file) { (name, _) throws(FormatsError) in arrays[name] }
  }

  /// A table of an array whose first dimension is frames, and the shape that the file gives it.
  struct Shaped {
    var table: Table
    var shape: [Int]
  }

  /// The first of some names that is there. A first dimension of 1 before one of frames is a batch of one and left out.
  func shaped(_ keys: [String], width: Int?) throws(FormatsError) -> Shaped? {
    guard let name = keys.first(where: { names.contains($0) }), let array = try array(name) else {
      return nil
    }
    guard array.length > 0 else {
      throw .malformed(
        file: file, place: "array '\(name)'", reason: "it has shape \(array.shape): there are no frames",
        cure: "save the take again with at least one frame")
    }
    var table = try table(name, array)
    if array.shape.count >= 3, array.shape[0] == 1, let width, table.width != width {
      let rest = array.shape.dropFirst(2).reduce(1, *)
      if rest == width { (table.rows, table.width) = (array.shape[1], rest) }
    }
    return Shaped(table: table, shape: array.shape)
  }
}
