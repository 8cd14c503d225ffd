import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Compares a track that was read back with the one that was written, channel by channel by name.
enum TrackComparison {
  /// Adds the departures of every channel that both have to the report, and the rest to what was dropped.
  ///
  /// - Parameters:
  ///   - scale: What the written weights were multiplied by when they were read back, usually 1.
  /// - Throws: ``FormatsError`` when the number of frames differs.
  static func compare(
    _ wanted: Track, with read: Track, name: String, _ report: inout ExportReport
  ) throws(FormatsError) {
    guard read.frameCount == wanted.frameCount else {
      throw .malformed(
        file: name, place: "what was written",
        reason: "reads back with \(read.frameCount) of \(wanted.frameCount) frames",
        cure: "report the take and the form")
    }
    report.frames = wanted.frameCount
    report.seconds = wanted.duration.seconds
    for (channel, column) in zip(wanted.layout.channels, wanted.layout.offsets) {
      guard let other = read.layout[channel.name], other.kind == channel.kind,
        let at = read.layout.offset(of: channel.name)
      else {
        report.dropped.append(channel.name)
        continue
      }
      let (a, b) = (wanted.layout.width, read.layout.width)
      wanted.samples.withUnsafeBufferPointer { wanted in
        read.samples.withUnsafeBufferPointer { read in
          for frame in 0..<(wanted.count / a) {
            let (i, j) = (frame * a + column, frame * b + at)
            switch channel.kind {
            case .weight: report.weights.add(abs(Double(wanted[i]) - Double(read[j])))
            case .angle: report.gaze.add(abs(Double(wanted[i]) - Double(read[j])))
            case .translation:
              let d = SIMD3(
                Double(wanted[i]) - Double(read[j]), Double(wanted[i + 1]) - Double(read[j + 1]),
                Double(wanted[i + 2]) - Double(read[j + 2]))
              report.translations.add((d * d).sum().squareRoot())
            case .rotation:
              report.rotations.add(
                angle(
                  SIMD4(wanted[i], wanted[i + 1], wanted[i + 2], wanted[i + 3]),
                  SIMD4(read[j], read[j + 1], read[j + 2], read[j + 3])))
            }
          }
        }
      }
    }
    countUnusual(wanted, &report)
  }

  /// Counts the samples of channels in use that a player may not show as they are.
  static func countUnusual(_ track: Track, _ report: inout ExportReport) {
    let dropped = Set(report.dropped)
    let width = track.layout.width
    let used = zip(track.layout.channels, track.layout.offsets).filter { !dropped.contains($0.0.name) }
    let weights = used.filter { $0.0.kind == .weight }.map(\.1)
    let rotations = used.filter { $0.0.kind == .rotation }.map(\.1)
    // Frame by frame, as they lie in memory.
    let counts = track.samples.withUnsafeBufferPointer { samples in
      weights.withUnsafeBufferPointer { weights in
        rotations.withUnsafeBufferPointer { rotations in
          var (outside, crooked) = (0, 0)
          for row in stride(from: 0, to: samples.count, by: max(1, width)) {
            for column in weights where samples[row + column] < 0 || samples[row + column] > 1 {
              outside += 1
            }
            for column in rotations {
              let at = row + column
              let q = SIMD4(samples[at], samples[at + 1], samples[at + 2], samples[at + 3])
              if abs((q * q).sum().squareRoot() - 1) > 1e-3 { crooked += 1 }
            }
          }
          return (outside, crooked)
        }
      }
    }
    report.weightsOutsideUnit += counts.0
    report.rotationsNotUnit += counts.1
  }

  /// Angle between two rotations through their chord, which keeps precision near zero; both are made unit.
  static func angle(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> Double {
    if a == b { return 0 }
    func unit(_ q: SIMD4<Double>) -> SIMD4<Double> {
      let length = (q * q).sum().squareRoot()
      return length > 0 ? q / length : SIMD4(0, 0, 0, 1)
    }
    let x = unit(SIMD4<Double>(a))
    let y = unit(SIMD4<Double>(b))
    let near = (x * y).sum() < 0 ? x + y : x - y
    return 4 * asin(min(1, (near * near).sum().squareRoot() / 2))
  }
}
