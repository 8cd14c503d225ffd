import Motion
import Testing

@testable import Scoring

@Suite struct RunningMomentsTests {
  /// One column by itself.
  private static func alone(_ values: [Double]) -> (mean: Double, squares: Double) {
    var mean = 0.0
    var squares = 0.0
    for (index, value) in values.enumerated() {
      let distance = value - mean
      mean += distance / Double(index + 1)
      squares += distance * (value - mean)
    }
    return (mean, squares)
  }

  @Test func everyColumnHasTheBitsThatItHasAlone() {
    let names = (0..<7).map { Channel.weight("w\($0)") }
    let samples = (0..<7 * 50).map { Float(($0 * 7919) % 1009) / 1009 }
    let track = Track(layout: ChannelLayout(names), rate: .fps60, samples: samples)
    var moments = RunningMoments(
      counts: Array(repeating: 0, count: 7), means: Array(repeating: 0, count: 7),
      squares: Array(repeating: 0, count: 7))
    moments.add(track)
    moments.add(track)
    for column in 0..<7 {
      let own = stride(from: column, to: samples.count, by: 7).map { Double(samples[$0]) }
      let (mean, squares) = Self.alone(own + own)
      #expect(moments.counts[column] == 100)
      #expect(moments.means[column] == mean && moments.squares[column] == squares)
    }
  }

  @Test func noFramesChangeNothing() {
    var moments = RunningMoments(counts: [3], means: [0.5], squares: [0.25])
    moments.add(Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, samples: []))
    #expect(moments.counts == [3] && moments.means == [0.5] && moments.squares == [0.25])
  }
}
