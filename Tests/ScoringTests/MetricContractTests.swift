import Conversation
import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

/// What every metric must keep.
@Suite struct MetricContractTests {
  static let ids = Metrics.all.map(\.id)

  private func metric(_ id: String) throws -> any Metric { try Metrics.metric(id) }

  /// Metrics of what half a minute on no legs does not show.
  private static let needsLength = ["blink-intervals/1", "foot-slide/1", "backchannel/1"]

  private static func goodTake(_ id: String) -> TakeEvidence {
    needsLength.contains(id) ? FullClip.long : FullClip.stage.clips[0]
  }

  @Test(arguments: ids) func measuresTheSameTwice(_ id: String) throws {
    let clip = SyntheticClip.stage.clips[0]
    #expect(try metric(id).measure(clip) == metric(id).measure(clip))
  }

  @Test(arguments: ids) func givesEveryScoreAValueOnAGoodTake(_ id: String) throws {
    let metric = try metric(id)
    let measurement = metric.measure(Self.goodTake(id))
    #expect(measurement.metric == id)
    for descriptor in metric.descriptors where descriptor.reduction != .set {
      #expect(measurement[descriptor.id].number != nil, "\(descriptor.id): \(measurement[descriptor.id])")
    }
  }

  @Test(arguments: ids) func anEmptyTakeIsUndefined(_ id: String) throws {
    let clip = SyntheticClip.stage.clips[0]
    let empty = clip.with(track: Track(layout: clip.track.layout, rate: clip.track.rate, samples: []))
    let measurement = try metric(id).measure(empty)
    for descriptor in try metric(id).descriptors {
      #expect(measurement[descriptor.id].number == nil, "\(descriptor.id)")
    }
  }

  @Test(arguments: ids) func aTrackWithoutItsChannelsIsUndefinedOrFaulty(_ id: String) throws {
    let clip = SyntheticClip.stage.clips[0]
    let samples = (0..<900).map { Float(sin(Double($0))) }
    let alien = Track(
      layout: ChannelLayout([Channel("tail", kind: .angle)]), rate: clip.track.rate, samples: samples)
    let measurement = try metric(id).measure(clip.with(track: alien))
    for descriptor in try metric(id).descriptors where !descriptor.needs.isEmpty {
      if descriptor.headline == 1 {
        #expect(measurement[descriptor.id] == .value(0))
      } else if descriptor.needs != [.limits] {
        #expect(measurement[descriptor.id].number == nil, "\(descriptor.id)")
      }
    }
  }

  @Test(arguments: ids) func valuesThatAreNotFiniteNeverBecomeANumber(_ id: String) throws {
    let clip = SyntheticClip.stage.clips[0]
    var track = clip.track
    track[17, 0] = .nan
    track[40, 13] = .infinity
    let measurement = try metric(id).measure(clip.with(track: track))
    for descriptor in try metric(id).descriptors {
      if id == "rig-validity/2" {
        #expect(measurement["not finite"] == .value(2))
      } else {
        #expect(measurement[descriptor.id].number == nil, "\(descriptor.id)")
      }
    }
    #expect(throws: Never.self) { try JSONEncoder().encode(measurement) }
  }

  @Test(arguments: ids) func addingAConstantToAllTimesChangesNothing(_ id: String) throws {
    let reference = SyntheticClip.stage.reference
    for hasEnvelope in [false, true] {
      let clip = SyntheticClip(seed: 3)
      let now = clip.evidence(estimated: hasEnvelope, hasEnvelope: hasEnvelope, reference: reference)
      let later = clip.evidence(
        delay: MediaTime(flicks: 5_123_456_789), estimated: hasEnvelope, hasEnvelope: hasEnvelope,
        reference: reference)
      #expect(try metric(id).measure(now) == metric(id).measure(later))
    }
  }

