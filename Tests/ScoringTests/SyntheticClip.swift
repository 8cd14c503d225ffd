import Conversation
import Foundation
import Motion
import Provenance

@testable import Scoring

/// A made-up performance of made-up speech, from a seed: mouth on the phones, strokes on the stressed
/// syllables, blinks, a face that wanders.
struct SyntheticClip {
  static let layout = ChannelLayout(
    [
      "jawOpen", "mouthClose", "eyeBlinkLeft", "eyeBlinkRight", "mouthSmileLeft", "mouthSmileRight",
      "browInnerUp", "browOuterUpLeft", "browOuterUpRight", "cheekSquintLeft", "cheekSquintRight",
      "mouthPucker",
    ].map(Channel.weight) + [.rotation(of: .head), .rotation(of: .chest), .rotation(of: .rightUpperArm)])

  var phones: [(label: String, start: Double, end: Double)] = []
  var stresses: [Double] = []
  var blinks: [Double] = []
  let seconds: Double
  private var generator: SeededGenerator
  private let seed: UInt64

  init(seed: UInt64, seconds: Double = 30) {
    self.seed = seed
    self.seconds = seconds
    generator = SeededGenerator(seed: Seed(seed &* 7919 &+ 13))
    speak()
    blink()
  }

  private mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * generator.unit()
  }

  private mutating func pick(_ labels: [String]) -> String {
    labels[min(labels.count - 1, Int(generator.unit() * Double(labels.count)))]
  }

  private mutating func speak() {
    var time = 0.4
    while time < seconds - 2 {
      let end = min(seconds - 0.6, time + uniform(1.2, 3.2))
      while time < end {
        let isStressed = generator.unit() < 0.4
        let consonant = pick(["P", "B", "M", "T", "D", "S", "K", "N", "L", "F"])
        let c = uniform(0.06, 0.1)
        let v = isStressed ? uniform(0.13, 0.2) : uniform(0.08, 0.13)
        let vowel = pick(["AA", "AE", "AY", "IY", "EH", "UW", "AH"]) + (isStressed ? "1" : "0")
        phones.append((consonant, time, time + c))
        phones.append((vowel, time + c, time + c + v))
        if isStressed { stresses.append(time + c + v / 2) }
        time += c + v
      }
      time += uniform(0.3, 0.9)
    }
  }

  private mutating func blink() {
    var time = uniform(0.5, 2)
    while time < seconds - 0.5 {
      blinks.append(time)
      time += 0.8 + 2.2 * exp(0.6 * (uniform(-1, 1) + uniform(-1, 1)))
    }
  }

  /// The performance at a frame rate.
  func track(fps: Int32 = 30) -> Track {
    var generator = SeededGenerator(seed: Seed(seed &* 104_729 &+ 71))
    func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * generator.unit() }
    let energy = exp(0.5 * (uniform(-1, 1) + uniform(-1, 1)))
    let rate = FrameRate(frames: fps)
    let count = Int(seconds * Double(fps))
    var track = Track(layout: Self.layout, rate: rate, frameCount: count)
    func put(_ name: String, _ value: (Double) -> Double) {
      guard let column = Self.layout.offset(of: name) else { return }
      for frame in 0..<count { track[frame, column] = Float(value(Double(frame) / Double(fps))) }
    }
    let gain = uniform(0.45, 0.6)
    let flaw = Wander(&generator, amplitude: 0.03, slowest: 1, fastest: 4)
    put("jawOpen") { time in max(0, gain * openness(at: time) + flaw(time) * openness(at: time)) }
    for side in ["Left", "Right"] {
      put("eyeBlink" + side) { time in
        var weight = 0.02
        for blink in blinks where abs(time - blink) < 0.12 {
          weight += 0.485 * (1 + cos(Double.pi * (time - blink) / 0.12))
        }
        return weight
      }
    }
    for name in Self.layout.channels.map(\.name)[4..<12] {
      let level = uniform(0.18, 0.3)
      let slow = Wander(&generator, amplitude: 0.09 * energy, slowest: 0.1, fastest: 0.5)
      let quick = Wander(&generator, amplitude: 0.02 * energy, slowest: 0.8, fastest: 2)
      put(name) { max(0, level + slow($0) + quick($0)) }
    }
    for (name, size) in [("head", 0.1), ("chest", 0.05), ("rightUpperArm", 0.35)] {
      let sway = Wander(&generator, amplitude: 0.02 * energy, slowest: 0.1, fastest: 0.4)
      let strokes = stresses.map { ($0, size * energy * uniform(0.6, 1.2)) }
      guard let column = Self.layout.offset(of: name + ".rotation") else { continue }
      for frame in 0..<count {
        let time = Double(frame) / Double(fps)
        var angle = sway(time)
        // Each stroke swings to the other side; it is fastest at the syllable.
        for (index, (at, width)) in strokes.enumerated() {
          angle += (index % 2 == 0 ? 1 : -1) * width * 0.5 * (1 + tanh((time - at) / 0.09))
        }
        let q = Quaternion(yaw: 0, pitch: Float(angle), roll: Float(0.3 * angle))
        for lane in 0..<4 { track[frame, column + lane] = q.vector[lane] }
      }
    }
    return track
  }

  /// Opening of the mouth that the phones ask for, in time: a tent of 35 ms around each phone.
  private func openness(at time: Double) -> Double {
    var sum = 0.0
    var weight = 1e-6
    for phone in phones where phone.start - 0.2 < time && time < phone.end + 0.2 {
      let distance = max(0, phone.start - time, time - phone.end)
      let pull = exp(-distance * distance / (2 * 0.018 * 0.018))
      let target: Double =
        switch phone.label.prefix(2) {
        case "AA", "AY": 1
        case "AE": 0.9
        case "EH", "AH": 0.6
        case "IY", "UW": 0.28
        case "K", "L", "N", "D", "T": 0.25
        case "S", "F": 0.1
        default: 0
        }
      sum += pull * target
      weight += pull
    }
    return sum / max(weight, 0.4)
  }

  /// The log of the speech, every time later by `delay`.
  func recording(delay: MediaTime = .zero, estimated: Bool = false) -> Recording {
    func time(_ seconds: Double) -> MediaTime { (MediaTime(seconds: seconds) ?? .zero) + delay }
    var log: [Record] = []
    for (index, phone) in phones.enumerated() {
      log.append(
        Record(
          id: "p\(index)", kind: .phone, participant: "nova", start: time(phone.start), end: time(phone.end),
          text: phone.label, isEstimated: estimated))
      log.append(
        Record(
          id: "w\(index)", kind: .word, participant: "nova", start: time(phone.start), end: time(phone.end),
          text: "la", isEstimated: estimated))
    }
    return Recording(
      id: "clip\(seed)", participants: [.init(id: "nova", role: .character)], duration: time(seconds),
      log: log)
  }

  /// A level with a peak on every stressed syllable.
  func envelope(delay: MediaTime = .zero) -> SpeechEnvelope {
    let levels = (0..<Int(seconds * 100)).map { (index: Int) -> Float in
      let time = Double(index) / 100
      var height = 0.0
      for stress in stresses {
        let x: Double = (stress - time) / 0.05
        height = max(height, exp(-x * x / 2))
      }
      return Float(-50 + 25 * height)
    }
    return SpeechEnvelope(start: delay, rate: 100, decibels: levels)
  }

  /// All evidence of the clip.
  func evidence(
    fps: Int32 = 30, delay: MediaTime = .zero, estimated: Bool = false, hasEnvelope: Bool = false,
    reference: ScoringReference = ScoringReference()
  ) -> TakeEvidence {
    let recording = recording(delay: delay, estimated: estimated)
    let track = track(fps: fps)
    return TakeEvidence(
      key: TakeKey(recording: recording.id, participant: "nova", seed: 1), track: track, start: delay,
      happened: Happened(recording), duration: recording.duration,
      envelope: hasEnvelope ? envelope(delay: delay) : nil, reference: reference,
      guardRecord: GuardRecord(frames: track.frameCount, framesTouched: 1, byRule: ["speed": 1]))
  }

  /// Twelve clips and a reference made of other sessions of the same performer.
  static let stage: (clips: [TakeEvidence], reference: ScoringReference) = {
    let sessions = (100..<108).map { SyntheticClip(seed: $0).evidence() }
    var reference = ScoringReference(sessions: sessions)
    reference.style = SyntheticCast.style(of: sessions)
    return ((0..<12).map { SyntheticClip(seed: $0).evidence(reference: reference) }, reference)
  }()
}

/// A sum of five sines with phases and frequencies from a seed.
private struct Wander {
  private var waves: [(frequency: Double, phase: Double, amplitude: Double)] = []

  init(_ generator: inout SeededGenerator, amplitude: Double, slowest: Double, fastest: Double) {
    for _ in 0..<5 {
      waves.append(
        (
          slowest + (fastest - slowest) * generator.unit(), 2 * .pi * generator.unit(),
          amplitude * (0.3 + 0.5 * generator.unit())
        ))
    }
  }

  func callAsFunction(_ time: Double) -> Double {
    waves.reduce(0) { $0 + $1.amplitude * sin(2 * .pi * $1.frequency * time + $1.phase) }
  }
}
