import Conversation
import Foundation
import Motion
import Provenance
import Scoring

/// An hour of made-up performances that both sides of ``ScoringBenchmark`` read: takes of a minute with 165 numbers a
/// frame, mouth on the phones, strokes on the stressed syllables, blinks, and everything else wandering.
struct ScoringScene: Codable {
  /// A channel as a reader without our layouts needs it.
  struct Column: Codable {
    var name: String
    var kind: String
    var width: Int
    var offset: Int
  }

  /// A phone with its times in seconds, written as a list of three.
  struct Phone: Codable {
    var label: String
    var start: Double
    var end: Double

    init(label: String, start: Double, end: Double) {
      (self.label, self.start, self.end) = (label, start, end)
    }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      label = try list.decode(String.self)
      start = try list.decode(Double.self)
      end = try list.decode(Double.self)
    }

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(label)
      try list.encode(start)
      try list.encode(end)
    }
  }

  /// What happened in a take.
  struct Take: Codable {
    var recording: String
    var phones: [Phone]
    var speech: [[Double]]
  }

  static let rate = FrameRate(frames: 30)
  static let seconds = 60
  static let frames = 1800
  static let performer = "nova"
  static let layout = ChannelLayout(
    ARKit.names.filter { $0 != "tongueOut" }.map(Channel.weight) + [.gazeYaw, .gazePitch]
      + HumanoidBone.allCases.prefix(28).map { Channel.rotation(of: $0) })

  var fps = 30
  var channels: [Column] = zip(layout.channels, layout.offsets).map {
    Column(name: $0.name, kind: "\($0.kind)", width: $0.kind.width, offset: $1)
  }
  var takes: [Take] = []

  /// Evidence of a take.
  func evidence(_ index: Int, _ samples: [Float], _ reference: ScoringReference) -> TakeEvidence {
    let take = takes[index]
    let track = Track(layout: Self.layout, rate: Self.rate, samples: samples)
    return TakeEvidence(
      key: TakeKey(recording: take.recording, participant: Self.performer, seed: 1), track: track,
      happened: Happened(Self.recording(take)), duration: track.duration, reference: reference)
  }

  private static func recording(_ take: Take) -> Recording {
    func time(_ seconds: Double) -> MediaTime { .milliseconds(Int64((seconds * 1000).rounded())) }
    var log: [Record] = []
    for (index, phone) in take.phones.enumerated() {
      log.append(
        Record(
          id: "p\(index)", kind: .phone, participant: performer, start: time(phone.start),
          end: time(phone.end), text: phone.label))
    }
    for (index, span) in take.speech.enumerated() {
      log.append(
        Record(
          id: "v\(index)", kind: .voice, participant: performer, start: time(span[0]), end: time(span[1])))
    }
    return Recording(
      id: take.recording, participants: [.init(id: performer, role: .character)],
      duration: time(Double(seconds)), log: log)
  }
}

/// Somebody who performs a ``ScoringScene``.
struct ScenePerformer {
  /// Level, share by which the left side is stronger, strength and slowness.
  var level = 0.25
  var lean = 0.1
  var size = 1.0
  var pace = 1.0

  /// What is said in a minute; the same number gives the same.
  static func script(_ number: Int) -> ScoringScene.Take {
    var generator = SeededGenerator(seed: Seed(UInt64(number) &* 7919 &+ 13))
    func milliseconds(_ low: Double, _ high: Double) -> Double {
      (1000 * (low + (high - low) * generator.unit())).rounded() / 1000
    }
    func pick(_ labels: [String]) -> String {
      labels[min(labels.count - 1, Int(generator.unit() * Double(labels.count)))]
    }
    var take = ScoringScene.Take(recording: "take-\(number)", phones: [], speech: [])
    var time = 0.4
    while time < Double(ScoringScene.seconds) - 4 {
      let start = time
      let end = time + milliseconds(1.5, 3.2)
      while time < end {
        let isStressed = generator.unit() < 0.4
        let between = time + milliseconds(0.06, 0.1)
        let after = between + (isStressed ? milliseconds(0.13, 0.2) : milliseconds(0.08, 0.13))
        let c = (between * 1000).rounded() / 1000
        let v = (after * 1000).rounded() / 1000
        take.phones.append(
          .init(label: pick(["P", "B", "M", "T", "D", "S", "K", "N", "L", "F"]), start: time, end: c))
        take.phones.append(
          .init(
            label: pick(["AA", "AE", "AY", "IY", "EH", "UW", "AH"]) + (isStressed ? "1" : "0"), start: c,
            end: v))
        time = v
      }
      take.speech.append([start, time])
      time = ((time + milliseconds(0.3, 1.2)) * 1000).rounded() / 1000
    }
    return take
  }

