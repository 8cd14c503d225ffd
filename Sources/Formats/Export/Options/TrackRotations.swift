import Motion

extension Track {
  func quaternion(at index: Int) -> Quaternion {
    Quaternion(x: samples[index], y: samples[index + 1], z: samples[index + 2], w: samples[index + 3])
  }

  /// Turns rotations that lie on the other side of the sphere from the frame before.
  mutating func joinHemispheres() {
    let width = layout.width
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .rotation {
      for frame in 1..<max(1, frameCount) {
        let at = frame * width + column
        guard (quaternion(at: at).vector * quaternion(at: at - width).vector).sum() < 0 else { continue }
        for part in 0..<4 { samples[at + part] = -samples[at + part] }
      }
    }
  }
}
