import Conversation
import Foundation
import Motion
import Statistics

/// Shapes of the lips beyond open and shut: lip against teeth, rounding, and how loudness opens the mouth.
public struct LipShapes: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "lip-shapes/1"

  static let window = 0.065
  static let labiodentalAt = 0.1
  static let roundedAt = 0.15
  static let leastEvents = 3

  /// Rates first.
  public var descriptors: [MetricDescriptor] {
    func score(
      _ name: String, _ title: String, _ needs: [MetricDescriptor.Need], _ summary: String,
      _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "lip-shapes.\(name)/1", title: title, direction: .higher, rank: .diagnostic, needs: needs,
        parameters: [
          "window s": Self.window, "labiodental": Self.labiodentalAt, "rounded": Self.roundedAt,
          "least events": Double(Self.leastEvents),
        ], summary: summary, whereItLies: whereItLies, source: "ours")
    }
    return [
      score(
        "visemes", "Viseme hits", [.phones, .face],
        "Mean over looks of the mouth (shut, lip on teeth, rounded, open, spread) of the share of phones at whose centre "
          + "the weights of that look stand out most above their own mean in speech.",
        "Chance is 1/5; neighbouring phones pull the mouth their way, so that good speech is far from 1. Tongue and "
          + "throat are not seen."),
      score(
        "labiodental", "Lip on teeth", [.phones, .face],
        "Share of f and v with mouthRollLower + mouthUpperUp of at least 0.1 within 65 ms.",
        "Rigs that make f by another shape have 0."),
      score(
        "rounding", "Rounding", [.phones, .face],
        "Share of rounded vowels and w with mouthPucker + mouthFunnel of at least 0.15 within 65 ms.",
        "A pout has 1."),
      score(
        "intensity", "Loud and open", [.phones, .face],
        "Spearman's correlation over vowels of the largest aperture with the level of the voice at that vowel.",
        "Open vowels are louder by themselves; needs the level of the voice."),
    ]
  }

  /// Compares shapes and phones. Undefined without measured phones; parts of it without events or channels.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let phones = try LipSync.phones(of: take)
      let track = take.track
      let fps = take.framesPerSecond
      func sum(_ names: [String]) -> [Double]? {
        let curves = names.compactMap { track.curve($0) }
        guard !curves.isEmpty else { return nil }
        return (0..<track.frameCount).map { frame in curves.reduce(0) { $0 + Double($1[frame]) } }
      }
      let pouting = sum(["mouthPucker", "mouthFunnel"])
      let biting = sum(["mouthRollLower", "mouthUpperUpLeft", "mouthUpperUpRight"])
      func frame(_ phone: TimedPhone) -> Int { Int((phone.center * fps + 0.5).rounded(.down)) }
      func rate(_ curve: [Double]?, _ least: Double, _ what: String, _ holds: (Phone.Symbol) -> Bool)
        -> ScoreValue
      {
        guard let curve else { return .undefined(reason: "the track has no weights for \(what)") }
        let radius = EventWindows.radius(seconds: Self.window, framesPerSecond: fps)
        let near = EventWindows.reachesUp(curve, to: least, radius: radius)
        let share = EventWindows.rate(near, at: phones.filter { holds($0.phone.symbol) }.map(frame))
        return share.map { ScoreValue($0) } ?? .undefined(reason: "the performer speaks no \(what)")
      }
      result["lip-shapes.labiodental/1"] = rate(biting, Self.labiodentalAt, "f or v", \.isLabiodental)
      result["lip-shapes.rounding/1"] = rate(pouting, Self.roundedAt, "rounded phone", \.isRounded)
      let aperture = LipSync.aperture(of: track)
      result["lip-shapes.visemes/1"] = ScoreValue { () throws(Undefined) in
        guard let aperture else { throw Undefined("the track has no weight channel jawOpen") }
        var looks: [VisemeGroup.Look: [Double]] = [.open: aperture, .closed: aperture.map { 1 - $0 }]
        looks[.rounded] = pouting
        looks[.labiodental] = biting
        looks[.spread] = sum(["mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight"])
        return try hits(phones.map { ($0.phone.symbol, frame($0)) }, looks)
      }
      result["lip-shapes.intensity/1"] = ScoreValue { () throws(Undefined) in
        guard let aperture else { throw Undefined("the track has no weight channel jawOpen") }
        guard let envelope = take.envelope, envelope.rate > 0 else {
          throw Undefined("there is no level of the performer's voice")
        }
        var wide: [Double] = []
        var loud: [Double] = []
        for phone in phones where phone.phone.symbol.isVowel {
          guard let most = phone.frames.map({ aperture[$0] }).max() else { continue }
          let time = phone.center + (take.start - envelope.start).seconds
          let place = Int((time * envelope.rate + 0.5).rounded(.down))
          guard envelope.decibels.indices.contains(place), envelope.decibels[place].isFinite else { continue }
          wide.append(most)
          loud.append(Double(envelope.decibels[place]))
        }
        guard wide.count >= Self.leastEvents, let r = try? Correlation.spearman(wide, loud) else {
          throw Undefined("there are fewer than \(Self.leastEvents) vowels, or all are alike")
        }
        return r
      }
    }
  }

  /// Mean over looks of the share of centres at which the look of the phone stands out most.
  private func hits(
    _ phones: [(symbol: Phone.Symbol, frame: Int)], _ looks: [VisemeGroup.Look: [Double]]
  ) throws(Undefined) -> Double {
    let known = VisemeGroup.Look.allCases.filter { looks[$0] != nil }
    var events: [(look: VisemeGroup.Look, frame: Int)] = []
    for phone in phones {
      guard let look = VisemeGroup.of(phone.symbol)?.look, known.contains(look),
        looks[look]?.indices.contains(phone.frame) == true
      else { continue }
      events.append((look, phone.frame))
    }
    guard events.count >= Self.leastEvents, Set(events.map(\.look)).count > 1 else {
      throw Undefined("fewer than \(Self.leastEvents) phones have a look of their own, or all have the same")
    }
    // A look stands out where it is furthest above its mean over these centres, in its deviations.
    var z: [VisemeGroup.Look: (mean: Double, deviation: Double)] = [:]
    for look in known {
      let values = events.map { looks[look]?[$0.frame] ?? 0 }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      z[look] = (mean, max(0.02, squares.squareRoot()))
    }
    var hit: [VisemeGroup.Look: (hit: Int, all: Int)] = [:]
    for event in events {
      var best: (look: VisemeGroup.Look, height: Double)?
      for look in known {
        guard let scale = z[look], let curve = looks[look] else { continue }
        let height = (curve[event.frame] - scale.mean) / scale.deviation
        if best.map({ height > $0.height }) ?? true { best = (look, height) }
      }
      hit[event.look, default: (0, 0)].all += 1
      if best?.look == event.look { hit[event.look, default: (0, 0)].hit += 1 }
    }
    let recalls = VisemeGroup.Look.allCases.compactMap { look in
      hit[look].map { Double($0.hit) / Double($0.all) }
    }
    return recalls.reduce(0, +) / Double(recalls.count)
  }
}
