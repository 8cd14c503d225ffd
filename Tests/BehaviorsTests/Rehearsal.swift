import Motion
import StrategySDK

@testable import Behaviors

/// Runs a strategy over records as a host does: a record before the first frame that may use it.
enum Rehearsal {
  static func track<S: Strategy>(
    _ type: S.Type, _ records: [KnownRecord] = [], seconds: Double, block: Int = 60, seed: UInt64 = 7,
    parameters: [String: Double] = [:], sheet: [String: Double] = [:], rate: FrameRate = .fps60
  ) throws -> Track {
    let strategy = S()
    var values = ParameterValues(S.descriptor.parameters)
    for (id, value) in parameters { values.set(id, to: value) }
    let lookahead = try strategy.prepare(
      StrategySession(
        rate: rate, largestSpan: block, seed: seed, parameters: values, sheet: CharacterSheet(sheet)))
    let layout = ChannelLayout(S.descriptor.channels)
    let frames = Int(seconds * rate.framesPerSecond)
    var samples = [Float](repeating: 0, count: frames * layout.width)
    let events = records.map { (max(0, rate.firstFrame(atOrAfter: $0.arrival) - lookahead), $0) }
      .enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    var next = 0
    var frame = 0
    while frame < frames {
      let known = next
      while next < events.count, events[next].0 <= frame {
        try strategy.receive(events[next].1)
        next += 1
      }
      if next > known { try strategy.settle() }
      var end = min(frames, (frame / block + 1) * block)
      if next < events.count { end = min(end, max(frame + 1, events[next].0)) }
      samples.withUnsafeMutableBufferPointer { out in
        guard let base = out.baseAddress else { return }
        strategy.render(
          FrameSpan(firstFrame: frame, frameCount: end - frame),
          into: FrameRows(
            rows: base + frame * layout.width, rowStride: layout.width, activities: nil, activityStride: 0))
      }
      frame = end
    }
    return Track(layout: layout, rate: rate, samples: samples)
  }

  static func time(_ seconds: Double) -> MediaTime { MediaTime(seconds: seconds) ?? .zero }

  /// Words with phones of 80 ms each, said one after the other from a time on, known `lead` seconds ahead.
  static func speech(
    _ words: [(String, String)], from start: Double, lead: Double = 0.4, phones: Bool = true,
    firstID: UInt64 = 1000, participant: Int = 0, each: Double = 0.08
  ) -> [KnownRecord] {
    var records: [KnownRecord] = []
    var at = start
    var id = firstID
    for (word, spelling) in words {
      let labels = spelling.split(separator: " ").map(String.init)
      let end = at + each * Double(labels.count)
      records.append(
        KnownRecord(
          id: id, kind: .word, participant: participant, arrival: time(max(0, start - lead)),
          start: time(at), end: time(end), turn: 1, offset: 0, text: word))
      id += 1
      for label in labels where phones {
        records.append(
          KnownRecord(
            id: id, kind: .phone, participant: participant, arrival: time(max(0, start - lead)),
            start: time(at), end: time(at + each), turn: 1, offset: 0, text: label))
        id += 1
        at += each
      }
      at = end
    }
    return records
  }

  static let sentence: [(String, String)] = [
    ("my", "M AY1"), ("brother", "B R AH1 DH ER0"), ("bought", "B AO1 T"), ("five", "F AY1 V"),
    ("maps", "M AE1 P S"), ("of", "AH0 V"), ("Paris", "P EH1 R IH0 S"),
  ]
}

extension Track {
  /// jawOpen − mouthClose, the aperture of the lips.
  var aperture: [Float] {
    zip(curve("jawOpen") ?? [], curve("mouthClose") ?? []).map { max(0, $0 - $1) }
  }

  /// Weights out of 0…1, angles that are no numbers, rotations that are not unit, as a list of names.
  var faults: [String] {
    var result: [String] = []
    for channel in layout.channels {
      guard let offset = layout.offset(of: channel.name) else { continue }
      for frame in 0..<frameCount {
        let value = self[frame, offset]
        let isBad =
          switch channel.kind {
          case .weight: !(value >= 0 && value <= 1)
          case .angle, .translation: !value.isFinite
          case .rotation:
            !(abs(
              Quaternion(
                x: value, y: self[frame, offset + 1], z: self[frame, offset + 2], w: self[frame, offset + 3]
              ).length - 1) < 1e-3)
          }
        if isBad {
          result.append("\(channel.name)@\(frame)")
          break
        }
      }
    }
    return result
  }

  /// Largest change of a lip weight from frame to frame.
  var largestLipStep: Float {
    var largest: Float = 0
    for weight in LipPace.lips {
      guard let curve = curve(weight.name) else { continue }
      for frame in 1..<curve.count { largest = max(largest, abs(curve[frame] - curve[frame - 1])) }
    }
    return largest
  }

  /// Blinks per minute: on at 0.5, off below 0.3.
  var blinkRate: Double {
    var count = 0
    var isShut = false
    for value in curve("eyeBlinkLeft") ?? [] {
      if !isShut, value >= 0.5 {
        isShut = true
        count += 1
      } else if isShut, value < 0.3 {
        isShut = false
      }
    }
    return Double(count) / (Double(frameCount) / 3600)
  }

  /// Rotation of the head against the world, spine to head.
  var facing: [Quaternion] {
    let chain = ["spine", "chest", "upperChest", "neck", "head"].compactMap { rotations($0 + ".rotation") }
    return (0..<frameCount).map { frame in chain.reduce(Quaternion.identity) { $0 * $1[frame] } }
  }

  /// Direction of gaze in the world.
  var gaze: [SIMD3<Float>] {
    let yaw = curve("gaze.yaw") ?? []
    let pitch = curve("gaze.pitch") ?? []
    return facing.enumerated().map { frame, facing in
      let turn = Quaternion(yaw: yaw[frame], pitch: -pitch[frame], roll: 0)
      return facing.act(turn.act(SIMD3(0, 0, 1)))
    }
  }
}
