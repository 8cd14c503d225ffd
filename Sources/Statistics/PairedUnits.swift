/// Paired values grouped into independent units, in an order that does not depend on how they were listed.
///
/// The units are turned so that the sorted list of differences is not smaller than its mirror image, then
/// sorted. So listing the pairs otherwise changes no digit, and swapping A and B only flips signs.
struct PairedUnits {
  /// Pairs in which both values were defined.
  let pairs: Int
  /// Pairs dropped because a value was undefined.
  let dropped: Int
  /// Sums of the turned differences, one unit per cluster.
  let units: [ResamplingUnit]
  /// Mean of A per unit.
  let a: [Double]
  /// Mean of B per unit.
  let b: [Double]
  /// Whether `units` holds a - b instead of b - a.
  let isFlipped: Bool
  /// Whether the differences equal their own mirror image.
  let isSymmetric: Bool
  /// Whether every unit has the same value on both sides, before `transform`.
  let isEqual: Bool

  private struct Pair {
    let a: Double
    let b: Double
    let difference: Double
  }

  /// Pairs by position; `transform` is applied to each defined value.
  init(
    a: [Double?], b: [Double?], clusters: [String]?, transform: (Double) -> Double
  ) throws(StatisticsError) {
    try requireSameLength("paired values A and B", a.count, b.count)
    if let clusters { try requireSameLength("paired values and cluster labels", a.count, clusters.count) }
    try Self.admit(a, "values of A")
    try Self.admit(b, "values of B")
    var groups: [[Pair]] = []
    var places: [String: Int] = [:]
    var isEqual = true
    for index in a.indices {
      guard let x = a[index].map(transform), let y = b[index].map(transform) else { continue }
      let pair = Pair(a: x, b: y, difference: y - x)
      if a[index] != b[index] { isEqual = false }
      guard let label = clusters?[index] else {
        groups.append([pair])
        continue
      }
      if let place = places[label] {
        groups[place].append(pair)
      } else {
        places[label] = groups.count
        groups.append([pair])
      }
    }
    let ascending = groups.joined().map(\.difference).sorted()
    let mirrored = ascending.reversed().map { 0 - $0 }
    let flipped = ascending.lexicographicallyPrecedes(mirrored)
    let rows = groups.map { Self.summarise($0, flipped: flipped) }.sorted {
      ($0.unit.sum, $0.unit.count, $0.a, $0.b) < ($1.unit.sum, $1.unit.count, $1.a, $1.b)
    }
    pairs = ascending.count
    dropped = a.count - ascending.count
    isFlipped = flipped
    isSymmetric = ascending == mirrored
    self.isEqual = isEqual
    units = rows.map(\.unit)
    self.a = rows.map(\.a)
    self.b = rows.map(\.b)
  }

  private static func summarise(
    _ group: [Pair], flipped: Bool
  ) -> (unit: ResamplingUnit, a: Double, b: Double) {
    let n = Double(group.count)
    let turned = group.map { flipped ? 0 - $0.difference : $0.difference }
    return (
      ResamplingUnit(sum: turned.sorted().reduce(0, +), count: group.count),
      group.map(\.a).sorted().reduce(0, +) / n,
      group.map(\.b).sorted().reduce(0, +) / n
    )
  }

  private static func admit(_ values: [Double?], _ name: String) throws(StatisticsError) {
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      guard value.isFinite else { throw .notFinite(what: name, index: index) }
      guard value.magnitude <= Sample.largestMagnitude / 1e6 else {
        throw .outOfRange(what: "\(name), index \(index)", range: "-1e134...1e134", given: "\(value)")
      }
    }
  }
}
