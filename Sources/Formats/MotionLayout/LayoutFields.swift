import Motion

/// The fields of one object of a layout; each is taken once, and what is left over is an error.
final class LayoutFields {
  private let members: [String: JSONValue]
  private let place: String
  private let file: String
  private var taken: Set<String> = []

  init(_ value: JSONValue, place: String, file: String) throws(FormatsError) {
    guard let members = value.object else {
      throw .malformed(file: file, place: place, reason: "it is no object", cure: Self.cure)
    }
    self.members = members
    self.place = place
    self.file = file
  }

  static let cure = "correct the layout; 'mien take layouts NAME' prints one that is shipped"

  /// A value as it is; it does not count as taken.
  subscript(key: String) -> JSONValue? { members[key] }

  func take(_ key: String) { taken.insert(key) }

  func fault(_ key: String, _ reason: String) -> FormatsError {
    .malformed(file: file, place: "\(place).\(key)", reason: reason, cure: Self.cure)
  }

  /// Refuses fields that nobody asked for.
  func finish() throws(FormatsError) {
    if let unknown = members.keys.filter({ !taken.contains($0) }).min() {
      throw fault(String(unknown.prefix(40)), "there is no such field")
    }
  }

  func text(_ key: String) throws(FormatsError) -> String? {
    take(key)
    guard let value = members[key] else { return nil }
    guard let text = value.string else { throw fault(key, "it is no text") }
    return text
  }

  func choice(_ key: String, _ words: [String]) throws(FormatsError) -> String? {
    guard let word = try text(key) else { return nil }
    guard words.contains(word) else {
      throw fault(key, "'\(word.prefix(40))' is none of \(words.joined(separator: ", "))")
    }
    return word
  }

  func flag(_ key: String) throws(FormatsError) -> Bool {
    take(key)
    guard let value = members[key] else { return false }
    guard let flag = value.bool else { throw fault(key, "it is neither true nor false") }
    return flag
  }

  func number(_ key: String) throws(FormatsError) -> Double? {
    take(key)
    guard let value = members[key] else { return nil }
    guard let number = value.double, number.isFinite else { throw fault(key, "it is no number") }
    return number
  }

  func numbers(_ key: String) throws(FormatsError) -> [Float]? {
    take(key)
    guard let value = members[key] else { return nil }
    guard let list = Self.floats(value) else { throw fault(key, "it is no list of numbers") }
    return list
  }

  private static func floats(_ value: JSONValue) -> [Float]? {
    guard let list = value.array else { return nil }
    let numbers = list.compactMap(\.double).map { Float($0) }
    return numbers.count == list.count && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }

  /// A list of names, none empty; one name may stand alone.
  func keys(_ key: String) throws(FormatsError) -> [String]? {
    take(key)
    guard let value = members[key] else { return nil }
    if let text = value.string, !text.isEmpty { return [text] }
    guard let list = value.array, !list.isEmpty else { throw fault(key, "it is no list of names") }
    let names = list.compactMap(\.string).filter { !$0.isEmpty }
    guard names.count == list.count else { throw fault(key, "an entry is no name") }
    return names
  }

  /// `keys`, which must be there.
  func requiredKeys() throws(FormatsError) -> [String] {
    guard let keys = try keys("keys") else { throw fault("keys", "it is missing: names of the array") }
    return keys
  }

  func object(_ key: String) throws(FormatsError) -> LayoutFields? {
    take(key)
    guard let value = members[key] else { return nil }
    return try LayoutFields(value, place: "\(place).\(key)", file: file)
  }

  func objects(_ key: String) throws(FormatsError) -> [LayoutFields] {
    take(key)
    guard let value = members[key] else { return [] }
    guard let list = value.array else { throw fault(key, "it is no list of objects") }
    guard list.count <= 256 else { throw fault(key, "it has \(list.count) entries; at most 256 are read") }
    var objects: [LayoutFields] = []
    for item in list {
      objects.append(try LayoutFields(item, place: "\(place).\(key)[\(objects.count)]", file: file))
    }
    return objects
  }

  /// Members that are texts, in the order of their keys.
  func texts(_ key: String) throws(FormatsError) -> [(String, String)] {
    take(key)
    guard let value = members[key] else { return [] }
    guard let object = value.object else { throw fault(key, "it is no object") }
    var texts: [(String, String)] = []
    for (name, value) in object.sorted(by: { $0.key < $1.key }) {
      guard let text = value.string else { throw fault(key, "'\(name.prefix(40))' is no text") }
      texts.append((name, text))
    }
    return texts
  }

  /// Members that are lists of numbers, in the order of their keys.
  func numberLists(_ key: String) throws(FormatsError) -> [(String, [Float])] {
    take(key)
    guard let object = members[key]?.object else { return [] }
    var lists: [(String, [Float])] = []
    for (name, value) in object.sorted(by: { $0.key < $1.key }) {
      guard let list = Self.floats(value) else {
        throw fault(key, "'\(name.prefix(40))' is no list of numbers")
      }
      lists.append((name, list))
    }
    return lists
  }

  /// Axes; those of a world must be of the handedness of the body's.
  func axes(_ key: String, as body: SourceAxes? = nil) throws(FormatsError) -> SourceAxes? {
    guard let fields = try object(key) else { return nil }
    let up = try fields.text("up") ?? "+Y"
    let forward = try fields.text("forward") ?? "+Z"
    let hand =
      try fields.choice("handedness", ["right", "left"]) ?? (body?.isRightHanded == false ? "left" : "right")
    try fields.finish()
    guard let axes = SourceAxes(up: up, forward: forward, isRightHanded: hand == "right") else {
      throw fault(key, "up '\(up)' and forward '\(forward)' are not two different axes such as +Y and -Z")
    }
    if let body, body.isRightHanded != axes.isRightHanded {
      throw fault(key, "world and joints are not of the same handedness")
    }
    return axes
  }

  /// Metres in a unit: `m`, `cm`, `mm`, `in`, `ft`, or a number.
  func unit(_ key: String) throws(FormatsError) -> Float? {
    if members[key]?.string != nil {
      guard let word = try text(key), let unit = LengthUnit(rawValue: word) else {
        let known = LengthUnit.allCases.map(\.rawValue).joined(separator: ", ")
        throw fault(key, "it is none of \(known), nor metres as a number")
      }
      return unit.metres
    }
    guard let metres = try number(key) else { return nil }
    guard metres > 1e-6, metres < 1e6 else { throw fault(key, "\(metres) m is no unit of length") }
    return Float(metres)
  }
}
