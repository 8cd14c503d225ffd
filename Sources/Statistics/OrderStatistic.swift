/// Values of a rank without sorting the rest.
enum OrderStatistic {
  /// The quantile of type 7 of values in any order, which are moved about; the same number as from sorted ones.
  ///
  /// - Parameters:
  ///   - values: not empty, all finite.
  ///   - q: in 0...1.
  static func quantile(of values: inout [Double], _ q: Double) -> Double {
    precondition(!values.isEmpty, "quantile of nothing")
    let h = Double(values.count - 1) * q
    let index = min(Int(h.rounded(.down)), values.count - 1)
    let here = value(of: &values, rank: index)
    guard index + 1 < values.count else { return here }
    // Behind the rank lies nothing smaller: the next one is the least there.
    var next = Double.infinity
    for at in index + 1..<values.count { next = min(next, values[at]) }
    return here + (h - Double(index)) * (next - here)
  }

  /// The value of a rank counted from 0 (Hoare 1961): afterwards what lies before it is no larger, what lies behind no
  /// smaller.
  private static func value(of values: inout [Double], rank: Int) -> Double {
    values.withUnsafeMutableBufferPointer { x in
      var low = 0
      var high = x.count - 1
      var rounds = 0
      while low < high {
        rounds += 1
        guard rounds < 200 else {
          // Values in a bad order: sorted ones have the same rank.
          x[low...high].sort()
          break
        }
        let (a, b, c) = (x[low], x[(low + high) / 2], x[high])
        let pivot = max(min(a, b), min(max(a, b), c))
        var left = low
        var right = high
        while left <= right {
          while x[left] < pivot { left += 1 }
          while x[right] > pivot { right -= 1 }
          if left <= right {
            x.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if rank <= right { high = right } else if rank >= left { low = left } else { break }
      }
      return x[rank]
    }
  }
}
