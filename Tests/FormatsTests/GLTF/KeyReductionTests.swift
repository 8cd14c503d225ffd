import Motion
import Testing

@testable import Formats

@Suite struct KeyReductionTests {
  private func keys(_ values: [Float], width: Int = 1, isRotation: Bool = false, within bound: Float) -> [Int]
  {
    values.withUnsafeBufferPointer {
      KeyReduction.keys($0, width: width, isRotation: isRotation, within: bound)
    }
  }

  @Test func `a straight line needs its ends, a corner one key more`() {
    #expect(keys((0..<100).map { Float($0) * 0.01 }, within: 1e-4) == [0, 99])
    let corner = (0..<100).map { Float($0 < 50 ? $0 : 100 - $0) * 0.01 }
    let kept = keys(corner, within: 1e-4)
    #expect(kept.count == 3 && kept[1] == 50)
    #expect(keys([], within: 1).isEmpty)
    #expect(keys([1], within: 1) == [0])
  }

  @Test(arguments: [0.002, 0.01, 0.05] as [Float])
  func `every frame of a file stays within the bound`(_ bound: Float) throws {
    var material = try sampleMaterial(sampleTake(frames: 300))
    material.keyBound = KeyBound(weight: bound, radians: bound, metres: bound)
    for form in ["glb", "vrma"] {
      let report = try TakeForm.named(form).write(material).report
      #expect(report.weights.largest <= Double(bound))
      #expect(report.rotations.largest <= Double(bound))
      #expect(report.translations.largest <= Double(bound))
      #expect(report.weights.largest > 0 || report.rotations.largest > 0)
      #expect(report.keys.written * 2 < report.keys.whole)
    }
  }
}
