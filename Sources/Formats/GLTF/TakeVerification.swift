import Dispatch
import Motion
import Rigging

/// Reads a written take back and compares it, frame by frame, with the track mapped through the rig.
enum TakeVerification {
  /// Adds the departures of the only animation in `bytes` to the report.
  ///
  /// - Throws: ``FormatsError`` when what was written cannot be read.
  static func compare(
    _ bytes: [UInt8], _ parts: [TakeExport.Part], _ report: inout ExportReport
  ) throws(FormatsError) {
    let name = parts.first?.performance.name ?? "take"
    let document = try GLTFDocument(bytes, file: name)
    let animation = try GLTFAnimation(0, of: document)
    for part in parts {
      var own: [Int: GLTFAnimation.Channel] = [:]
      for (number, curve) in part.curves.curves.enumerated() {
        let node = curve.nodes.first.map { $0 + part.offset } ?? part.root
        guard
          let channel = animation.channels.first(where: { $0.node == node && $0.path == curve.path })
        else {
          throw .malformed(
            file: name, place: "node \(node ?? 0)", reason: "has no \(curve.path.rawValue) when read back",
            cure: "report the take and the rig")
        }
        own[number] = channel
      }
      let curves = part.curves.curves.indices.compactMap { number in
        own[number].map { (number: number, sampler: animation.samplers[$0.sampler]) }
      }
      let total = compare(part, curves)
      report.rotations.add(total.rotations)
      report.translations.add(total.translations)
      report.weights.add(total.weights)
    }
  }

  private struct Total: Sendable {
    var rotations = ExportReport.Departure()
    var translations = ExportReport.Departure()
    var weights = ExportReport.Departure()
  }

  /// Frames that one thread takes at a time.
  private static let chunk = 2048

  private static func compare(
    _ part: TakeExport.Part, _ curves: [(number: Int, sampler: GLTFAnimation.Sampler)]
  ) -> Total {
    let frames = part.performance.track.frameCount
    let chunks = (frames + chunk - 1) / chunk
    let references = part.curves.additive == nil ? nil : part.curves.references(part.performance.track)
    let sameness = references == nil ? TakeSameness(part, curves) : nil
    var totals = [Total](repeating: Total(), count: chunks)
    totals.withUnsafeMutableBufferPointer { totals in
      nonisolated(unsafe) let totals = totals
      DispatchQueue.concurrentPerform(iterations: chunks) { number in
        let range = number * chunk..<min(frames, (number + 1) * chunk)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: TakeFilling.block) {
          let block = start..<min(range.upperBound, start + TakeFilling.block)
          if let sameness, sameness.holds(block) {
            totals[number].rotations.addExact(sameness.rotations * block.count)
            totals[number].translations.addExact(sameness.translations * block.count)
            totals[number].weights.addExact(sameness.weights * block.count)
          } else {
            compare(block, part, curves, references, &totals[number])
          }
        }
      }
    }
    // Added in the order of the frames, so that sums are the same on any number of threads.
    return totals.reduce(into: Total()) { sum, next in
      sum.rotations.add(next.rotations)
      sum.translations.add(next.translations)
      sum.weights.add(next.weights)
    }
  }

  private static func compare(
    _ range: Range<Int>, _ part: TakeExport.Part, _ curves: [(number: Int, sampler: GLTFAnimation.Sampler)],
    _ references: [[Float]]?, _ total: inout Total
  ) {
    let track = part.performance.track
    let all = part.curves
    var posed = all.rest
    let width = track.layout.width
    var cursors = [Int](repeating: 0, count: curves.count)
    var wanted = [Float](repeating: 0, count: all.curves.map(\.width).max() ?? 4)
    var shown = wanted
    for frame in range {
      let time = Float(track.rate.time(ofFrame: frame).seconds)
      track.samples.withUnsafeBufferPointer { samples in
        let row = UnsafeBufferPointer(rebasing: samples[(frame * width)..<((frame + 1) * width)])
        posed.apply(all.binding, row, updatingWorld: false)
        let rotations = posed.localRotations
        for (place, (number, sampler)) in curves.enumerated() {
          let curve = all.curves[number]
          sampler.show(
            at: time, frame: frame, width: curve.width, cursor: &cursors[place], curve.path, &shown)
          switch curve.path {
          case .rotation:
            let q = rotations[curve.nodes[0]].vector
            for part in 0..<4 { wanted[part] = q[part] }
          case .translation:
            let move = curve.nodes.first.map { posed.localTranslations[$0] } ?? all.rootMove(row)
            for part in 0..<3 { wanted[part] = move[part] }
          case .weights:
            let weights = posed.morphWeights(of: curve.nodes[0])
            for part in 0..<curve.width { wanted[part] = weights[weights.startIndex + part] }
          case .scale: break
          }
          if let references {
            wanted.withUnsafeMutableBufferPointer { values in
              guard let base = values.baseAddress else { return }
              TakeCurves.subtract(references[number], from: base, curve)
            }
          }
          add(wanted, shown, curve, isDriven: curve.path == .weights ? all.isDriven(number) : [], &total)
        }
      }
    }
  }

  private static func add(
    _ wanted: [Float], _ shown: [Float], _ curve: TakeCurves.Curve, isDriven: [Bool], _ total: inout Total
  ) {
    switch curve.path {
    case .rotation:
      total.rotations.add(
        TrackComparison.angle(
          SIMD4(wanted[0], wanted[1], wanted[2], wanted[3]), SIMD4(shown[0], shown[1], shown[2], shown[3])))
    case .translation:
      let d = SIMD3(wanted[0], wanted[1], wanted[2]) - SIMD3(shown[0], shown[1], shown[2])
      total.translations.add(Double((d * d).sum().squareRoot()))
    case .weights:
      for _ in curve.nodes {
        for target in 0..<curve.width where isDriven[target] {
          total.weights.add(abs(Double(wanted[target]) - Double(shown[target])))
        }
      }
    case .scale: break
    }
  }
}

extension GLTFAnimation.Sampler {
  /// The value at a time between two keys; with a key on every frame, that of the frame.
  func show(
    at time: Float, frame: Int, width: Int, cursor: inout Int, _ path: GLTFAnimation.Path,
    _ out: inout [Float]
  ) {
    times.withUnsafeBufferPointer { times in
      values.withUnsafeBufferPointer { values in
        if frame < times.count, times[frame] == time { cursor = frame }
        while cursor + 1 < times.count, times[cursor + 1] <= time { cursor += 1 }
        let next = cursor + 1
        let at = cursor * width
        guard next < times.count, time > times[cursor] else {
          for part in 0..<width { out[part] = values[at + part] }
          return
        }
        let share = (time - times[cursor]) / (times[next] - times[cursor])
        if path == .rotation {
          let a = Quaternion(x: values[at], y: values[at + 1], z: values[at + 2], w: values[at + 3])
          let b = Quaternion(x: values[at + 4], y: values[at + 5], z: values[at + 6], w: values[at + 7])
          let q = a.slerp(to: b, share)
          for part in 0..<4 { out[part] = q.vector[part] }
        } else {
          for part in 0..<width {
            let (a, b) = (values[at + part], values[at + width + part])
            out[part] = a + (b - a) * share
          }
        }
      }
    }
  }
}
