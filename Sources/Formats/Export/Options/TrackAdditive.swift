public import Motion

extension Track {
  /// The track relative to the character at rest or to its own first frame, channel by channel.
  ///
  /// Channels are relative to rest as they are: weights and displacements are zero there and rotations identity.
  /// Relative to the first frame, a rotation q becomes q₀⁻¹·q and every other value v becomes v − v₀.
  public func additive(to reference: ExportMaterial.Additive) -> Track {
    guard reference == .first, frameCount > 0 else { return self }
    var out = self
    let width = layout.width
    for (channel, column) in zip(layout.channels, layout.offsets) {
      let first = channel.kind == .rotation ? quaternion(at: column).normalized.conjugate : .identity
      for frame in 0..<frameCount {
        let at = frame * width + column
        if channel.kind == .rotation {
          let q = first * quaternion(at: at)
          for part in 0..<4 { out.samples[at + part] = q.vector[part] }
        } else {
          for part in 0..<channel.kind.width { out.samples[at + part] -= samples[column + part] }
        }
      }
    }
    return out
  }
}
