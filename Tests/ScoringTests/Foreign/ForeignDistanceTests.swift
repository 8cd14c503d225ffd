import Testing

@testable import Scoring

@Suite("Distances among the points of an encoder")
struct ForeignDistanceTests {
  private func points(_ count: Int, _ dimensions: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count * dimensions).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 0x1p24
    }
  }

  private func distances(
    _ points: [Double], _ own: [Double], dimensions: Int
  ) throws(Undefined) -> [ScoreValue] {
    try ForeignDistance.admit(own, dimensions: dimensions)
    return ForeignDistance.settled(
      try GestureDistance.distances(points, own, dimensions: dimensions), points, own, dimensions: dimensions)
  }

  @Test(
    "a constant encoder has no distance; a constant run is far from one that varies",
    arguments: [0, 3.7, 1e9])
  func constant(value: Double) throws {
    let still = Array(repeating: value, count: 60)
    let error = #expect(throws: Undefined.self) {
      try distances(still, still, dimensions: 2)
    }
    #expect(error?.reason.contains("one and the same point") == true)
    let moving = points(30, 2, seed: 1)
    #expect(throws: Undefined.self) { try distances(moving, still, dimensions: 2) }
    #expect((try distances(still, moving, dimensions: 2)[0].number ?? 0) > 0.01)
  }

  @Test("a cloud of low rank is at 0 from itself and never below", arguments: [2, 5, 12])
  func itself(dimensions: Int) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      // All columns are multiples of one, so that rounding decides the other eigenvalues.
      let line = points(10 * dimensions, 1, seed: seed)
      let cloud = line.flatMap { value in (1...dimensions).map { 1000 * value * Double($0) } }
      let found = try distances(cloud, cloud, dimensions: dimensions)[0]
      #expect((found.number ?? -1) >= 0)
      #expect((found.number ?? 1) <= ForeignDistance.rounding(cloud, cloud, dimensions))
    }
  }
}
