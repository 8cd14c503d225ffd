import Statistics
import Testing

@Suite("Generator of the golden vectors")
struct LinearCongruentialGeneratorTests {
  @Test("reproduces uniforms, normals and indices", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("lcg")
    let start = LinearCongruentialGenerator(seed: UInt64(try golden.parameter("seed")))
    var uniform = start
    var normal = start
    var index = start
    #expect(golden.agrees((0..<5).map { _ in uniform.unit() }, try golden.list("uniform")))
    #expect(golden.agrees((0..<4).map { _ in normal.normal() }, try golden.list("normal")))
    #expect((0..<8).map { _ in Double(index.index(below: 10)) } == (try golden.list("index_of_10")))
  }
}
