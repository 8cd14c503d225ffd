import Dispatch
import Statistics
import Synchronization

/// Fréchet distance of a run's windows from the character's, without a learned encoder.
public struct GestureDistance: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "fgd-lin/1"

  /// Name of the points of windows in a record.
  static let points = "points"
  /// Draws of each smaller number of windows.
  static let draws = 20
  static let seed: UInt64 = 1

  private static let parameters = [
    "window s": StyleWindows.seconds, "grid Hz": StyleWindows.aim,
    "directions": Double(StyleSpace.directions), "draws": Double(draws), "seed": Double(seed),
    "windows per direction": Double(StyleModel.windowsPerDirection),
  ]
  private static let lies =
    "A shift in time, another script, inverted emotion and a slow drift leave it as it is, and a little jitter outweighs "
    + "another character: order by it, do not divide. Numbers of other encoders are not comparable, and held-out sessions "
    + "themselves have 0."

  /// Distance and its limit.
  public let descriptors = [
    MetricDescriptor(
      id: "fgd-lin.distance/1", title: "FGD (linear)", direction: .lower, rank: .diagnostic, reduction: .set,
      needs: [.reference], parameters: parameters,
      summary:
        "Fréchet distance between all windows of the run that do not overlap and those of the held-out sessions: "
        + "means, deviations and mean speeds of all columns as z-scores of the cast, in its first 12 principal "
        + "directions.",
      whereItLies: lies + " Few windows raise it.",
      source: "form of the Fréchet gesture distance (Yoon et al. 2020); features ours"),
    MetricDescriptor(
      id: "fgd-lin.limit/1", title: "FGD (linear) ∞", direction: .lower, rank: .diagnostic, reduction: .set,
      needs: [.reference], parameters: parameters,
      summary:
        "The same at endlessly many windows: intercept of the distance against 1/N over all, half and a quarter of "
        + "the windows, 20 draws each.",
      whereItLies: lies,
      source: "Chong and Forsyth 2020, on the distance above"),
  ]

  /// Keeps the take's windows; both scores are made of all takes together.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      let model = try take.reference.styleModel()
      let reading = try model.read(take, leastWindows: 1)
      let width = 3 * reading.windows.columns
      let apart = stride(from: 0, to: reading.windows.count, by: 2)
      result.series[Self.points] = model.gesture.points(
        apart.flatMap { reading.windows.rows[$0 * width..<($0 + 1) * width] })
      result["windows"] = .value(Double((reading.windows.count + 1) / 2))
      for descriptor in descriptors {
        result[descriptor.id] = .undefined(reason: "a distance of all takes of a run together")
      }
    }
  }

  /// Compares the windows of all takes with those of the held-out sessions.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    let used = Self.used(records)
    let conversations = Set(used.map(\.key.recording)).count
    let values: [ScoreValue]
    do throws(Undefined) {
      values = try Self.distances(used, of: records, reference)
    } catch { values = descriptors.map { _ in .undefined(reason: error.reason) } }
    return zip(descriptors, values).map { descriptor, value in
      Score(
        metric: descriptor.id, value: value, n: value.number == nil ? 0 : conversations,
        takes: value.number == nil ? 0 : used.count,
        undefinedTakes: value.number == nil ? records.count : records.count - used.count)
    }
  }

  /// One of the scores. The distance alone is had without the forty draws that its limit takes.
  public func value(
    of score: String, _ records: [MeasurementRecord], reference: ScoringReference
  ) -> ScoreValue? {
    guard let place = descriptors.firstIndex(where: { $0.id == score }) else { return nil }
    do throws(Undefined) {
      return try Self.distances(Self.used(records), of: records, reference, hasLimit: place == 1)[place]
    } catch { return .undefined(reason: error.reason) }
  }

  private static func used(_ records: [MeasurementRecord]) -> [MeasurementRecord] {
    records.filter { !($0.measurement.series[Self.points] ?? []).isEmpty }
  }

  private static func distances(
    _ used: [MeasurementRecord], of records: [MeasurementRecord], _ reference: ScoringReference,
    hasLimit: Bool = true
  ) throws(Undefined) -> [ScoreValue] {
    guard !used.isEmpty else {
      throw Undefined(
        records.lazy.compactMap { $0.measurement["fgd-lin.distance/1"].reason }.first
          ?? "there are no takes")
    }
    let model = try reference.styleModel()
    let all = used.flatMap { $0.measurement.series[Self.points] ?? [] }
    return try distances(
      all, model.gesturePoints.values, dimensions: model.gesture.dimensions, hasLimit: hasLimit)
  }

  /// Distance of all points, and its limit where that is wanted.
  static func distances(
    _ points: [Double], _ own: [Double], dimensions: Int, hasLimit: Bool = true
  ) throws(Undefined) -> [ScoreValue] {
    let least = StyleModel.windowsPerDirection * dimensions
    let count = points.count / max(1, dimensions)
    guard dimensions > 0, count >= least else {
      throw Undefined("\(count) windows that do not overlap, at least \(least) are needed")
    }
    guard own.count / dimensions >= least else {
      throw Undefined(
        "the reference has \(own.count / dimensions) windows that do not overlap, at least \(least) are needed"
      )
    }
    do throws(StatisticsError) {
      let cloud = try PointCloud(points, dimensions: dimensions, named: "windows of the run")
      let reference = Covariance(of: try PointCloud(own, dimensions: dimensions, named: "reference windows"))
      let whole = try FrechetDistance(Covariance(of: cloud), reference).value
      guard hasLimit else { return [ScoreValue(whole)] }
      var generator = SplitMix64(seed: seed)
      var samples = [(x: 1 / Double(count), y: whole)]
      for part in [count / 2, count / 4] {
        let drawn = (0..<draws).map { _ in draw(part, of: count, using: &generator) }
        let found = try distances(of: drawn, in: cloud, reference)
        samples.append((1 / Double(part), found.reduce(0, +) / Double(draws)))
      }
      return [ScoreValue(whole), ScoreValue(intercept(samples))]
    } catch { throw Undefined("the windows have no Fréchet distance: \(error)") }
  }

  /// The distance of each choice of windows, in their order; who works them out makes no difference.
  private static func distances(
    of choices: [[Int]], in cloud: PointCloud, _ reference: Covariance
  ) throws(StatisticsError) -> [Double] {
    let found = Mutex<[Result<Double, StatisticsError>?]>(choices.map { _ in nil })
    // A thread takes a stretch of them: they are short.
    let stretch = 5
    DispatchQueue.concurrentPerform(iterations: (choices.count + stretch - 1) / stretch) { turn in
      for index in turn * stretch..<min(choices.count, (turn + 1) * stretch) {
        let result = Result { () throws(StatisticsError) in
          try FrechetDistance(try Covariance(of: cloud, rows: choices[index]), reference).value
        }
        found.withLock { $0[index] = result }
      }
    }
    var values: [Double] = []
    for result in found.withLock({ $0 }) { if let result { values.append(try result.get()) } }
    return values
  }

  /// Indices drawn without putting back, ascending.
  static func draw(_ part: Int, of count: Int, using generator: inout SplitMix64) -> [Int] {
    var all = Array(0..<count)
    var isDrawn = [Bool](repeating: false, count: count)
    for index in 0..<part {
      let other = index + Int(generator.next() % UInt64(count - index))
      all.swapAt(index, other)
      isDrawn[all[index]] = true
    }
    // Cheaper than sorting what was drawn.
    var drawn: [Int] = []
    drawn.reserveCapacity(part)
    for index in 0..<count where isDrawn[index] { drawn.append(index) }
    return drawn
  }

  /// Intercept of a least-squares line.
  private static func intercept(_ samples: [(x: Double, y: Double)]) -> Double {
    let count = Double(samples.count)
    let x = samples.reduce(0) { $0 + $1.x } / count
    let y = samples.reduce(0) { $0 + $1.y } / count
    let along = samples.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
    let across = samples.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
    return along > 0 ? y - across / along * x : y
  }
}
