import Foundation
import Motion

/// What single values must keep: numbers, ranges, rest, and pairs of them.
extension RigInspection {
  mutating func checkFinite(_ channel: Channel, _ offset: Int) {
    for frame in 0..<track.frameCount {
      for column in offset..<offset + channel.kind.width where !track[frame, column].isFinite {
        faults.note(.notFinite, frame: frame, channel.name, value: nil, limit: nil)
        break
      }
    }
  }

  mutating func checkRange(_ name: String, _ offset: Int) {
    let range = limits.weights[name] ?? ScoringLimits.Range(0, 1)
    let lowest = Float(range.lowest)
    let highest = Float(range.highest)
    for frame in frames({ $0[offset] >= lowest && $0[offset] <= highest }) {
      let value = track[frame, offset]
      guard value.isFinite else { continue }
      let excess = max(lowest - value, value - highest)
      if excess <= RigRule.rangeTolerance {
        clamped += 1
      } else {
        faults.note(
          .range, frame: frame, name, value: Double(value),
          limit: value > highest ? range.highest : range.lowest, excess: Double(excess))
      }
    }
  }

  /// Rest within the tolerances: of a weight (the same number for radians and metres) and of a joint.
  mutating func checkRest(_ channel: Channel, _ offset: Int) {
    let columns = min(3, channel.kind.width)
    let isRotation = channel.kind == .rotation
    let tilt = sinf(Float(RigRule.angleTolerance * .pi / 360))
    let suspects = frames { row in
      // Of a rotation the first three numbers are the sine of half its angle, times its length.
      for column in 0..<columns
      where abs(row[offset + column]) > (isRotation ? tilt : RigRule.rangeTolerance) {
        return false
      }
      return true
    }
    for frame in suspects {
      let sizes = (offset..<offset + columns).map { abs(Double(track[frame, $0])) }
      guard let largest = sizes.max(), largest.isFinite else { continue }
      let value = isRotation ? 2 * asin(min(1, largest)) * 180 / .pi : largest
      faults.note(
        .never, frame: frame, channel.name, value: value, limit: 0, unit: isRotation ? "deg" : nil,
        excess: value)
    }
  }

  mutating func checkPair(_ pair: ScoringLimits.ForbiddenPair) {
    guard let first = track.curve(pair.first), let second = track.curve(pair.second) else { return }
    let most = Float(pair.limit)
    for frame in first.indices {
      let product = first[frame] * second[frame]
      if product > most {
        faults.note(
          .forbiddenPair, frame: frame, "\(pair.first)·\(pair.second)", value: Double(product),
          limit: pair.limit, excess: Double(product - most))
      }
    }
  }
}
