import Foundation
import Motion
import TrackCodec

/// The take by which codecs are compared: a captured face (Live Link Face CSV) and a captured body (BVH with finger
/// tips and other ends dropped), side by side.
struct AnchorTake {
  let track: Track
  let skeleton: ReachSkeleton

  /// Reads the two files from the folder of shared data; `nil` when they are not there.
  ///
  /// - Parameter doubled: puts a frame between any two, on a natural cubic spline: 60 frames a second of 30.
  init?(data folder: URL, doubled: Bool) {
    guard
      let body = try? String(
        contentsOf: folder.appendingPathComponent("bvh-zeroeggs/067_Speech_2_x_1_0.bvh"), encoding: .utf8),
      let face = try? String(
        contentsOf: folder.appendingPathComponent("arkit-livelink/alex_rom_3.csv"), encoding: .utf8)
    else { return nil }
    let (names, weights) = Self.face(face)
    let (bones, rotations, root) = Self.body(body)
    guard let skeleton = ReachSkeleton(bones), !names.isEmpty, !bones.isEmpty else { return nil }
    self.skeleton = skeleton
    let count = min(weights.count, root.count)
    var channels = names.map { Channel.weight($0) }
    channels += bones.map { Channel("\($0.name).rotation", kind: .rotation) }
    channels.append(Channel("\(bones[0].name).translation", kind: .translation))
    let rows = (0..<count).map { weights[$0] + rotations[$0] + root[$0] }
    let layout = ChannelLayout(channels)
    track = Track(
      layout: layout, rate: FrameRate(frames: doubled ? 60 : 30),
      samples: (doubled ? Self.doubled(rows) : rows).flatMap { $0.map { Float($0) } })
  }

  private static func face(_ text: String) -> (names: [String], rows: [[Double]]) {
    var lines = text.split(whereSeparator: \.isNewline)[...]
    guard let head = lines.popFirst() else { return ([], []) }
    let names = head.split(separator: ",").dropFirst(2).prefix(52).map(String.init)
    let rows = lines.map { $0.split(separator: ",").dropFirst(2).prefix(52).map { Double($0) ?? 0 } }
    return (names, rows.filter { $0.count == 52 })
  }

  private static func body(_ text: String) -> ([ReachSkeleton.Bone], [[Double]], [[Double]]) {
    var all: [(name: String, parent: Int?, offset: SIMD3<Float>, axes: [Substring])] = []
    var stack: [Int?] = []
    var current: Int?
    var lines = text.split(whereSeparator: \.isNewline)[...]
    while let line = lines.popFirst() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { continue }
      switch first {
      case "ROOT", "JOINT":
        all.append((String(words[1]), stack.last ?? nil, .zero, []))
        current = all.count - 1
      case "End": current = nil
      case "{": stack.append(current)
      case "}": stack.removeLast()
      case "OFFSET":
        if let joint = stack.last ?? nil {
          let numbers = words.dropFirst().map { (Float($0) ?? 0) / 100 }
          all[joint].offset = SIMD3(numbers[0], numbers[1], numbers[2])
        }
      case "CHANNELS": if let joint = stack.last ?? nil { all[joint].axes = Array(words.dropFirst(2)) }
      default: break
      }
      if first == "MOTION" { break }
    }
    let kept = all.indices.filter { index in
      let name = all[index].name
      return !name.hasSuffix("End") && !(name.contains("Hand") && name.hasSuffix("4"))
    }
    let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
    let bones = kept.map { index in
      ReachSkeleton.Bone(
        all[index].name, parent: all[index].parent.flatMap { place[$0] }, offset: all[index].offset)
    }
    var rotations: [[Double]] = []
    var root: [[Double]] = []
    for line in lines.dropFirst(2) {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      guard numbers.count == all.reduce(0, { $0 + $1.axes.count }) else { continue }
      root.append(numbers.prefix(3).map { $0 / 100 })
      rotations.append(turns(numbers, all.map(\.axes), place, last: rotations.last))
    }
    return (bones, rotations, root)
  }

  /// Quaternions of the kept joints, each on the side of the one before.
  private static func turns(
    _ numbers: [Double], _ axes: [[Substring]], _ place: [Int: Int], last: [Double]?
  ) -> [Double] {
    var row: [Double] = []
    var column = 0
    for (joint, names) in axes.enumerated() {
      var q = SIMD4<Double>(0, 0, 0, 1)
      for name in names {
        defer { column += 1 }
        guard name.hasSuffix("rotation") else { continue }
        let half = numbers[column] * .pi / 360
        var axis = SIMD4<Double>(0, 0, 0, cos(half))
        axis[name.hasPrefix("X") ? 0 : name.hasPrefix("Y") ? 1 : 2] = sin(half)
        q = product(q, axis)
      }
      guard let at = place[joint] else { continue }
      if let last {
        let before = SIMD4(last[4 * at], last[4 * at + 1], last[4 * at + 2], last[4 * at + 3])
        if (before * q).sum() < 0 { q = -q }
      }
      row += [q.x, q.y, q.z, q.w]
    }
    return row
  }

  private static func product(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
    SIMD4(
      a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
  }

  /// Rows and, between them, the middle of a natural cubic spline through each column.
  private static func doubled(_ rows: [[Double]]) -> [[Double]] {
    guard let width = rows.first?.count, rows.count > 2 else { return rows }
    let count = rows.count
    var out = Array(repeating: Array(repeating: 0.0, count: width), count: 2 * count - 1)
    var bend = Array(repeating: 0.0, count: count)
    var ratio = Array(repeating: 0.0, count: count)
    for column in 0..<width {
      // Second derivatives: (m[i−1] + 4 m[i] + m[i+1]) = 6 (y[i−1] − 2 y[i] + y[i+1]), zero at the ends.
      bend[0] = 0
      ratio[0] = 0
      for index in 1..<count - 1 {
        let second = rows[index - 1][column] - 2 * rows[index][column] + rows[index + 1][column]
        let pivot = 4 - ratio[index - 1]
        ratio[index] = 1 / pivot
        bend[index] = (6 * second - bend[index - 1]) / pivot
      }
      bend[count - 1] = 0
      for index in stride(from: count - 2, to: 0, by: -1) { bend[index] -= ratio[index] * bend[index + 1] }
      for index in 0..<count {
        out[2 * index][column] = rows[index][column]
        guard index + 1 < count else { continue }
        out[2 * index + 1][column] =
          (rows[index][column] + rows[index + 1][column]) / 2 - (bend[index] + bend[index + 1]) / 16
      }
    }
    return out
  }
}
