import Dispatch
import Motion
import Rigging

/// Turns a track, frame after frame, into the numbers of its curves, curve after curve.
///
/// The frames are taken in blocks that stay near the processor while every curve takes its share of them. Curves that
/// mix more than a node's own channels are taken from the posed rig, frame by frame.
struct TakeFilling: Sendable {
  private let all: TakeCurves
  /// For each curve how it is made; `nil` for the root and for what takes a pose.
  private let direct: [NodeCurve?]
  private let posed: [Int]
  private let root: Int?

  /// Frames that one thread takes at a time.
  private static let chunk = 1024
  /// Frames of which every curve takes its share before the next.
  static let block = 64

  init(_ curves: TakeCurves) {
    all = curves
    direct = curves.curves.indices.map { curves.nodeCurve($0) }
    root = curves.curves.firstIndex { $0.nodes.isEmpty }
    let direct = direct
    posed = curves.curves.indices.filter { direct[$0] == nil && !curves.curves[$0].nodes.isEmpty }
  }

  /// Writes times and values; `out` has ``TakeCurves/count`` numbers.
  func fill(_ track: Track, into out: UnsafeMutableBufferPointer<Float>) {
    let frames = all.frames
    guard let base = out.baseAddress, frames > 0 else { return }
    for frame in 0..<frames { base[frame] = Float(track.rate.time(ofFrame: frame).seconds) }
    let chunk = Self.chunk
    track.samples.withUnsafeBufferPointer { samples in
      guard let first = samples.baseAddress else { return }
      // Each part of the frames is written by one thread alone.
      nonisolated(unsafe) let (rows, place) = (first, base)
      DispatchQueue.concurrentPerform(iterations: (frames + chunk - 1) / chunk) { number in
        fill(number * chunk..<min(frames, (number + 1) * chunk), rows, into: place)
      }
    }
    joinHemispheres(base)
  }

  private func fill(
    _ range: Range<Int>, _ rows: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>
  ) {
    let stride = all.binding.width
    var pose = posed.isEmpty ? nil : all.rest
    for start in Swift.stride(from: range.lowerBound, to: range.upperBound, by: Self.block) {
      let frames = start..<min(range.upperBound, start + Self.block)
      let zero = Self.fetch(rows + start * stride, frames.count * stride)
      precondition(zero == 0, "the numbers of a track are finite when it is written")
      for (number, curve) in all.curves.enumerated() {
        _ = write(number, frames, rows, to: out + curve.values + start * curve.width)
      }
      if pose != nil { fillPosed(frames, rows, &pose, into: out) }
      for curve in all.curves where curve.path == .rotation {
        Self.align(out + curve.values, frames, isFirst: start == range.lowerBound)
      }
    }
  }

  /// Writes the numbers of one curve over a few frames, before quaternions are brought to one hemisphere.
  ///
  /// - Returns: False, and nothing is written, where that takes a pose of the rig.
  func write(
    _ number: Int, _ frames: Range<Int>, _ rows: UnsafePointer<Float>,
    to place: UnsafeMutablePointer<Float>
  ) -> Bool {
    let stride = all.binding.width
    if let curve = direct[number] {
      curve.write(rows + frames.lowerBound * stride, stride: stride, count: frames.count, to: place)
      return true
    }
    guard number == root else { return false }
    for (index, frame) in frames.enumerated() {
      let move = all.rootMove(UnsafeBufferPointer(start: rows + frame * stride, count: stride))
      for part in 0..<3 { place[3 * index + part] = move[part] }
    }
    return true
  }

  /// Reads rows once in the order of memory, which delivers them fastest so; gives 0 where all numbers are finite.
  private static func fetch(_ rows: UnsafePointer<Float>, _ count: Int) -> Float {
    // One number of every 64 bytes.
    var sum: Float = 0
    for at in Swift.stride(from: 0, to: count, by: 16) { sum += rows[at] * 0 }
    return sum
  }

  private func fillPosed(
    _ frames: Range<Int>, _ rows: UnsafePointer<Float>, _ pose: inout PosedRig?,
    into out: UnsafeMutablePointer<Float>
  ) {
    let stride = all.binding.width
    for frame in frames {
      let row = UnsafeBufferPointer(start: rows + frame * stride, count: stride)
      pose?.apply(all.binding, row, updatingWorld: false)
      guard let pose else { return }
      for number in posed {
        let curve = all.curves[number]
        let place = out + curve.values + frame * curve.width
        switch curve.path {
        case .rotation:
          let q = pose.localRotations[curve.nodes[0]].vector
          for part in 0..<4 { place[part] = q[part] }
        case .translation:
          let move = pose.localTranslations[curve.nodes[0]]
          for part in 0..<3 { place[part] = move[part] }
        case .weights:
          let (isDriven, defaults) = (all.isDriven(number), all.defaults(number))
          pose.morphWeights(of: curve.nodes[0]).withUnsafeBufferPointer { weights in
            for target in 0..<curve.width {
              place[target] = isDriven[target] ? weights[target] : defaults[target]
            }
          }
        case .scale: break
        }
      }
    }
  }

  /// Keeps each quaternion of a block on the hemisphere of the one before it; the first of all has none before it.
  private static func align(_ values: UnsafeMutablePointer<Float>, _ frames: Range<Int>, isFirst: Bool) {
    let raw = UnsafeMutableRawPointer(values)
    func load(_ frame: Int) -> SIMD4<Float> {
      raw.loadUnaligned(fromByteOffset: 16 * frame, as: SIMD4<Float>.self)
    }
    var previous = load(isFirst ? frames.lowerBound : frames.lowerBound - 1)
    for frame in isFirst ? frames.dropFirst() : frames {
      var q = load(frame)
      if (q * previous).sum() < 0 {
        q = -q
        raw.storeBytes(of: q, toByteOffset: 16 * frame, as: SIMD4<Float>.self)
      }
      previous = q
    }
  }

  /// Keeps neighbouring keys on one hemisphere where two parts of the frames meet.
  private func joinHemispheres(_ out: UnsafeMutablePointer<Float>) {
    let frames = all.frames
    for curve in all.curves where curve.path == .rotation {
      for start in stride(from: Self.chunk, to: frames, by: Self.chunk) {
        let at = curve.values + 4 * start
        var sum: Float = 0
        for part in 0..<4 { sum += out[at + part] * out[at + part - 4] }
        guard sum < 0 else { continue }
        for index in at..<(curve.values + 4 * min(frames, start + Self.chunk)) { out[index] = -out[index] }
      }
    }
  }
}
