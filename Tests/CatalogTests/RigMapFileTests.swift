import Catalog
import Foundation
import Motion
import Rigging
import Testing

@Suite struct RigMapFileTests {
  private func read(_ text: String) -> (map: RigMap?, error: String) {
    do { return (try RigMapFile.read(Data(text.utf8), file: "m.json"), "") } catch {
      return (nil, "\(error)")
    }
  }

  @Test func `bones, channels and facing are read`() {
    let text = """
      {"schema":"mien.rig-map/1","bones":{"hips":"Bip01","jaw":null},"facing":"-z",
       "channels":{"jawOpen":"Mouth_Open","MouthSmile_L":{"Smile_L":0.5,"Cheek":1}}}
      """
    let map = read(text).map
    #expect(map?.bones == [.hips: "Bip01", .jaw: ""])
    #expect(map?.channels == ["jawOpen": ["Mouth_Open": 1], "mouthSmileLeft": ["Smile_L": 0.5, "Cheek": 1]])
    #expect(map?.facing == .backward)
    #expect(read("{\"schema\":\"mien.rig-map/1\"}").map == RigMap())
  }

  @Test(arguments: [
    ("", "line 1"), ("[]", "top level"), ("{}", "schema"), ("{\"schema\":\"mien.rig-map/2\"}", "schema"),
    ("{\"schema\":\"mien.rig-map/1\",\"bone\":{}}", "bone"),
    ("{\"schema\":\"mien.rig-map/1\",\"bones\":[]}", "bones"),
    ("{\"schema\":\"mien.rig-map/1\",\"bones\":{\"hip\":\"A\"}}", "bones.hip"),
    ("{\"schema\":\"mien.rig-map/1\",\"bones\":{\"hips\":3}}", "bones.hips"),
    ("{\"schema\":\"mien.rig-map/1\",\"bones\":{\"hips\":\"A\",\"hips\":\"B\"}}", "hips"),
    ("{\"schema\":\"mien.rig-map/1\",\"channels\":{\"jawOpen\":1}}", "channels.jawOpen"),
    ("{\"schema\":\"mien.rig-map/1\",\"channels\":{\"jawOpen\":{\"A\":\"x\"}}}", "channels.jawOpen.A"),
    ("{\"schema\":\"mien.rig-map/1\",\"channels\":{\"jawOpen\":{\"A\":1e9}}}", "channels.jawOpen.A"),
    (
      "{\"schema\":\"mien.rig-map/1\",\"channels\":{\"jawOpen\":\"A\",\"JawOpen\":\"B\"}}", "channels.jawOpen"
    ),
    ("{\"schema\":\"mien.rig-map/1\",\"facing\":\"north\"}", "facing"),
  ])
  func `a fault is refused by file and field`(text: String, place: String) {
    let (map, error) = read(text)
    #expect(map == nil && error.hasPrefix("m.json") && error.contains(place), "\(error)")
  }

  @Test func `an entry that does not fit the rig is told with the file of the map`() {
    let rig = Rig(nodes: [.init(name: "Root")])
    let map = RigMap(bones: [.hips: "Pelvis"])
    #expect(throws: CatalogError.self) { try RigMapFile.apply(map, to: rig, file: "m.json") }
    do { _ = try RigMapFile.apply(map, to: rig, file: "m.json") } catch {
      #expect("\(error)".hasPrefix("m.json: bones.hips: the rig has no node 'Pelvis'"))
    }
  }
}
