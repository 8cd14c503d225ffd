import Foundation
import Motion
import Testing

@testable import Looks

@Suite struct FingerTests {
  private let fingers: [Hand.Finger] = [.index, .middle, .ring, .little]

  /// Joints and tip of a finger curled by three turns towards the palm, in degrees.
  private func curled(_ finger: Hand.Finger, _ turns: [Double]) -> [Vector] {
    let rest = finger.points
    var out = [rest[0]]
    var angle = 0.0
    for i in 0..<3 {
      angle += radians(turns[i])
      let d = rest[i + 1] - rest[i]
      out.append(
        out[i] + Vector(d.x * cos(angle) + d.y * sin(angle), d.y * cos(angle) - d.x * sin(angle), d.z))
    }
    return out
  }

  private func radius(_ finger: Hand.Finger, _ joint: Int) -> Double {
    mix(finger.radii.root, finger.radii.tip, Double(joint) / 3)
  }

  @Test func fingersOfAFistLieSideBySide() {
    for (a, b) in zip(fingers, fingers.dropFirst()) {
      let (p, q) = (curled(a, [80, 92, 50]), curled(b, [80, 92, 50]))
      for i in 0..<3 {
        let gap = abs(p[i].z - q[i].z)
        #expect(gap > 0.72 * (radius(a, i) + radius(b, i)), "\(a) and \(b) at joint \(i)")
      }
    }
  }

  @Test func fingersOfAFistPressIntoThePalmNoDeeperThanTheirTips() {
    for finger in fingers {
      let p = curled(finger, [80, 92, 50])
      let palm = -0.043
      // The middle bone lies on the palm, the tip is pressed into it.
      #expect(p[2].y + radius(finger, 2) < palm + 0.6 * radius(finger, 2), "\(finger)")
      #expect(p[3].y < palm + 0.6 * finger.radii.tip, "\(finger)")
    }
  }

  @Test func fingersTaperAndTheMiddleOneIsTheLongest() {
    func reach(_ finger: Hand.Finger) -> Double { finger.points[3].x }
    for finger in Hand.Finger.allCases { #expect(finger.radii.tip < 0.85 * finger.radii.root) }
    #expect(fingers.allSatisfy { $0 == .middle || reach($0) < reach(.middle) })
    #expect(reach(.little) < reach(.ring))
  }
}
