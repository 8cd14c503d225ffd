import Foundation

/// Nods: the pitch of the head going up and down at 1 to 4 Hz by at least 2 degrees.
enum Nods {
  static let leastSize = 2.0
  static let slowest = 1.0
  static let fastest = 4.0

  /// Frames of the deepest point of each nod, from a pitch in degrees, positive downwards.
  ///
  /// A nod is a fall and a rise of at least 2 degrees each. What it takes is twice its width at half its depth, since rest
  /// before and after it has no end, and must lie in 0.25 to 1 s.
  static func find(_ pitch: [Double], framesPerSecond: Double) -> [Int] {
    guard pitch.count > 2 else { return [] }
    // Turning points that stand out by the least size.
    var turns: [(frame: Int, value: Double, isLow: Bool)] = []
    var low = (frame: 0, value: pitch[0])
    var high = low
    var rising: Bool?
    for (frame, value) in pitch.enumerated() {
      if value > high.value { high = (frame, value) }
      if value < low.value { low = (frame, value) }
      if rising != false, high.value - value >= leastSize {
        turns.append((high.frame, high.value, false))
        rising = false
        low = (frame, value)
        high = low
      } else if rising != true, value - low.value >= leastSize {
        turns.append((low.frame, low.value, true))
        rising = true
        high = (frame, value)
        low = high
      }
    }
    var result: [Int] = []
    for index in turns.indices.dropFirst().dropLast() where !turns[index].isLow {
      let half = (turns[index].value + max(turns[index - 1].value, turns[index + 1].value)) / 2
      var first = turns[index].frame
      while first > turns[index - 1].frame, pitch[first - 1] >= half { first -= 1 }
      var last = turns[index].frame
      while last < turns[index + 1].frame, pitch[last + 1] >= half { last += 1 }
      let length = 2 * Double(last - first + 1) / framesPerSecond
      if length >= 1 / fastest, length <= 1 / slowest { result.append(turns[index].frame) }
    }
    return result
  }
}
