import Motion
import Statistics

/// How far the takes of one conversation lie apart from seed to seed (multimodality).
public struct TakeVariety: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "variety/1"

  /// The distance.
  public let descriptors = [
    MetricDescriptor(
      id: "variety.multimodality/1", title: "Multimodality", direction: .closerToReference, rank: .diagnostic,
      reduction: .set, needs: [],
      summary:
        "Mean over conversations of the mean distance between two takes of different seeds, each as mean and "
        + "standard deviation of every column.",
      whereItLies:
        "A random generator wins it; columns in radians, metres and weights are added as they are.",
      source: "ours; mean distance between samples of one input, as papers on generated motion report it")
  ]

  /// Keeps mean and deviation of every column, by channel name.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let layout = take.track.layout
      let width = layout.width
      let frames = take.track.frameCount
      let (mean, square) = Self.moments(take.track.samples, frames: frames, width: width)
      for (index, channel) in layout.channels.enumerated() {
        let columns = layout.offsets[index]..<layout.offsets[index] + channel.kind.width
        result.series[channel.name] = columns.flatMap {
          [mean[$0], (square[$0] / Double(frames)).squareRoot()]
        }
      }
      result["variety.multimodality/1"] = .undefined(reason: "one take has no variety")
    }
  }

  /// Compares the takes of each conversation. Undefined where none has two takes, or they write unlike channels.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    let usable = records.filter { !$0.measurement.series.isEmpty }
    var contexts: [[MeasurementRecord]] = []
    for record in usable {
      if let last = contexts.last?.last, last.key.recording == record.key.recording,
        last.key.participant == record.key.participant
      {
        contexts[contexts.count - 1].append(record)
      } else {
        contexts.append([record])
      }
    }
    contexts.removeAll { $0.count < 2 }
    let value = ScoreValue { () throws(Undefined) in
      guard !contexts.isEmpty else { throw Undefined("no conversation was performed with two seeds or more") }
      do throws(StatisticsError) {
        return try Multimodality.mean(
          of: try contexts.map { context throws(StatisticsError) in
            try PointCloud(rows: context.map(Self.features), named: "takes of \(context[0].key.recording)")
          })
      } catch {
        throw Undefined(error.description)
      }
    }
    let takes = contexts.reduce(0) { $0 + $1.count }
    return [
      Score(
        metric: descriptors[0].id, value: value, n: contexts.count, takes: takes,
        undefinedTakes: records.count - takes)
    ]
  }

  /// Mean of every column, and sum of the squares about it.
  private static func moments(
    _ samples: [Float], frames: Int, width: Int
  ) -> (mean: [Double], square: [Double]) {
    var means = [Double](repeating: 0, count: width)
    var squares = means
    samples.withUnsafeBufferPointer { samples in
      means.withUnsafeMutableBufferPointer { means in
        squares.withUnsafeMutableBufferPointer { squares in
          // Plain pointers: the inner loops must vectorise.
          guard let x = samples.baseAddress, let mean = means.baseAddress, let square = squares.baseAddress
          else { return }
          for frame in 0..<frames {
            let row = x + frame * width
            for column in 0..<width { mean[column] += Double(row[column]) }
          }
          for column in 0..<width { mean[column] /= Double(frames) }
          for frame in 0..<frames {
            let row = x + frame * width
            for column in 0..<width {
              let step = Double(row[column]) - mean[column]
              square[column] += step * step
            }
          }
        }
      }
    }
    return (means, squares)
  }

  private static func features(_ record: MeasurementRecord) -> [Double] {
    record.measurement.series.keys.sorted().flatMap { record.measurement.series[$0] ?? [] }
  }
}
