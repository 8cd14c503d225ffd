public import Motion

extension NodeMotion {
  /// The motion at another frame rate: linear columns interpolated (rotations along the shorter arc), stepped ones
  /// held. Frames that are equal stay exactly equal, and frames that fall on frames are taken over as they are.
  ///
  /// The new motion covers the same time up to its last frame.
  public func resampled(to target: FrameRate) -> NodeMotion {
    guard target != rate, frameCount > 0 else { return self }
    var out = self
    out.rate = target
    // Frame k of the new motion lies at k · source rate / target rate of the old one, an exact fraction.
    let up = Int(rate.numerator) * Int(target.denominator)
    let down = Int(rate.denominator) * Int(target.numerator)
    out.frameCount = (frameCount - 1) * down / up + 1
    out.rotations = []
    out.rotations.reserveCapacity(out.frameCount * rotated.count)
    out.translations = []
    out.curves = []
    for frame in 0..<out.frameCount {
      let (whole, rest) = (frame * up).quotientAndRemainder(dividingBy: down)
      let here = min(whole, frameCount - 1)
      let there = min(whole + 1, frameCount - 1)
      let share = Float(Double(rest) / Double(down))
      for (k, column) in rotated.enumerated() {
        let a = rotations[here * rotated.count + k]
        let b = rotations[there * rotated.count + k]
        out.rotations.append(
          Self.isHeld(column.interpolation, share) || a == b ? a : a.slerp(to: b, share))
      }
      for (k, column) in moved.enumerated() {
        let a = translations[here * moved.count + k]
        let b = translations[there * moved.count + k]
        out.translations.append(Self.isHeld(column.interpolation, share) || a == b ? a : a + (b - a) * share)
      }
      for (k, column) in curveColumns.enumerated() {
        let a = curves[here * curveColumns.count + k]
        let b = curves[there * curveColumns.count + k]
        out.curves.append(Self.isHeld(column.interpolation, share) || a == b ? a : a + (b - a) * share)
      }
    }
    return out
  }

  private static func isHeld(_ interpolation: Interpolation, _ share: Float) -> Bool {
    interpolation == .step || share == 0
  }

  /// How the frames are held: runs of frames in which nothing at all moves.
  public struct Holds: Sendable, Equatable {
    /// Runs of equal frames, single frames among them.
    public var runs: Int
    /// Runs of two frames and more.
    public var heldRuns: Int

    /// Whether this is stepped animation, as drawn on twos or threes: at least four poses, and at least half of
    /// them held. A pause in captured motion is one long run among many single frames and is not.
    public var areStepped: Bool { runs >= 4 && heldRuns * 2 >= runs }
  }

  /// Counts runs of frames that are exactly equal in every column.
  public var holds: Holds {
    guard frameCount > 0 else { return Holds(runs: 0, heldRuns: 0) }
    var holds = Holds(runs: 1, heldRuns: 0)
    var length = 1
    for frame in 1..<max(1, frameCount) {
      if isFrame(frame, equalTo: frame - 1) {
        length += 1
        if length == 2 { holds.heldRuns += 1 }
      } else {
        holds.runs += 1
        length = 1
      }
    }
    return holds
  }

  private func isFrame(_ a: Int, equalTo b: Int) -> Bool {
    func equal<Item: Equatable>(_ items: [Item], _ width: Int) -> Bool {
      for k in 0..<width where items[a * width + k] != items[b * width + k] { return false }
      return true
    }
    return equal(rotations, rotated.count) && equal(translations, moved.count)
      && equal(curves, curveColumns.count)
  }
}
