import Motion

/// Mean and squares about it of the columns of a track, frame after frame (Welford 1962).
///
/// Columns side by side, so that the loop over them is one of vectors; each has the bits that it would have alone.
struct RunningMoments {
  /// Frames so far, by column.
  var counts: [Double]
  var means: [Double]
  /// Σ (x - mean)².
  var squares: [Double]

  /// Begins with what is known of each column.
  init(counts: [Double], means: [Double], squares: [Double]) {
    self.counts = counts
    self.means = means
    self.squares = squares
  }

  /// Adds all frames of a track with as many columns.
  mutating func add(_ track: Track) {
    let width = track.layout.width
    precondition(counts.count == width && means.count == width && squares.count == width, "bad width")
    let frames = track.frameCount
    track.samples.withUnsafeBufferPointer { samples in
      counts.withUnsafeMutableBufferPointer { counts in
        means.withUnsafeMutableBufferPointer { means in
          squares.withUnsafeMutableBufferPointer { squares in
            // Plain pointers: the inner loop must vectorise.
            guard var row = samples.baseAddress, let count = counts.baseAddress, let mean = means.baseAddress,
              let square = squares.baseAddress
            else { return }
            for _ in 0..<frames {
              for column in 0..<width {
                count[column] += 1
                let value = Double(row[column])
                let distance = value - mean[column]
                mean[column] += distance / count[column]
                square[column] += distance * (value - mean[column])
              }
              row += width
            }
          }
        }
      }
    }
  }
}
