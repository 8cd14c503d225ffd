import Motion

/// Mean jerk by channel, on a grid of about 30 frames per second.
///
/// Third differences grow with the frame rate wherever there is noise, so every track is read on every k-th
/// frame, k = round(fps / 30), and compared only with tracks whose grid has the same rate.
enum Jerk {
  /// Frames per second aimed at.
  static let aim = 30.0

  /// Frames from one sample of the grid to the next.
  static func step(_ rate: FrameRate) -> Int {
    max(1, Int((rate.framesPerSecond / aim).rounded()))
  }

  /// Samples per second of the grid.
  static func gridRate(_ rate: FrameRate) -> Double { rate.framesPerSecond / Double(step(rate)) }

  /// Mean norm of the third difference times the cube of the rate, in the order of the layout.
  ///
  /// - Returns: `nil` for fewer than 4 samples of the grid.
  static func perChannel(_ track: Track) -> [Double]? {
    let step = step(track.rate)
    let rate = gridRate(track.rate)
    let count = (track.frameCount + step - 1) / step
    guard count >= 4 else { return nil }
    return track.samples.withUnsafeBufferPointer {
      perChannel(
        $0, count: count, widths: track.layout.channels.map(\.kind.width), step: step, rate: rate)
    }
  }

  /// The same of rows of numbers, frame-major, every `step`-th row of which counts.
  ///
  /// - Parameters:
  ///   - count: rows that count, at least 4.
  ///   - widths: columns of each channel.
  ///   - rate: rows that count per second.
  static func perChannel<Number: BinaryFloatingPoint>(
    _ samples: UnsafeBufferPointer<Number>, count: Int, widths: [Int], step: Int, rate: Double
  ) -> [Double] {
    let width = widths.reduce(0, +)
    var sums = [Double](repeating: 0, count: widths.count)
    var difference = [Double](repeating: 0, count: width)
    difference.withUnsafeMutableBufferPointer { differences in
      guard let x = samples.baseAddress, let d = differences.baseAddress else { return }
      let stride = step * width
      for sample in 0..<count - 3 {
        let first = x + sample * stride
        let second = first + stride
        let third = second + stride
        let fourth = third + stride
        for column in 0..<width {
          let rise = Double(fourth[column]) - Double(first[column])
          d[column] = rise - 3 * (Double(third[column]) - Double(second[column]))
        }
        var part = d
        for channel in 0..<widths.count {
          switch widths[channel] {
          case 1: sums[channel] += abs(part[0])
          case 4:
            let squares = part[0] * part[0] + part[1] * part[1] + part[2] * part[2] + part[3] * part[3]
            sums[channel] += squares.squareRoot()
          default:
            var squares = 0.0
            for column in 0..<widths[channel] { squares += part[column] * part[column] }
            sums[channel] += squares.squareRoot()
          }
          part += widths[channel]
        }
      }
    }
    let scale = rate * rate * rate / Double(count - 3)
    return sums.map { $0 * scale }
  }
}
