import Foundation
import Motion

/// Mean, deviation and mean speed of every column in windows of 2 s that begin every second.
///
/// Frames are taken on a grid near 30 Hz, since speed depends on the step. Channels that a track lacks stand at
/// rest, as they do when it is shown.
struct StyleWindows: Sendable {
  /// Length of a window in seconds; a new one begins every half of it.
  static let seconds = 2.0
  /// The rate that is aimed at.
  static let aim = 30.0

  let columns: Int
  /// Windows × 3 · columns: means, deviations (n - 1), mean speeds per second.
  let rows: [Double]

  /// Number of windows.
  var count: Int { columns > 0 ? rows.count / (3 * columns) : 0 }

  /// One window's numbers.
  func row(_ index: Int) -> ArraySlice<Double> { rows[index * 3 * columns..<(index + 1) * 3 * columns] }

  /// Measures a track whose samples are finite; one shorter than a window has none.
  init(_ track: Track, columns: StyleColumns) {
    let stride = max(1, Int((track.rate.framesPerSecond / Self.aim).rounded()))
    let rate = track.rate.framesPerSecond / Double(stride)
    let hop = max(2, Int((rate * Self.seconds / 2).rounded()))
    let frames = (track.frameCount + stride - 1) / stride
    var blocks = BlockSums(width: columns.count, hop: hop, rate: rate)
    let reader = FrameReader(columns, track)
    for block in 0..<frames / hop {
      blocks.begin()
      for frame in block * hop..<(block + 1) * hop {
        reader.read(frame * stride, into: &blocks.frame)
        blocks.add()
      }
      blocks.end()
    }
    self.columns = columns.count
    rows = blocks.windows
  }
}

/// Reads the columns of a frame.
private struct FrameReader {
  private let track: Track
  private let places: [(source: Int, target: Int, isRotation: Bool)]

  init(_ columns: StyleColumns, _ track: Track) {
    self.track = track
    let offsets = columns.offsets
    places = columns.places(in: track.layout).enumerated().compactMap { index, place in
      place.map { ($0, offsets[index], columns.entries[index].width == 3) }
    }
  }

  func read(_ frame: Int, into target: inout [Double]) {
    let start = frame * track.layout.width
    track.samples.withUnsafeBufferPointer { x in
      target.withUnsafeMutableBufferPointer { target in
        for place in places {
          let at = start + place.source
          guard place.isRotation else {
            target[place.target] = Double(x[at])
            continue
          }
          // Rotation vector: axis times angle, of the nearer of q and -q; q need not be of unit length.
          let side: Double = x[at + 3] < 0 ? -1 : 1
          let (a, b, c) = (side * Double(x[at]), side * Double(x[at + 1]), side * Double(x[at + 2]))
          let sine = (a * a + b * b + c * c).squareRoot()
          let scale = sine > 1e-12 ? 2 * atan2(sine, side * Double(x[at + 3])) / sine : 0
          target[place.target] = a * scale
          target[place.target + 1] = b * scale
          target[place.target + 2] = c * scale
        }
      }
    }
  }
}

/// Sums over blocks of one second; two neighbours make a window.
private struct BlockSums {
  private let width: Int
  private let hop: Int
  private let rate: Double
  /// The frame to be added.
  var frame: [Double]
  /// Finished windows.
  var windows: [Double] = []

  /// Sums about the first frame of the block, squares about it, path within the block, step into the block.
  private struct Sums {
    var origin: [Double]
    var first: [Double]
    var second: [Double]
    var path: [Double]
    var link: [Double]
  }
  private var last: [Double]
  private var open: Sums
  private var closed: Sums?
  private var added = 0

  init(width: Int, hop: Int, rate: Double) {
    self.width = width
    self.hop = hop
    self.rate = rate
    let zeros = [Double](repeating: 0, count: width)
    frame = zeros
    last = zeros
    open = Sums(origin: zeros, first: zeros, second: zeros, path: zeros, link: zeros)
  }

  mutating func begin() { added = 0 }

  mutating func add() {
    if added == 0 {
      for k in 0..<width {
        open.origin[k] = frame[k]
        open.first[k] = 0
        open.second[k] = 0
        open.path[k] = 0
        open.link[k] = abs(frame[k] - last[k])
      }
    } else {
      let count = width
      frame.withUnsafeBufferPointer { x in
        last.withUnsafeBufferPointer { last in
          open.origin.withUnsafeBufferPointer { origin in
            open.first.withUnsafeMutableBufferPointer { first in
              open.second.withUnsafeMutableBufferPointer { second in
                open.path.withUnsafeMutableBufferPointer { path in
                  for k in 0..<count {
                    let step = x[k] - origin[k]
                    first[k] += step
                    second[k] += step * step
                    path[k] += abs(x[k] - last[k])
                  }
                }
              }
            }
          }
        }
      }
    }
    swap(&last, &frame)
    added += 1
  }

  mutating func end() {
    if let before = closed { append(before, open) }
    closed = open
  }

  private mutating func append(_ a: Sums, _ b: Sums) {
    let n = Double(hop)
    var means = [Double](repeating: 0, count: width)
    var deviations = means
    var speeds = means
    for k in 0..<width {
      let one = a.origin[k] + a.first[k] / n
      let two = b.origin[k] + b.first[k] / n
      let scatter =
        max(0, a.second[k] - a.first[k] * a.first[k] / n)
        + max(0, b.second[k] - b.first[k] * b.first[k] / n) + (two - one) * (two - one) * n / 2
      means[k] = (one + two) / 2
      deviations[k] = (scatter / (2 * n - 1)).squareRoot()
      speeds[k] = (a.path[k] + b.link[k] + b.path[k]) / (2 * n - 1) * rate
    }
    windows += means
    windows += deviations
    windows += speeds
  }
}
