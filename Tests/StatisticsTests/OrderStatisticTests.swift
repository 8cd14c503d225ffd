import Testing

@testable import Statistics

@Suite struct OrderStatisticTests {
  @Test(arguments: [1, 2, 3, 7, 100, 1001])
  func givesWhatSortedValuesGive(_ count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    for round in 0..<20 {
      // Many equal values in some rounds, all unlike in others.
      let values = (0..<count).map { _ in
        round % 2 == 0 ? Double(generator.next() % 7) : Double(generator.next() >> 11) * 0x1p-53
      }
      for q in [0, 0.25, 0.5, 0.9, 1] {
        var moved = values
        #expect(OrderStatistic.quantile(of: &moved, q) == Sample.quantile(ofSorted: values.sorted(), q))
        #expect(moved.sorted() == values.sorted())
      }
    }
  }

  @Test func sortedAndReversedValuesAreNoWorse() {
    var rising = (0..<100_000).map(Double.init)
    #expect(OrderStatistic.quantile(of: &rising, 0.5) == 49_999.5)
    var falling = (0..<100_000).reversed().map(Double.init)
    #expect(OrderStatistic.quantile(of: &falling, 0.5) == 49_999.5)
    var same = [Double](repeating: 3, count: 100_000)
    #expect(OrderStatistic.quantile(of: &same, 0.5) == 3)
  }
}
