import StrategySDK
import Testing

@testable import Behaviors

@Suite struct BandNoiseTests {
  @Test(arguments: [30, 60, 120] as [Float])
  func theStatedSizeHoldsAtAnyRate(rate: Float) {
    var noise = BandNoise(
      random: StrategyRandom(seed: 1, stream: "n"), low: 0.1, high: 0.4, rms: 2, rate: rate)
    let count = Int(rate) * 2000
    var sum: Float = 0
    for _ in 0..<count {
      let value = noise.next()
      sum += value * value
    }
    #expect(abs((sum / Float(count)).squareRoot() - 2) < 0.2)
  }
}
