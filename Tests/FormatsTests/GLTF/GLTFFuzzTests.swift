import Motion
import Rigging
import Testing

@testable import Formats

/// Every spoilt file must be read or refused with a typed error; a crash ends the test process.
@Suite struct GLTFFuzzTests {
  /// SplitMix64 (Steele, Lea, Flood 2014), for offsets that are the same in every run.
  struct Sequence64 {
    var state: UInt64
    mutating func next(below limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(limit))
    }
  }

  /// A small file with one of everything: skin, sparse and dense morphs, colours, VRM bones and expressions.
  private static func seed() throws -> [UInt8] {
    let large = writableRig(vertices: 60)
    var rig = Rig(
      nodes: [.init(name: "a"), .init(name: "b", parent: 0), .init(name: "f", mesh: 0, skin: 0)],
      meshes: [large.meshes[0]], skins: [large.skins[0]], materials: large.materials)
    rig.meshes[0].primitives.removeLast()
    rig.meshes[0].primitives[0].joints = Array(repeating: SIMD4(1, 0, 0, 0), count: 60)
    rig.skins[0].joints = [0, 1]
    rig.skins[0].inverseBindMatrices.removeSubrange(2...)
    var glb = try GLB(GLTFWriter().bytes(rig), file: "seed")
    let bind: JSONValue = .object(["node": 2, "index": 1, "weight": .number(0.5)])
    glb.json["extensions"] = .object([
      "VRMC_vrm": .object([
        "specVersion": "1.0",
        "humanoid": .object([
          "humanBones": .object(["hips": .object(["node": 0]), "head": .object(["node": 1])])
        ]),
        "expressions": .object([
          "preset": .object(["happy": .object(["morphTargetBinds": .array([bind])])])
        ]),
      ])
    ])
    return try glb.bytes(file: "seed")
  }

  private func survives(_ bytes: [UInt8], exporting: Bool = false) -> Bool {
    do {
      let model = try GLTFReader.read(bytes, file: "seed.glb")
      let export = try TakeExport(model)
      guard exporting else { return true }
      let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head)])
      _ = try export.glb(track: Track(layout: layout, rate: .fps60, frameCount: 2), name: "take")
      return true
    } catch {
      return false
    }
  }

  @Test func `a file cut off anywhere is refused`() throws {
    let bytes = try Self.seed()
    let json = 20 + Int(bytes[12]) + Int(bytes[13]) << 8 + Int(bytes[14]) << 16
    var cuts = Array(0...24) + [json - 1, json, json + 1, json + 4, json + 8, json + 9, bytes.count - 1]
    var random = Sequence64(state: 1)
    for _ in 0..<2000 { cuts.append(random.next(below: bytes.count)) }
    for cut in cuts { #expect(!survives(Array(bytes[..<cut])), "cut at \(cut)") }
    #expect(survives(bytes))
  }

  @Test func `lengths in headers that lie are refused`() throws {
    let bytes = try Self.seed()
    for offset in [8, 12] {
      for value in [0, 1, 0xFF] as [UInt8] {
        var spoilt = bytes
        for k in 0..<4 { spoilt[offset + k] = value }
        #expect(!survives(spoilt))
      }
    }
  }

  @Test func `flipped bytes never crash`() throws {
    let bytes = try Self.seed()
    var random = Sequence64(state: 2)
    var refused = 0
    for round in 0..<2000 {
      var spoilt = bytes
      // Half of the flips go to header and JSON, where structure lives.
      let limit = round % 2 == 0 ? bytes.count : min(bytes.count, 3_500)
      for _ in 0...(round % 4) {
        spoilt[random.next(below: limit)] ^= UInt8(1 << random.next(below: 8))
      }
      if !survives(spoilt, exporting: round % 8 == 0) { refused += 1 }
    }
    #expect(refused > 100)
  }

  @Test func `numbers in the JSON replaced by others never crash`() throws {
    let glb = try GLB(Self.seed(), file: "a")
    var random = Sequence64(state: 3)
    let values: [JSONValue] = [
      -1, 0, 1, 7, 255, 65535, 2_147_483_647, .integer(.max), .integer(.min), .number(1e300), .number(0.5),
      .null, "x", .array([]), .object([:]), .bool(true),
    ]
    var count = 0
    func visit(_ value: JSONValue, at target: Int, with other: JSONValue) -> JSONValue {
      defer { count += 1 }
      if count == target { return other }
      switch value {
      case .array(let items):
        return .array(
          items.map { item in
            count += 1
            return visit(item, at: target, with: other)
          })
      case .object(let members):
        var out = members
        for key in members.keys.sorted() { out[key] = visit(members[key] ?? .null, at: target, with: other) }
        return .object(out)
      default: return value
      }
    }
    _ = visit(glb.json, at: -1, with: .null)
    let total = count
    for round in 0..<600 {
      count = 0
      let json = visit(
        glb.json, at: random.next(below: total), with: values[random.next(below: values.count)])
      _ = survives(try GLB(json: json, binary: glb.binary).bytes(file: "a"), exporting: round % 4 == 0)
    }
  }
}
