/// The cells of hand space that wrists visit, on a lattice of 5 cm about the chest.
struct HandVoxels {
  /// Edge of a cell in metres.
  static let edge = 0.05
  private static let half = 1 << 9

  /// A cell of an arm by sample, arm after arm; samples of one arm are as many as those of the other.
  private let cells: [[Int]]
  /// Samples per second.
  let rate: Double
  /// The arms, `left` and `right`.
  let sides: [String]

  /// Reads cells of the arms named.
  init(_ motion: WristMotion, sides wanted: [String]) {
    let chosen = motion.sides.filter { wanted.contains($0.name) }
    cells = chosen.map { side in
      side.path.map { Self.cell($0, isLeft: side.name == "left") }
    }
    sides = chosen.map(\.name)
    rate = motion.rate
  }

  /// Number of samples.
  var count: Int { cells.first?.count ?? 0 }

  /// Cells that are visited in a stretch of samples, ascending, each once.
  func visited(_ samples: Range<Int>) -> [Int] {
    var all: [Int] = []
    for arm in cells {
      var last = -1
      for sample in samples.clamped(to: 0..<arm.count) where arm[sample] != last {
        last = arm[sample]
        all.append(last)
      }
    }
    return Self.unique(all)
  }

  /// Cells with the second of the first visit, ascending by cell.
  func firstVisits() -> [(cell: Int, second: Double)] {
    var first: [Int: Int] = [:]
    for arm in cells {
      for (sample, cell) in arm.enumerated() where first[cell].map({ sample < $0 }) ?? true {
        first[cell] = sample
      }
    }
    return first.map { (cell: $0.key, second: Double($0.value) / rate) }.sorted { $0.cell < $1.cell }
  }

  /// Number of a cell: the lattice place of a point within ±25 m, and the arm.
  static func cell(_ point: SIMD3<Double>, isLeft: Bool) -> Int {
    var number = isLeft ? 0 : 1
    for axis in 0..<3 {
      let place = Int((point[axis] / edge).rounded(.down).clamped(to: Double(-half)...Double(half - 1)))
      number = number * 2 * half + place + half
    }
    return number
  }

  /// Numbers that both lists hold; each list ascending, each number once.
  static func shared(_ a: [Int], _ b: [Int]) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        count += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return count
  }

  /// 2·|A ∩ B| / (|A| + |B|); `nil` where both are empty.
  static func dice(_ a: [Int], _ b: [Int]) -> Double? {
    a.isEmpty && b.isEmpty ? nil : 2 * Double(shared(a, b)) / Double(a.count + b.count)
  }

  /// |A ∩ B| / |A ∪ B|; `nil` where both are empty.
  static func jaccard(_ a: [Int], _ b: [Int]) -> Double? {
    let common = shared(a, b)
    let whole = a.count + b.count - common
    return whole == 0 ? nil : Double(common) / Double(whole)
  }

  private static func unique(_ cells: [Int]) -> [Int] {
    var result: [Int] = []
    for cell in cells.sorted() where result.last != cell { result.append(cell) }
    return result
  }
}

extension Double {
  /// The nearest number of a range; the lower end for NaN.
  func clamped(to range: ClosedRange<Double>) -> Double {
    self > range.lowerBound ? Swift.min(self, range.upperBound) : range.lowerBound
  }
}
