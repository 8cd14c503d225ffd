import Motion

/// Amount of motion by channel.
enum Spread {
  /// Σ over a channel's columns of (1/T) Σ |x - mean|, in the order of the layout.
  static func perChannel(_ track: Track) -> [Double] {
    let columns = perColumn(track)
    return track.layout.channels.indices.map { index in
      let offset = track.layout.offsets[index]
      return columns[offset..<offset + track.layout.channels[index].kind.width].reduce(0, +)
    }
  }

  /// Mean |x - mean| of every column.
  static func perColumn(_ track: Track) -> [Double] {
    track.samples.withUnsafeBufferPointer {
      perColumn($0, count: track.frameCount, width: track.layout.width)
    }
  }

  /// The same of rows of numbers, frame-major.
  static func perColumn<Number: BinaryFloatingPoint>(
    _ samples: UnsafeBufferPointer<Number>, count: Int, width: Int
  ) -> [Double] {
    var mean = [Double](repeating: 0, count: width)
    var spread = [Double](repeating: 0, count: width)
    guard count > 0 else { return spread }
    mean.withUnsafeMutableBufferPointer { means in
      spread.withUnsafeMutableBufferPointer { spreads in
        // Plain pointers and no checked index sums: the inner loops must vectorise.
        guard let x = samples.baseAddress, let mean = means.baseAddress, let spread = spreads.baseAddress
        else { return }
        for frame in 0..<count {
          let row = x + frame * width
          for column in 0..<width { mean[column] += Double(row[column]) }
        }
        for column in 0..<width { mean[column] /= Double(count) }
        for frame in 0..<count {
          let row = x + frame * width
          for column in 0..<width { spread[column] += abs(Double(row[column]) - mean[column]) }
        }
        for column in 0..<width { spread[column] /= Double(count) }
      }
    }
    return spread
  }
}
