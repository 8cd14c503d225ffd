import Rigging
import Testing

@testable import Formats

@Suite struct VertexPaintTests {
  private func rig(_ colors: [SIMD3<Float>]) -> Rig {
    let n = colors.count
    let part = Primitive(
      positions: (0..<n).map { SIMD3(Float($0), Float($0 % 2), 0) }, colors: colors.map { SIMD4($0, 1) },
      indices: (0..<UInt32(n)).map { $0 }, material: 0)
    return Rig(
      nodes: [.init(name: "n", mesh: 0)], meshes: [Mesh(name: "m", primitives: [part])],
      materials: [Material(name: "skin")])
  }

  private func written(_ rig: Rig) throws -> (JSONValue, [UInt8]) {
    let bytes = try GLTFWriter(paintsTextures: true).bytes(rig)
    return (try GLB(bytes, file: "a").json, bytes)
  }

  @Test func `one colour to a triangle makes swatches, each vertex in the middle of its own`() throws {
    let red = SIMD3<Float>(1, 0, 0)
    let blue = SIMD3<Float>(0, 0, 1)
    let paint = try #require(VertexPaint.all(of: rig([red, red, red, blue, blue, blue]))[0])
    #expect(paint.coordinates(of: SIMD4(red, 1)) == [0.25, 0.25])
    #expect(paint.coordinates(of: SIMD4(blue, 1)) == [0.75, 0.25])
  }

  @Test func `between two colours the texture gives what vertex colours would`() throws {
    let a = SIMD4<Float>(0.8, 0.5, 0.4, 1)
    let b = SIMD4<Float>(0.5, 0.1, 0.1, 1)
    let c = SIMD4<Float>(0.2, 0.1, 0.05, 1)
    let colors = [a, b, c].map { SIMD3($0.x, $0.y, $0.z) }
    let paint = try #require(VertexPaint.all(of: rig(colors))[0])
    let (p, q) = (paint.coordinates(of: a), paint.coordinates(of: b))
    let middle = paint.coordinates(of: (a + b) / 2)
    for k in 0..<2 {
      #expect(abs(middle[k] - (p[k] + q[k]) / 2) < 1e-5)
      #expect(p[k] >= 0 && p[k] <= 1)
    }
    #expect(p != q)
  }

  @Test func `painted colours are read back to the bit and the coordinates are left out`() throws {
    let rig = rig([SIMD3(0.8, 0.5, 0.4), SIMD3(0.5, 0.123, 0.1), SIMD3(0.2, 0.1, 0.05)])
    let (json, bytes) = try written(rig)
    #expect(try GLTFReader.read(bytes, file: "a.glb").rig.meshes == rig.meshes)
    let attributes = try #require(json["meshes"]?.array?[0]["primitives"]?.array?[0]["attributes"])
    #expect(attributes["COLOR_0"] == nil && attributes["TEXCOORD_0"] != nil)
    let image = try #require(json["images"]?.array?[0])
    #expect(image["mimeType"] == "image/png")
    #expect(json["materials"]?.array?[0]["pbrMetallicRoughness"]?["baseColorTexture"]?["index"] == 0)
  }

  @Test func `colours in 65535ths take two bytes each, others four`() throws {
    func component(_ color: SIMD3<Float>) throws -> Int? {
      let (json, _) = try written(rig([color, color, color]))
      let attributes = json["meshes"]?.array?[0]["primitives"]?.array?[0]["attributes"]
      let number = try #require(attributes?["_COLOR_0"]?.integer)
      return json["accessors"]?.array?[number]["componentType"]?.integer
    }
    #expect(try component(SIMD3(Float(100) / 65535, 0, 1)) == 5123)
    #expect(try component(SIMD3(0.1, 0, 1)) == 5126)
  }
}
