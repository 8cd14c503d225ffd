public import Foundation
import Motion

extension MotionLayout {
  /// Reads a layout; `file` is the name that errors give.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` naming the field: one that is not known, a value
  ///   of another type, names that occur twice, axes that are none.
  public init(parsing bytes: Data, file: String) throws(FormatsError) {
    let document = try JSONValue(parsing: bytes, file: file, place: "layout")
    let root = try LayoutFields(document, place: "layout", file: file)
    let schema = try root.text("schema")
    guard schema == Self.schemaID else {
      throw root.fault("schema", "'\(schema ?? "")' is not \(Self.schemaID)")
    }
    guard let id = try root.text("id"), !id.isEmpty else { throw root.fault("id", "it is missing") }
    self.init(id: id, title: try root.text("title") ?? "")
    if let rate = try root.object("rate") {
      rateKeys = try rate.keys("keys") ?? []
      if let value = try rate.number("value") {
        guard let stated = TrackTiming.rational(value) else {
          throw rate.fault("value", "\(value) is no frame rate from 1 to 1000")
        }
        self.rate = stated
      }
      try rate.finish()
    }
    start = try root.number("start") ?? 0
    guard abs(start) <= MotionFolder.longestSeconds else {
      throw root.fault("start", "\(start) s is beyond the length of a take")
    }
    axes = try root.axes("axes") ?? .own
    if let text = root["world"]?.string {
      guard text == "measured" else { throw root.fault("world", "'\(text)' is neither axes nor 'measured'") }
      world = .measured
      root.take("world")
    } else if let turned = try root.axes("world", as: axes) {
      world = .axes(turned)
    }
    unit = try root.unit("unit") ?? 1
    isGlobal = try root.choice("space", ["local", "global"]) == "global"
    for (child, parent) in try root.texts("parents") { parents[child] = parent }
    rest = try Self.rest(root)
    for fields in try root.objects("rotations") {
      rotations.append(try Self.rotations(fields))
      try fields.finish()
    }
    if let fields = try root.object("translation") {
      translation = try Self.translation(fields)
      try fields.finish()
    }
    for fields in try root.objects("weights") {
      weights.append(try Self.weights(fields))
      try fields.finish()
    }
    validKeys = try root.keys("valid") ?? []
    try root.finish()
    guard !rotations.isEmpty || !weights.isEmpty || translation != nil else {
      throw root.fault("rotations", "neither rotations nor translation nor weights are described")
    }
    var seen: Set<String> = []
    if let twice = rotations.filter({ !$0.isOptional }).flatMap({ $0.joints.compactMap(\.self) })
      .first(where: { !seen.insert($0).inserted })
    {
      throw root.fault("rotations", "joint '\(twice)' occurs twice")
    }
  }

  private static func rest(_ root: LayoutFields) throws(FormatsError) -> Rest {
    if root["rest"]?.object != nil {
      var joints: [String: [Float]] = [:]
      for (joint, numbers) in try root.numberLists("rest") { joints[joint] = numbers }
      return .joints(joints)
    }
    let word = try root.choice("rest", ["t-pose", "first-frame"])
    return word == "first-frame" ? .firstFrame : .identity
  }

  private static func rotations(_ fields: LayoutFields) throws(FormatsError) -> Rotations {
    var joints: [String?]
    if let word = fields["joints"]?.string {
      guard let known = LayoutNames.joints[word] else {
        throw fields.fault(
          "joints",
          "'\(word)' is none of the lists \(LayoutNames.joints.keys.sorted().joined(separator: ", "))")
      }
      fields.take("joints")
      joints = known
    } else {
      guard let list = fields["joints"]?.array, !list.isEmpty, list.count <= MotionFolder.largestChannelCount
      else { throw fields.fault("joints", "it is no list of names, nor the name of one") }
      joints = []
      for item in list {
        guard item == .null || item.string?.isEmpty == false else {
          throw fields.fault("joints", "entry \(joints.count) is neither a name nor null")
        }
        joints.append(item.string)
      }
      fields.take("joints")
    }
    guard joints.contains(where: { $0 != nil }) else {
      throw fields.fault("joints", "every entry is null, so no joint is read")
    }
    for (number, joint) in joints.enumerated() {
      if let joint { try check(joint, fields, "joints", "entry \(number)") }
    }
    return Rotations(
      keys: try fields.requiredKeys(), joints: joints, form: try form(fields),
      isOptional: try fields.flag("optional"))
  }

  /// Refuses names of joints that no channel can bear.
  private static func check(_ name: String, _ fields: LayoutFields, _ key: String, _ what: String)
    throws(FormatsError)
  {
    let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if name.isEmpty || hasControls || name.utf8.count > 256 {
      throw fields.fault(
        key, "\(what) '\(name.prefix(40))' is no name: empty, with control characters, or too long")
    }
  }

