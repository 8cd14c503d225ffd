/// Weights of morph targets that are sums of a track's columns, each times a factor.
struct MorphSums: Sendable {
  enum Target: Sendable {
    case still(Float)
    case sum([(column: Int, factor: Float)])
  }
  /// Neighbouring targets that take neighbouring columns as they are.
  private struct Run: Sendable {
    let target: Int
    let column: Int
    var count: Int
  }

  private let width: Int
  private var runs: [Run] = []
  private var stills: [(target: Int, weight: Float)] = []
  private var sums: [(target: Int, inputs: [(column: Int, factor: Float)])] = []

  init(_ targets: [Target]) {
    width = targets.count
    for (number, target) in targets.enumerated() {
      switch target {
      case .still(let weight): stills.append((number, weight))
      case .sum(let inputs):
        guard inputs.count == 1, inputs[0].factor == 1 else {
          sums.append((number, inputs))
          continue
        }
        let column = inputs[0].column
        if let last = runs.last, last.target + last.count == number, last.column + last.count == column {
          runs[runs.count - 1].count += 1
        } else {
          runs.append(Run(target: number, column: column, count: 1))
        }
      }
    }
  }

  /// Writes the weights of frames, all targets of one behind the other.
  func write(
    _ rows: UnsafePointer<Float>, stride: Int, count: Int, to out: UnsafeMutablePointer<Float>
  ) {
    for frame in 0..<count {
      let row = rows + frame * stride
      let weights = out + frame * width
      for run in runs {
        let (from, to) = (row + run.column, weights + run.target)
        // Sums begin at 0: of -0 comes 0.
        for number in 0..<run.count { to[number] = 0 + from[number] }
      }
      for still in stills { weights[still.target] = still.weight }
      for sum in sums {
        var weight: Float = 0
        for input in sum.inputs { weight += row[input.column] * input.factor }
        weights[sum.target] = weight
      }
    }
  }
}
