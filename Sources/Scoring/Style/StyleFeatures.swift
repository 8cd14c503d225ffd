import Foundation

/// What identity and envelope are judged by: the window's numbers on scales on which people and characters differ.
///
/// Of every column the mean, ln(deviation), ln(speed) and ln(speed / deviation), which is how fast it turns; of every
/// pair of sides how lopsided level and speed are. Logarithms keep one loud window from outweighing all others.
struct StyleFeatures: Sendable {
  /// Added to deviations and speeds before the logarithm.
  static let floor = 1e-3
  /// Added before deviation and speed are divided by each other.
  static let tempoFloor = 1e-2
  /// Added to the sum of both sides' levels, weights.
  static let levelFloor = 0.01
  /// Added to the sum of both sides' speeds, per second.
  static let speedFloor = 0.05

  private let columns: Int
  /// Columns of both sides of a pair; weights have one each, joints three.
  private let pairs: [(left: Range<Int>, right: Range<Int>)]

  init(_ columns: StyleColumns) {
    self.columns = columns.count
    let offsets = columns.offsets
    pairs = columns.pairs.map { pair in
      let width = columns.entries[pair.left].width
      return (
        offsets[pair.left]..<offsets[pair.left] + width, offsets[pair.right]..<offsets[pair.right] + width
      )
    }
  }

  /// Numbers per window.
  var count: Int { 4 * columns + pairs.reduce(0) { $0 + ($1.left.count == 1 ? 2 : 1) } }

  /// The least deviation that each feature is divided by, so that what hardly ever moves is not blown up.
  var floors: [Double] {
    var result = [Double](repeating: 0.001, count: columns)
    result += [Double](repeating: 0.02, count: 3 * columns)
    for pair in pairs { result += [Double](repeating: 0.005, count: pair.left.count == 1 ? 2 : 1) }
    return result
  }

  /// The features of all windows, row by row.
  func rows(_ windows: StyleWindows) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(windows.count * count)
    for index in 0..<windows.count {
      let row = windows.row(index)
      let start = row.startIndex
      func level(_ k: Int) -> Double { row[start + k] }
      func deviation(_ k: Int) -> Double { row[start + columns + k] }
      func speed(_ k: Int) -> Double { row[start + 2 * columns + k] }
      for k in 0..<columns { result.append(level(k)) }
      for k in 0..<columns { result.append(log(deviation(k) + Self.floor)) }
      for k in 0..<columns { result.append(log(speed(k) + Self.floor)) }
      for k in 0..<columns {
        result.append(log((speed(k) + Self.tempoFloor) / (deviation(k) + Self.tempoFloor)))
      }
      for pair in pairs {
        if pair.left.count == 1 {
          let (a, b) = (level(pair.left.lowerBound), level(pair.right.lowerBound))
          result.append((a - b) / (abs(a) + abs(b) + Self.levelFloor))
        }
        let left = pair.left.reduce(0) { $0 + speed($1) }
        let right = pair.right.reduce(0) { $0 + speed($1) }
        result.append((left - right) / (left + right + Self.speedFloor))
      }
    }
    return result
  }

  /// How much moves: mean z-score of ln(speed) over windows and columns; 0 is what the cast does.
  func activity(_ scores: ArraySlice<Double>) -> Double {
    var sum = 0.0
    var windows = 0
    for start in stride(from: scores.startIndex, to: scores.endIndex, by: max(1, count)) {
      for k in 0..<columns { sum += scores[start + 2 * columns + k] }
      windows += 1
    }
    return windows > 0 && columns > 0 ? sum / Double(windows * columns) : 0
  }
}
