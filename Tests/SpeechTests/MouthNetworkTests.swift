import Testing

@testable import Speech

@Suite struct MouthNetworkTests {
  /// The same sums in double precision, straight from the table.
  private func expected(_ inputs: [Double]) -> [Double] {
    func layer(_ x: [Double], _ weights: [Float], _ bias: [Float]) -> [Double] {
      bias.indices.map { column in
        x.indices.reduce(Double(bias[column])) {
          $0 + x[$1] * Double(weights[$1 * bias.count + column])
        }
      }
    }
    let first = layer(inputs, MouthWeights.first, MouthWeights.firstBias).map { max(0, $0) }
    let second = layer(first, MouthWeights.second, MouthWeights.secondBias).map { max(0, $0) }
    let output = layer(second, MouthWeights.output, MouthWeights.outputBias)
    let direct = layer(inputs, MouthWeights.direct, [0, 0, 0])
    return zip(output, direct).map { $0 + $1 }
  }

  @Test func theTableFitsTheLayers() {
    #expect(MouthWeights.first.count == MouthNetwork.inputCount * 32 && MouthWeights.firstBias.count == 32)
    #expect(MouthWeights.second.count == 32 * 16 && MouthWeights.secondBias.count == 16)
    #expect(MouthWeights.output.count == 16 * 3 && MouthWeights.outputBias.count == 3)
    #expect(MouthWeights.direct.count == MouthNetwork.inputCount * 3)
  }

  @Test func itIsTheSumOfItsTable() {
    var network = MouthNetwork()
    var state: UInt64 = 3
    for _ in 0..<200 {
      var inputs: [Double] = []
      for index in 0..<MouthNetwork.inputCount {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = Float(state >> 40) / 16_777_216 * 1.3
        network[index] = value
        inputs.append(Double(value))
      }
      let shape = network.measure()
      for (lane, value) in expected(inputs).enumerated() {
        #expect(abs(Double(shape[lane]) - value) < 1e-5)
      }
    }
  }

  @Test func aMeasurementLeavesNothingBehind() {
    var used = MouthNetwork()
    for index in 0..<MouthNetwork.inputCount { used[index] = 1 }
    _ = used.measure()
    for index in 0..<MouthNetwork.inputCount { used[index] = 0.25 }
    var fresh = MouthNetwork()
    for index in 0..<MouthNetwork.inputCount { fresh[index] = 0.25 }
    #expect(used.measure() == fresh.measure())
  }
}