  @Test(arguments: ids) func theOrderOfChannelsChangesNothing(_ id: String) throws {
    let clip = Self.needsLength.contains(id) ? FullClip.long : FullClip.stage.clips[1]
    let reversed = ChannelLayout(clip.track.layout.channels.reversed())
    var track = Track(layout: reversed, rate: clip.track.rate, frameCount: clip.track.frameCount)
    for channel in reversed.channels {
      let from = try #require(clip.track.layout.offset(of: channel.name))
      let to = try #require(reversed.offset(of: channel.name))
      for frame in 0..<track.frameCount {
        for lane in 0..<channel.kind.width { track[frame, to + lane] = clip.track[frame, from + lane] }
      }
    }
    let before = try metric(id).measure(clip)
    let after = try metric(id).measure(clip.with(track: track))
    for descriptor in try metric(id).descriptors where descriptor.reduction != .set {
      let a = try #require(before[descriptor.id].number)
      let b = try #require(after[descriptor.id].number)
      #expect(abs(a - b) <= 1e-12 * max(1, abs(a)), "\(descriptor.id)")
    }
  }

  @Test func halvingTheFrameRateMovesHeadlinesByLessThanAFewPercent() throws {
    let reference = FullClip.stage.reference
    var fast: [String: Double] = [:]
    var slow: [String: Double] = [:]
    for seed in UInt64(20)..<24 {
      let clip = SyntheticClip(seed: seed)
      for (fps, isFast) in [(Int32(60), true), (30, false)] {
        for record in Metrics.measure(FullClip.evidence(clip, fps: fps, reference: reference)) {
          for (name, value) in record.measurement.quantities {
            guard let number = value.number else { continue }
            if isFast { fast[name, default: 0] += number / 4 } else { slow[name, default: 0] += number / 4 }
          }
        }
      }
    }
    // Ratios on a log scale and shares move by less than 0.05; lags by less than 5 ms.
    for descriptor in Metrics.descriptors where descriptor.headline != nil {
      let a = try #require(fast[descriptor.id])
      let b = try #require(slow[descriptor.id])
      let tolerance = descriptor.unit == "ms" ? 5 : 0.05 * max(1, abs(a))
      #expect(abs(a - b) <= tolerance, "\(descriptor.id): \(a) at 60, \(b) at 30")
    }
  }

  @Test func shardsMergeToTheSameBits() throws {
    let reference = SyntheticClip.stage.reference
    let records = SyntheticClip.stage.clips.flatMap { Metrics.measure($0) }
    let whole = try Metrics.reduce(records, reference: reference)
    let halves = [Array(records[0..<37]), Array(records[30...].reversed())]
    let shards = try halves.map { half in
      try JSONDecoder().decode([MeasurementRecord].self, from: CanonicalJSON.encode(half))
    }
    let merged = try MeasurementRecord.union(shards.reversed())
    #expect(merged.count == records.count)
    #expect(try Metrics.reduce(merged, reference: reference) == whole)
    #expect(try Metrics.takeScores(merged) == Metrics.takeScores(records))
  }

  @Test func theListMatchesTheFolder() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Scoring/Metrics")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let types = Metrics.all.map { "\(type(of: $0)).swift" }
    #expect(files.sorted() == types.sorted())
  }

  @Test func descriptorsAreComplete() {
    let ids = Metrics.descriptors.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(Self.ids).count == Self.ids.count)
    for descriptor in Metrics.descriptors {
      let version = descriptor.id.split(separator: "/").last.flatMap { Int($0) }
      #expect(version != nil, "\(descriptor.id) has no version")
      #expect(descriptor.summary.hasSuffix("."), "\(descriptor.id)")
      #expect(descriptor.whereItLies.hasSuffix("."), "\(descriptor.id)")
      #expect(!descriptor.title.isEmpty && !descriptor.source.isEmpty, "\(descriptor.id)")
      if let headline = descriptor.headline { #expect((1...8).contains(headline)) }
    }
  }
}
