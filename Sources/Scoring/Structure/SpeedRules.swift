import Foundation
import Motion

/// How fast a channel may move from one frame to the next.
extension RigInspection {
  mutating func checkSpeed(_ channel: Channel, _ offset: Int, _ limit: Double) {
    let isRotation = channel.kind == .rotation
    let rate = track.rate.framesPerSecond
    let allowed = limit * 1.000_01 / rate
    // Of unit quaternions the chord is told: of a turn by a, 2·sin(a/4).
    let most = isRotation ? 2 * sin(min(allowed, 2 * .pi) / 4) : allowed
    let columns = channel.kind.width
    let stride = width
    func step(_ row: UnsafePointer<Float>) -> Double {
      var sum = 0.0
      var other = 0.0
      for column in offset..<offset + columns {
        let now = Double(row[column])
        let before = Double(row[column - stride])
        sum += (now - before) * (now - before)
        other += (now + before) * (now + before)
      }
      return isRotation ? min(sum, other) : sum
    }
    var isFirst = true
    let suspects = frames { row in
      defer { isFirst = false }
      return isFirst || step(row) <= most * most
    }
    let unit = isRotation || channel.kind == .angle ? "rad/s" : channel.kind == .weight ? "/s" : "m/s"
    for frame in suspects {
      let square = track.samples.withUnsafeBufferPointer { samples in
        samples.baseAddress.map { step($0 + frame * width) } ?? 0
      }
      guard square.isFinite else { continue }
      let way = square.squareRoot()
      let speed = (isRotation ? 4 * asin(min(1, way / 2)) : way) * rate
      faults.note(
        .speed, frame: frame, channel.name, value: speed, limit: limit, unit: unit, excess: speed - limit)
    }
  }
}
