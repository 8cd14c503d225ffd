import Foundation
import Motion
import Testing

@testable import Formats

@Suite struct NPZFormTests {
  @Test func `every channel is an array of its own beside all samples`() throws {
    let bytes = try TakeForm.named("npz").write(try sampleMaterial()).bytes
    let archive = try NPZArchive(Data(bytes), file: "a.npz")
    #expect(try archive.array("jawOpen")?.shape == [60])
    #expect(try archive.array("head.rotation")?.shape == [60, 4])
    #expect(try archive.array("samples")?.shape == [60, 21])
    #expect(try archive.array("fps")?.doubles() == [30])
    #expect(try archive.array("marker_texts")?.texts()?.first == "naïve \"quote\", comma")
    #expect(try archive.array("columns")?.texts()?.prefix(3) == ["jawOpen", "mouthSmileLeft", "tongueOut"])
  }

  @Test func `a channel that bears an array's name steps aside and is found by its key`() throws {
    let archive = try NPZArchive(
      Data(try TakeForm.named("npz").write(try sampleMaterial(hostileTake())).bytes), file: "a")
    let names = try #require(try archive.array("channels")?.texts())
    let keys = try #require(try archive.array("keys")?.texts())
    let place = try #require(names.firstIndex(of: "samples"))
    #expect(keys[place] == "samples~2")
    #expect(try archive.array("samples~2")?.shape == [3])
  }
}
