import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells frames of which what was read back is the same, to the last bit, as the track mapped through the rig: of
/// those nothing needs to be measured.
struct TakeSameness: Sendable {
  /// Values that a frame brings to the report.
  let rotations: Int
  let translations: Int
  let weights: Int

  private let part: TakeExport.Part
  private let curves: [(number: Int, sampler: GLTFAnimation.Sampler)]
  private let filling: TakeFilling
  private let widest: Int

  /// - Parameter curves: Every curve of the part as it was read back.
  init(_ part: TakeExport.Part, _ curves: [(number: Int, sampler: GLTFAnimation.Sampler)]) {
    self.part = part
    self.curves = curves
    let all = part.curves
    filling = TakeFilling(all)
    widest = all.curves.map(\.width).max() ?? 0
    rotations = all.curves.count { $0.path == .rotation }
    translations = all.curves.count { $0.path == .translation }
    weights = all.curves.indices.reduce(0) { sum, number in
      let curve = all.curves[number]
      return curve.path == .weights ? sum + curve.nodes.count * all.isDriven(number).count { $0 } : sum
    }
  }

  /// Whether all curves are the same in these frames; false too where that cannot be told without a pose.
  func holds(_ frames: Range<Int>) -> Bool {
    let track = part.performance.track
    return track.samples.withUnsafeBufferPointer { samples in
      guard let rows = samples.baseAddress else { return false }
      return withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, widest * frames.count)) { room in
        guard let wanted = room.baseAddress else { return false }
        return curves.allSatisfy { number, sampler in
          isOnKeys(sampler.times, frames) && filling.write(number, frames, rows, to: wanted)
            && isSame(sampler.values, wanted, frames, part.curves.curves[number])
        }
      }
    }
  }

  /// Whether there is a key on each of the frames.
  private func isOnKeys(_ times: [Float], _ frames: Range<Int>) -> Bool {
    let rate = part.performance.track.rate
    return times.count >= frames.upperBound
      && frames.allSatisfy { times[$0] == Float(rate.time(ofFrame: $0).seconds) }
  }

  private func isSame(
    _ values: [Float], _ wanted: UnsafePointer<Float>, _ frames: Range<Int>, _ curve: TakeCurves.Curve
  ) -> Bool {
    let count = frames.count * curve.width
    let start = frames.lowerBound * curve.width
    guard values.count >= start + count else { return false }
    return values.withUnsafeBufferPointer { values in
      guard let shown = values.baseAddress.map({ $0 + start }) else { return false }
      if memcmp(shown, wanted, count * 4) == 0 { return true }
      guard curve.path == .rotation else { return false }
      // A quaternion and its negative are one rotation.
      let (a, b) = (UnsafeRawPointer(shown), UnsafeRawPointer(wanted))
      return (0..<frames.count).allSatisfy { frame in
        let x = a.loadUnaligned(fromByteOffset: 16 * frame, as: SIMD4<Float>.self)
        let y = b.loadUnaligned(fromByteOffset: 16 * frame, as: SIMD4<Float>.self)
        return x == y || x == -y
      }
    }
  }
}