  private static func form(_ fields: LayoutFields) throws(FormatsError) -> RotationForm {
    let words = [
      "axis-angle", "6d-columns", "6d-rows", "6d-interleaved", "matrix", "quaternion-wxyz", "quaternion-xyzw",
      "euler",
    ]
    let forms: [RotationForm] = [
      .axisAngle, .sixColumns, .sixRows, .sixInterleaved, .matrix, .quaternionWXYZ, .quaternionXYZW,
    ]
    guard let word = try fields.choice("form", words), let index = words.firstIndex(of: word) else {
      throw fields.fault("form", "it is missing; \(words.joined(separator: ", "))")
    }
    guard word == "euler" else { return forms[index] }
    func axes(_ key: String) throws(FormatsError) -> [Int]? {
      guard let text = try fields.text(key) else { return nil }
      let axes = text.uppercased().compactMap { ["X": 0, "Y": 1, "Z": 2][$0] }
      guard axes.count == 3, text.count == 3, Set(axes).count == 3 else {
        throw fields.fault(key, "'\(text)' is no order of the three axes, such as ZXY")
      }
      return axes
    }
    guard let order = try axes("order") else {
      throw fields.fault("order", "it is missing; ZXY means that the matrices are multiplied Z·X·Y")
    }
    guard let angles = try fields.choice("angles", ["degrees", "radians"]) else {
      throw fields.fault("angles", "it is missing; degrees or radians")
    }
    return .euler(order: order, columns: try axes("columns") ?? order, isDegrees: angles == "degrees")
  }

  private static func translation(_ fields: LayoutFields) throws(FormatsError) -> Translation {
    var translation = Translation(keys: try fields.requiredKeys())
    translation.joint = try fields.text("joint") ?? translation.joint
    try check(translation.joint, fields, "joint", "it")
    translation.isOptional = try fields.flag("optional")
    if fields["origin"]?.array != nil {
      let place = try fields.numbers("origin") ?? []
      guard place.count == 3 else { throw fields.fault("origin", "\(place.count) numbers, not x, y and z") }
      guard place.allSatisfy({ abs($0) <= 1e6 }) else {
        throw fields.fault("origin", "\(place) is no place: a coordinate is beyond a million")
      }
      translation.origin = .place(SIMD3(place[0], place[1], place[2]))
    } else if try fields.choice("origin", ["median", "first"]) == "first" {
      translation.origin = .first
    }
    return translation
  }

  private static func weights(_ fields: LayoutFields) throws(FormatsError) -> Weights {
    var weights = Weights(parts: [])
    for part in try fields.objects("parts") {
      var columns: Range<Int>?
      if let pair = try part.numbers("columns") {
        guard pair.count == 2, pair[0] >= 0, pair[1] > pair[0], pair[1] <= Float(MotionFolder.largestWidth)
        else { throw part.fault("columns", "they are no range [first, behind the last]") }
        columns = Int(pair[0])..<Int(pair[1])
      }
      weights.parts.append(.init(keys: try part.requiredKeys(), columns: columns))
      try part.finish()
    }
    if weights.parts.isEmpty { weights.parts = [.init(keys: try fields.requiredKeys(), columns: nil)] }
    if let word = fields["names"]?.string {
      guard let known = LayoutNames.weights[word] else {
        throw fields.fault(
          "names",
          "'\(word)' is none of the lists \(LayoutNames.weights.keys.sorted().joined(separator: ", "))")
      }
      fields.take("names")
      weights.names = known
    } else {
      weights.names = try fields.keys("names")
    }
    weights.nameKeys = try fields.keys("names_keys") ?? []
    weights.namesFile = try fields.text("names_file")
    weights.prefix = try fields.text("prefix")
    weights.isOptional = try fields.flag("optional")
    weights.validKeys = try fields.keys("valid") ?? []
    if let range = try fields.numbers("range") {
      guard range.count == 2, range[0] < range[1] else {
        throw fields.fault("range", "it is not [value that means 0, value that means 1]")
      }
      guard (range[1] - range[0]).isFinite, range[1] - range[0] >= Float.leastNormalMagnitude else {
        throw fields.fault("range", "\(range) is too wide or too narrow for numbers of 32 bits")
      }
      weights.range = range[0]...range[1]
    }
    if let matrix = try fields.object("matrix") {
      guard let file = try matrix.text("file") else { throw matrix.fault("file", "it is missing") }
      weights.matrix = .init(file: file, isTransposed: try matrix.flag("transposed"))
      try matrix.finish()
    }
    guard
      weights.names != nil || !weights.nameKeys.isEmpty || weights.namesFile != nil || weights.prefix != nil
    else { throw fields.fault("names", "weights need names, names_keys, names_file or a prefix") }
    return weights
  }
}
