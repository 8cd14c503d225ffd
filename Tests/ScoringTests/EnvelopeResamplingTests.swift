import Foundation
import Testing

@testable import Scoring
import Statistics

@Suite struct EnvelopeResamplingTests {
  private func envelope() throws -> StyleEnvelope {
    try #require(SyntheticCast.reference.styleModel().envelope)
  }

  @Test func sumsBetweenSessionsAddUpToThoseOfAll() throws {
    let envelope = try envelope()
    let n = envelope.sessions.count
    #expect(envelope.between.values.count == n * n)
    let whole = envelope.between.values.reduce(0, +)
    let known = try #require(envelope.withinSums[""])
    #expect(abs(whole - known) < 1e-9 * known)
    for i in 0..<n {
      for j in 0..<n { #expect(envelope.between.values[i * n + j] == envelope.between.values[j * n + i]) }
    }
  }

  @Test func aDistanceFromPiecesIsThatOfTheClouds() throws {
    let envelope = try envelope()
    let script = envelope.sessions[2].script
    let others = try envelope.reference(without: script)
    let windows = try PointCloud(envelope.sessions[2].points.values, dimensions: envelope.dimensions)
    let direct = try EnergyDistance(windows, others).v
    let summed = try envelope.energy(envelope.piece(windows), others.count, script: script)
    #expect(abs(direct - summed) < 1e-9 * max(1, direct))
  }

  @Test func theIntervalHoldsTheDistanceAndIsTheSameTwice() throws {
    let own = StyleDistance().measure(SyntheticCast.take())
    let draws = try #require(own.series[StyleDistance.resampled])
    #expect(draws.count == StyleEnvelope.resampling.draws)
    let value = try #require(own["envelope.distance/1"].number)
    let low = try #require(own["distance low"].number)
    let high = try #require(own["distance high"].number)
    #expect(low < high && low < value * 1.2 && high > value * 0.8)
    #expect(StyleDistance().measure(SyntheticCast.take()).series == own.series)
    // Another character stays beyond the character's own interval.
    let (_, habits) = try #require(SyntheticCast.decoys.first)
    let other = StyleDistance().measure(SyntheticCast.take(habits))
    #expect(try #require(other["distance low"].number) > high)
  }

  @Test func withoutSumsThereIsNoInterval() throws {
    var envelope = try envelope()
    envelope.between = PackedNumbers([])
    let piece = StyleEnvelope.Piece(count: 9, within: 1, across: [])
    #expect(envelope.resampled([piece], script: "", length: 9, usual: 1).isEmpty)
    #expect(try self.envelope().resampled([], script: "", length: 9, usual: 1).isEmpty)
  }
}
