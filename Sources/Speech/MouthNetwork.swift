/// Two small layers and a direct path from 19 numbers of a row to openness, rounding and spread.
///
/// Values are about 0 at rest and 1 for the widest, roundest, broadest mouth that the takes held; nothing bounds
/// them. Sums run in one order, so that a row gives the same bits wherever it lies.
struct MouthNetwork {
  /// Numbers that go in.
  static let inputCount = 19
  private static let outputCount = 3
  private static let firstCount = 32
  private static let secondCount = 16
  /// Where the layers begin among the units.
  private static let firstStart = 24
  private static let secondStart = 56

  private let first: [SIMD8<Float>]
  private let second: [SIMD8<Float>]
  private let output: [SIMD8<Float>]
  private let direct: [SIMD8<Float>]
  /// Inputs, first and second layer; the inputs are set before each ``measure()``.
  private var units = [Float](repeating: 0, count: Self.secondStart + Self.secondCount)

  init() {
    first = Self.packed(MouthWeights.first, MouthWeights.firstBias)
    second = Self.packed(MouthWeights.second, MouthWeights.secondBias)
    output = Self.packed(MouthWeights.output, MouthWeights.outputBias)
    direct = Self.packed(MouthWeights.direct, [Float](repeating: 0, count: Self.outputCount))
  }

  /// An input of the next measurement.
  subscript(input: Int) -> Float {
    get { units[input] }
    set { units[input] = newValue }
  }

  /// Openness, rounding and spread for the inputs as they stand.
  mutating func measure() -> SIMD3<Float> {
    units.withUnsafeMutableBufferPointer { units in
      Self.layer(
        units, from: 0, count: Self.inputCount, first, into: Self.firstStart, groups: Self.firstCount / 8)
      Self.layer(
        units, from: Self.firstStart, count: Self.firstCount, second, into: Self.secondStart,
        groups: Self.secondCount / 8)
      let sum =
        Self.sum(units, from: Self.secondStart, count: Self.secondCount, output, group: 0, of: 1)
        + Self.sum(units, from: 0, count: Self.inputCount, direct, group: 0, of: 1)
      return SIMD3(sum[0], sum[1], sum[2])
    }
  }

  /// Weighted sums of units, nothing below zero.
  @inline(__always)
  private static func layer(
    _ units: UnsafeMutableBufferPointer<Float>, from: Int, count: Int, _ weights: [SIMD8<Float>], into: Int,
    groups: Int
  ) {
    for group in 0..<groups {
      let sum = sum(units, from: from, count: count, weights, group: group, of: groups)
      let kept = sum.replacing(with: 0, where: sum .< 0)
      for lane in 0..<8 { units[into + group * 8 + lane] = kept[lane] }
    }
  }

  @inline(__always)
  private static func sum(
    _ units: UnsafeMutableBufferPointer<Float>, from: Int, count: Int, _ weights: [SIMD8<Float>], group: Int,
    of groups: Int
  ) -> SIMD8<Float> {
    weights.withUnsafeBufferPointer { weights in
      var sum = weights[count * groups + group]
      for index in 0..<count { sum += weights[index * groups + group] * units[from + index] }
      return sum
    }
  }

  /// Rows of weights in groups of eight columns, padded with zeros, and the bias as the last row.
  private static func packed(_ weights: [Float], _ bias: [Float]) -> [SIMD8<Float>] {
    let columns = bias.count
    let groups = (columns + 7) / 8
    let values = weights + bias
    var packed = [SIMD8<Float>](repeating: .zero, count: values.count / columns * groups)
    for (index, value) in values.enumerated() {
      let (row, column) = (index / columns, index % columns)
      packed[row * groups + column / 8][column % 8] = value
    }
    return packed
  }
}
