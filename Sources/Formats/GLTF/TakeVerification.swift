import Motion
import Rigging

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a written take back and compares it, frame by frame, with the track mapped through the rig.
enum TakeVerification {
  /// Adds the departures of the last animation in `bytes` to the report.
  ///
  /// - Throws: ``FormatsError`` when what was written cannot be read.
  static func compare(
    _ bytes: [UInt8], track: Track, rest: PosedRig, binding: TrackBinding, name: String,
    _ report: inout ExportReport
  ) throws(FormatsError) {
    let document = try GLTFDocument(bytes, file: name)
    let animation = try GLTFAnimation(0, of: document)
    var posed = rest
    let width = track.layout.width
    for frame in 0..<track.frameCount {
      track.samples.withUnsafeBufferPointer { samples in
        posed.apply(
          binding, UnsafeBufferPointer(rebasing: samples[(frame * width)..<((frame + 1) * width)]),
          updatingWorld: false)
      }
      for channel in animation.channels {
        guard let node = channel.node else { continue }
        animation.samplers[channel.sampler].values.withUnsafeBufferPointer { values in
          switch channel.path {
          case .rotation:
            let at = 4 * frame
            let q = SIMD4(values[at], values[at + 1], values[at + 2], values[at + 3])
            report.rotations.add(angle(q, posed.localRotations[node].vector))
          case .translation:
            let at = 3 * frame
            let d = SIMD3(values[at], values[at + 1], values[at + 2]) - posed.localTranslations[node]
            report.translations.add(Double((d * d).sum().squareRoot()))
          case .weights:
            let weights = posed.morphWeights(of: node)
            let sources = binding.sources(of: node)
            let at = frame * weights.count
            for target in 0..<weights.count where sources[sources.startIndex + target] != nil {
              report.weights.add(
                abs(Double(values[at + target]) - Double(weights[weights.startIndex + target])))
            }
          case .scale: break
          }
        }
      }
    }
  }

  /// Angle between two unit rotations through their chord, which keeps precision near zero.
  private static func angle(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> Double {
    let x = SIMD4<Double>(a)
    let y = SIMD4<Double>(b)
    let near = (x * y).sum() < 0 ? x + y : x - y
    return 4 * asin(min(1, (near * near).sum().squareRoot() / 2))
  }
}