  /// A performance of a script, frame-major.
  func samples(of take: ScoringScene.Take, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: Seed(seed &* 104_729 &+ 71))
    let layout = ScoringScene.layout
    let frames = ScoringScene.frames
    var result = [Float](repeating: 0, count: frames * layout.width)
    let stresses = take.phones.filter { $0.label.hasSuffix("1") }.map { ($0.start + $0.end) / 2 }
    for (channel, offset) in zip(layout.channels, layout.offsets) {
      let side =
        channel.name.lowercased().contains("left")
        ? 1 + lean : channel.name.lowercased().contains("right") ? 1 - lean : 1
      var curve = wander(&generator)
      switch channel.name {
      case "jawOpen": curve = mouth(take, curve)
      case "mouthClose": curve = curve.map { max(0, 0.02 * $0) }
      case "eyeBlinkLeft", "eyeBlinkRight":
        // Both lids blink together: the times come from the take alone.
        curve = blinks(seed)
      default: break
      }
      for frame in 0..<frames {
        let at = frame * layout.width + offset
        switch channel.kind {
        case .rotation:
          var angle = 0.15 * size * side * curve[frame]
          if channel.name.contains("Arm") || channel.name.contains("head") {
            angle += 0.3 * size * stroke(Double(frame) / 30, stresses)
          }
          let q = Quaternion(yaw: Float(0.4 * angle), pitch: Float(angle), roll: Float(0.2 * angle))
          for lane in 0..<4 { result[at + lane] = q.vector[lane] }
        case .weight:
          let isPlaced = ["jawOpen", "mouthClose", "eyeBlinkLeft", "eyeBlinkRight"].contains(channel.name)
          let value = isPlaced ? curve[frame] : side * (level + 0.3 * size * curve[frame])
          result[at] = Float(min(1, max(0, value)))
        default: result[at] = Float(0.2 * curve[frame])
        }
      }
    }
    return result
  }

  /// Values between -1 and 1 with cosines between them, and a little noise.
  private func wander(_ generator: inout SeededGenerator) -> [Double] {
    var curve: [Double] = []
    var from = 2 * generator.unit() - 1
    while curve.count < ScoringScene.frames {
      let to = 2 * generator.unit() - 1
      let length = Int((10 + 30 * generator.unit()) * pace)
      for step in 0..<length {
        let share = 0.5 - 0.5 * cos(Double.pi * Double(step) / Double(length))
        curve.append(from + (to - from) * share + 0.01 * (generator.unit() - 0.5))
      }
      from = to
    }
    return curve
  }

  private func mouth(_ take: ScoringScene.Take, _ flaw: [Double]) -> [Double] {
    var target = [Double](repeating: 0, count: ScoringScene.frames)
    for phone in take.phones {
      let open: Double =
        switch phone.label.prefix(2) {
        case "AA", "AE", "AY": 0.6
        case "EH", "AH": 0.4
        case "P", "B", "M": 0
        default: 0.15
        }
      let first = Int(phone.start * 30)
      for frame in first..<min(target.count, max(first + 1, Int(phone.end * 30))) { target[frame] = open }
    }
    return target.indices.map { frame in
      let before = target[max(0, frame - 1)]
      return 0.25 * before + 0.75 * target[frame] + 0.02 * flaw[frame] * target[frame]
    }
  }

  private func blinks(_ seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: Seed(seed &* 31 &+ 5))
    var curve = [Double](repeating: 0.02, count: ScoringScene.frames)
    var at = 20 + Int(40 * generator.unit())
    while at + 4 < curve.count {
      for (step, weight) in [0.4, 0.9, 1, 0.6, 0.2].enumerated() { curve[at - 2 + step] = weight }
      at += 40 + Int(160 * generator.unit())
    }
    return curve
  }

  /// Each stroke swings to the other side; it is fastest at the syllable.
  private func stroke(_ time: Double, _ stresses: [Double]) -> Double {
    var sum = 0.0
    for (index, at) in stresses.enumerated() where at < time + 0.6 {
      let step = time > at + 0.6 ? 1 : 0.5 * (1 + tanh((time - at) / 0.09))
      sum += (index % 2 == 0 ? 1 : -1) * step
    }
    return sum
  }
}
