import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct GLTFWriterTests {
  @Test func `a rig written as VRM 1.0 and read again is the same, number for number`() throws {
    let rig = writableRig()
    let model = try GLTFReader.read(sampleWriter.bytes(rig), file: "a.vrm")
    #expect(model.rig.nodes == rig.nodes)
    #expect(model.rig.meshes == rig.meshes)
    #expect(model.rig.materials == rig.materials)
    #expect(model.rig == rig)
    #expect(model.meta == sampleWriter.meta)
    #expect(model.notices.isEmpty)
  }

  @Test func `plain glTF keeps the humanoid through the names of the joints`() throws {
    var rig = writableRig()
    rig.expressions = []
    rig.lookAt = nil
    let bytes = try GLTFWriter().bytes(rig)
    let model = try GLTFReader.read(bytes, file: "a.glb")
    #expect(model.rig == rig)
    #expect(model.meta == nil)
  }

  @Test func `the same rig gives the same bytes`() throws {
    #expect(try sampleWriter.bytes(writableRig()) == sampleWriter.bytes(writableRig()))
  }

  @Test func `writing what was read changes no byte`() throws {
    let bytes = try sampleWriter.bytes(writableRig())
    let again = try sampleWriter.bytes(GLTFReader.read(bytes, file: "a").rig)
    #expect(bytes == again)
  }

  @Test
  func `morphs are sparse where that is smaller, dense where not, and as good as empty where nothing moves`()
    throws
  {
    let glb = try GLB(sampleWriter.bytes(writableRig()), file: "a")
    let targets = glb.json["meshes"]?.array?[0]["primitives"]?.array?[0]["targets"]?.array ?? []
    let accessors = try targets.map { target in
      let number = try #require(target["POSITION"]?.integer)
      return try #require(glb.json["accessors"]?.array?[number])
    }
    #expect(accessors.map { $0["sparse"] != nil } == [true, false, true])
    #expect(accessors.map { $0["bufferView"] != nil } == [false, true, false])
    #expect(accessors[2]["sparse"]?["count"] == 1)
    #expect(accessors[0]["min"] == .floats([0, -0.1, 0]))
    #expect(accessors[0]["max"] == .floats([0.2, 0, 0]))
  }

  @Test func `the VRM object holds what the specification demands`() throws {
    let glb = try GLB(sampleWriter.bytes(writableRig()), file: "a")
    let vrm = try #require(glb.json["extensions"]?["VRMC_vrm"])
    #expect(vrm["specVersion"] == "1.0")
    #expect(vrm["meta"]?["licenseUrl"] == "https://vrm.dev/licenses/1.0/")
    #expect(vrm["meta"]?["avatarPermission"] == "everyone")
    #expect(vrm["meta"]?["allowRedistribution"] == .bool(true))
    #expect(vrm["lookAt"]?["type"] == "bone")
    #expect(vrm["firstPerson"]?["meshAnnotations"]?.array?.count == 2)
    #expect(glb.json["extensionsUsed"]?.array?.contains("KHR_materials_unlit") == true)
    #expect(glb.json["extensionsRequired"] == nil)
  }

  @Test func `a rig without required bones is no VRM`() {
    var rig = writableRig()
    rig.humanoid[.leftHand] = nil
    let error = #expect(throws: RigError.self) { try sampleWriter.bytes(rig) }
    #expect(error?.description.contains("leftHand") == true)
  }

  @Test func `every vertex attribute starts at a multiple of four`() throws {
    let glb = try GLB(sampleWriter.bytes(writableRig()), file: "a")
    for view in glb.json["bufferViews"]?.array ?? [] {
      #expect((view["byteOffset"]?.integer ?? 1) % 4 == 0)
    }
  }
}
