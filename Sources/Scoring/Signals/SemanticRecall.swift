/// Share of joints near their recorded place, weighted by how much the moment means (SRGR).
///
/// Joints are rows of x, y, z per joint, frame after frame; a joint hits where its distance is under the threshold.
struct SemanticRecall {
  /// Distance under which a joint hits, in the unit of the joints: as published.
  static let threshold = 0.1

  /// How the three differences of a joint make a distance.
  enum Distance {
    /// Sum of magnitudes: the 2022 form.
    case sum
    /// Root of the sum of squares: the 2024 form.
    case euclidean
  }

  /// Σ w·hit over frames and joints.
  let weightedHits: Double
  /// Σ w over frames.
  let weight: Double
  /// Frames × joints.
  let count: Int
  private let joints: Int

  /// Σ w·hit / (J·Σ w), in 0…1; `nil` where no frame has weight.
  var normalised: Double? { weight > 0 ? weightedHits / (Double(joints) * weight) : nil }

  /// mean(w·hit)/divisor, which may exceed 1: the published form divides by the mean weight of one corpus.
  func published(dividedBy divisor: Double) -> Double { weightedHits / Double(count) / divisor }

  /// Compares joints.
  ///
  /// - Throws: ``Undefined`` for unlike or empty motions, a width that is no multiple of 3, and weights that are
  ///   negative or not one per frame.
  init(
    made: [Double], recorded: [Double], width: Int, weights: [Double], threshold: Double, distance: Distance
  ) throws(Undefined) {
    guard width > 0, width % 3 == 0 else { throw Undefined("joints need three columns each") }
    guard made.count == recorded.count, !made.isEmpty, made.count % width == 0 else {
      throw Undefined("the two motions differ in joints or frames, or are empty")
    }
    guard weights.count == made.count / width else { throw Undefined("a weight per frame is needed") }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw Undefined("a weight is negative") }
    var hits = 0.0
    for (frame, weight) in weights.enumerated() {
      for joint in stride(from: frame * width, to: (frame + 1) * width, by: 3) {
        var sum = 0.0
        for column in joint..<joint + 3 {
          let step = made[column] - recorded[column]
          sum += distance == .sum ? abs(step) : step * step
        }
        if (distance == .sum ? sum : sum.squareRoot()) < threshold { hits += weight }
      }
    }
    weightedHits = hits
    weight = weights.reduce(0, +)
    joints = width / 3
    count = weights.count * joints
  }
}
