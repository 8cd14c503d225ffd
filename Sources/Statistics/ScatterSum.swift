/// The inner loops of a ``Covariance``: blocks of rows are centred into Float64 and multiplied tile by tile.
enum ScatterSum {
  /// Rows of a block: what the second-level cache holds at a few hundred columns.
  private static let blockRows = 64
  /// Columns and rows of a tile: eight 2-lane registers of sums.
  private static let tile = 4

  /// Mean and scatter of `count` rows of `width` numbers.
  static func summed<Number: BinaryFloatingPoint>(
    _ samples: UnsafeBufferPointer<Number>, _ count: Int, _ width: Int
  ) -> Covariance {
    let padded = (width + tile - 1) / tile * tile
    let mean = means(samples, count, width)
    var block = [Double](repeating: 0, count: blockRows * padded)
    var sums = [Double](repeating: 0, count: padded * padded)
    block.withUnsafeMutableBufferPointer { block in
      sums.withUnsafeMutableBufferPointer { sums in
        mean.withUnsafeBufferPointer { mean in
          guard let x = samples.baseAddress, let block = block.baseAddress, let sums = sums.baseAddress,
            let mean = mean.baseAddress
          else { return }
          for first in stride(from: 0, to: count, by: blockRows) {
            let rows = min(blockRows, count - first)
            for row in 0..<rows {
              let source = x + (first + row) * width
              let target = block + row * padded
              for column in 0..<width { target[column] = Double(source[column]) - mean[column] }
            }
            add(block, rows, padded, to: sums)
          }
        }
      }
    }
    var scatter = [Double](repeating: 0, count: width * width)
    for i in 0..<width {
      for j in i..<width {
        // Tiles below the diagonal were left out; inside a diagonal tile both halves are there and equal.
        let value = sums[i * padded + j]
        scatter[i * width + j] = value
        scatter[j * width + i] = value
      }
    }
    return Covariance(count: count, dimensions: width, mean: mean, scatter: scatter)
  }

  /// Means as first row + mean distance from it, so that a constant column has exactly its value.
  private static func means<Number: BinaryFloatingPoint>(
    _ samples: UnsafeBufferPointer<Number>, _ count: Int, _ width: Int
  ) -> [Double] {
    let first = (0..<width).map { Double(samples[$0]) }
    var sums = [Double](repeating: 0, count: width)
    sums.withUnsafeMutableBufferPointer { sums in
      first.withUnsafeBufferPointer { first in
        guard let x = samples.baseAddress, let sums = sums.baseAddress, let first = first.baseAddress
        else { return }
        for row in 0..<count {
          let source = x + row * width
          for column in 0..<width { sums[column] += Double(source[column]) - first[column] }
        }
      }
    }
    return zip(first, sums).map { $0 + $1 / Double(count) }
  }

  /// Adds Σ xᵀ·x of a block to the upper triangle of tiles.
  private static func add(
    _ block: UnsafeMutablePointer<Double>, _ rows: Int, _ width: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    for i in stride(from: 0, to: width, by: tile) {
      for j in stride(from: i, to: width, by: tile) {
        var a = SIMD4<Double>.zero
        var b = SIMD4<Double>.zero
        var c = SIMD4<Double>.zero
        var d = SIMD4<Double>.zero
        var left = block + i
        var right = block + j
        for _ in 0..<rows {
          let y = UnsafeRawPointer(right).loadUnaligned(as: SIMD4<Double>.self)
          a += left[0] * y
          b += left[1] * y
          c += left[2] * y
          d += left[3] * y
          left += width
          right += width
        }
        let target = sums + (i * width + j)
        for lane in 0..<tile {
          target[lane] += a[lane]
          target[width + lane] += b[lane]
          target[2 * width + lane] += c[lane]
          target[3 * width + lane] += d[lane]
        }
      }
    }
  }
}
