import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

/// Tracks of every make, none of which may crash a metric or bring it to a number that is not finite.
@Suite struct MetricPropertyTests {
  /// What a track may look like.
  enum Make: String, CaseIterable, CustomTestStringConvertible {
    case empty, oneFrame, twoFrames, threeFrames, restPose, constant, weightsOnly, jointsOnly, noChannels
    case noise, wildNoise, huge, tiny, notFinite, slow, fast, long

    var testDescription: String { rawValue }

    func track(_ seed: UInt64) -> Track {
      var generator = SeededGenerator(seed: Seed(seed &* 31 &+ 7))
      let whole = FullClip.long.track.layout
      let layout: ChannelLayout =
        switch self {
        case .weightsOnly: ChannelLayout(whole.channels.filter { $0.kind == .weight })
        case .jointsOnly: ChannelLayout(whole.channels.filter { $0.kind == .rotation })
        case .noChannels: ChannelLayout([])
        default: whole
        }
      let count: Int =
        switch self {
        case .empty: 0
        case .oneFrame: 1
        case .twoFrames: 2
        case .threeFrames: 3
        case .long: 4000
        default: 900
        }
      let rate = FrameRate(frames: self == .slow ? 1 : self == .fast ? 240 : 30)
      var track = Track(layout: layout, rate: rate, frameCount: layout.width > 0 ? count : 0)
      guard self != .restPose else { return track }
      let value = Float(generator.unit())
      for index in track.samples.indices {
        let unit = Float(generator.unit())
        track.samples[index] =
          switch self {
          case .constant: value
          case .huge: (unit - 0.5) * 1e38
          case .wildNoise: (unit - 0.5) * 1e4
          case .tiny: unit * 1e-38
          case .notFinite: unit < 0.001 ? .nan : unit < 0.002 ? .infinity : unit
          case .weightsOnly, .jointsOnly: 2 * unit - 1
          default: unit
          }
      }
      return track
    }
  }

  @Test(arguments: Make.allCases) func everyMetricSurvivesEveryTrack(_ make: Make) throws {
    for seed in UInt64(0)..<2 {
      let track = make.track(seed)
      for evidence in [FullClip.long, SyntheticClip.stage.clips[0]] {
        let reference = seed == 0 ? evidence.reference : ScoringReference()
        let take = evidence.with(reference: reference).with(track: track)
        for metric in Metrics.all {
          let record = metric.measure(take)
          #expect(record.metric == metric.id)
          for (name, value) in record.quantities {
            if let number = value.number { #expect(number.isFinite, "\(metric.id) \(name)") }
          }
          for (name, row) in record.series {
            let isFinite = row.allSatisfy(\.isFinite)
            #expect(isFinite, "\(metric.id) \(name)")
          }
          _ = try JSONEncoder().encode(record)
          let key = TakeKey(recording: "r", participant: "nova", seed: seed)
          for score in metric.reduce(
            [MeasurementRecord(key: key, measurement: record)], reference: reference)
          {
            if let number = score.value.number { #expect(number.isFinite, "\(score.metric)") }
          }
        }
      }
    }
  }

  @Test(arguments: [
    Make.empty, .oneFrame, .restPose, .constant, .noise, .wildNoise, .huge, .notFinite, .noChannels,
  ])
  func everyReferenceCanBeLearntAndWritten(_ make: Make) throws {
    let sessions = (UInt64(0)..<4).map { FullClip.long.with(track: make.track($0)) }
    let reference = ScoringReference(sessions: sessions)
    let bytes = try JSONEncoder().encode(reference)
    #expect(try JSONDecoder().decode(ScoringReference.self, from: bytes) == reference)
    for metric in Metrics.all {
      let record = metric.measure(FullClip.long.with(reference: reference))
      _ = try JSONEncoder().encode(record)
    }
  }

  @Test func noRecordsMakeUndefinedScores() {
    for metric in Metrics.all {
      for score in metric.reduce([], reference: FullClip.long.reference) {
        #expect(score.value.number == nil && score.n == 0, "\(score.metric)")
      }
    }
  }
}
