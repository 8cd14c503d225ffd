import Testing

@testable import Formats

@Suite struct GLBTests {
  @Test func `a container written and read is the same`() throws {
    var glb = GLB(json: .object(["asset": .object(["version": "2.0"])]), binary: [1, 2, 3, 4])
    glb.others = [GLB.Chunk(type: 0x1234, bytes: [9, 9, 9, 9])]
    #expect(try GLB(glb.bytes(file: "a"), file: "a") == glb)
  }

  @Test func `chunks are padded to four bytes, JSON with spaces and data with zeros`() throws {
    let bytes = try GLB(json: .object(["a": 1]), binary: [7]).bytes(file: "a")
    #expect(bytes.count == 12 + 8 + 8 + 8 + 4)
    #expect(Array(bytes[20..<28]) == Array(#"{"a":1} "#.utf8))
    #expect(bytes.suffix(4) == [7, 0, 0, 0])
  }

  @Test func `faults name the byte`() throws {
    let bytes = try GLB(json: .object(["a": 1])).bytes(file: "a")
    func place(_ change: (inout [UInt8]) -> Void) -> String {
      var spoilt = bytes
      change(&spoilt)
      do {
        _ = try GLB(spoilt, file: "f.glb")
        return ""
      } catch {
        return error.description
      }
    }
    #expect(place { $0[0] = 0 }.hasPrefix("f.glb: byte 0"))
    #expect(place { $0[4] = 1 }.hasPrefix("f.glb: byte 4"))
    #expect(place { $0[12] = 200 }.hasPrefix("f.glb: byte 12"))
    #expect(place { $0[12] = 7 }.contains("multiple of 4"))
    #expect(place { $0[16] = 0 }.contains("not JSON"))
    #expect(place { $0[20] = 0 }.contains("JSON"))
    #expect(place { $0.removeLast() }.hasPrefix("f.glb: byte 8"))
  }
}
