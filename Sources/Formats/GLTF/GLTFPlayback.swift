import Motion
public import Rigging

extension GLTFAnimation {
  /// The pose at a time in seconds, as a player shows it: LINEAR keys are interpolated, STEP keys held, times
  /// outside the keys clamped. CUBICSPLINE keys are shown at their values without tangents' influence between
  /// them; `hasCubicSplines` says whether there are any.
  public func pose(at time: Double) -> LocalPose {
    var pose = LocalPose()
    for channel in channels {
      guard let node = channel.node, samplers.indices.contains(channel.sampler) else { continue }
      let sampler = samplers[channel.sampler]
      guard !sampler.times.isEmpty else { continue }
      let isCubic = channel.interpolation == "CUBICSPLINE"
      let width = sampler.values.count / sampler.times.count / (isCubic ? 3 : 1)
      guard width > 0 else { continue }
      let (key, fraction) = Self.locate(Float(time), in: sampler.times)
      func value(_ key: Int) -> ArraySlice<Float> {
        let start = isCubic ? (key * 3 + 1) * width : key * width
        return sampler.values[start..<start + width]
      }
      let here = Array(value(key))
      let there = key + 1 < sampler.times.count ? Array(value(key + 1)) : here
      let t = channel.interpolation == "STEP" ? 0 : fraction
      switch channel.path {
      case .rotation where width == 4:
        let a = Quaternion(x: here[0], y: here[1], z: here[2], w: here[3])
        let b = Quaternion(x: there[0], y: there[1], z: there[2], w: there[3])
        pose.rotations[node] = a.slerp(to: b, t)
      case .translation where width == 3:
        pose.translations[node] = SIMD3(
          here[0] + (there[0] - here[0]) * t, here[1] + (there[1] - here[1]) * t,
          here[2] + (there[2] - here[2]) * t)
      case .weights: pose.weights[node] = zip(here, there).map { $0 + ($1 - $0) * t }
      case .rotation, .translation, .scale: continue
      }
    }
    return pose
  }

  /// Whether a curve is of a kind that ``pose(at:)`` simplifies.
  public var hasCubicSplines: Bool { channels.contains { $0.interpolation == "CUBICSPLINE" } }

  /// The last key at or before a time, and how far it is to the next, 0…1.
  private static func locate(_ time: Float, in times: [Float]) -> (key: Int, fraction: Float) {
    var low = 0
    var high = times.count - 1
    guard time > times[0] else { return (0, 0) }
    guard time < times[high] else { return (high, 0) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle } else { high = middle }
    }
    let span = times[high] - times[low]
    return (low, span > 0 ? (time - times[low]) / span : 0)
  }
}
