/// A curve drawn with braille dots: each character holds two columns of four dots.
public struct BrailleCurve: Sendable, Equatable {
  /// Lines of the drawing from top to bottom, each of the width asked for.
  public let lines: [String]
  /// Value at the bottom edge.
  public let low: Double
  /// Value at the top edge.
  public let high: Double

  /// Draws samples spread evenly over the width.
  ///
  /// Each dot column spans the smallest to the largest of its samples, so that an event of one frame is
  /// still seen. Samples that are NaN or infinite leave a gap. Without a range the samples' own is taken.
  ///
  /// - Parameters:
  ///   - samples: the values, left to right.
  ///   - width: characters, at least 1.
  ///   - height: lines, at least 1.
  ///   - range: values at the bottom and top edge; values beyond it are drawn at the edge.
  public init(_ samples: [Double], width: Int, height: Int = 2, range: ClosedRange<Double>? = nil) {
    let width = max(1, width)
    let height = max(1, height)
    let finite = samples.filter(\.isFinite)
    let low = range?.lowerBound ?? finite.min() ?? 0
    var high = range?.upperBound ?? finite.max() ?? 0
    if !(high > low) { high = low + max(1e-6, low.magnitude * 1e-6) }
    var cells = [[UInt32]](repeating: Array(repeating: 0, count: width), count: height)
    let dots = height * 4
    var previous: ClosedRange<Int>?
    for column in 0..<width * 2 {
      guard let bin = Self.bin(samples, column, of: width * 2) else {
        previous = nil
        continue
      }
      func level(_ value: Double) -> Int {
        let share = min(1, max(0, value / (high - low) - low / (high - low)))
        return min(dots - 1, max(0, Int((share * Double(dots - 1)).rounded())))
      }
      var span = level(bin.lowerBound)...level(bin.upperBound)
      let own = span
      if let previous {  // joins columns whose spans do not touch
        if previous.lowerBound > span.upperBound + 1 {
          span = span.lowerBound...previous.lowerBound - 1
        } else if previous.upperBound < span.lowerBound - 1 {
          span = previous.upperBound + 1...span.upperBound
        }
      }
      previous = own
      for dot in span {
        let row = height - 1 - dot / 4
        cells[row][column / 2] |= Self.bit(column: column % 2, fromBottom: dot % 4)
      }
    }
    lines = cells.map { row in
      String(String.UnicodeScalarView(row.compactMap { Unicode.Scalar(0x2800 + $0) }))
    }
    self.low = low
    self.high = high
  }

  /// Smallest and largest finite sample of a dot column; the nearest sample where it holds none.
  private static func bin(_ samples: [Double], _ column: Int, of columns: Int) -> ClosedRange<Double>? {
    guard !samples.isEmpty else { return nil }
    let first = min(samples.count - 1, column * samples.count / columns)
    let end = min(samples.count, max(first + 1, (column + 1) * samples.count / columns))
    let finite = samples[first..<end].filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    return least...most
  }

  /// The bit of a dot in the braille block, where the fourth row was added after the first three.
  private static func bit(column: Int, fromBottom: Int) -> UInt32 {
    switch fromBottom {
    case 0: column == 0 ? 0x40 : 0x80
    case 1: column == 0 ? 0x04 : 0x20
    case 2: column == 0 ? 0x02 : 0x10
    default: column == 0 ? 0x01 : 0x08
    }
  }
}
