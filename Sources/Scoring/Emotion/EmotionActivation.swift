import Conversation
import Foundation
import Motion

/// How much of each prototype a face shows, frame by frame, without what speech moves.
struct EmotionActivation {
  /// Length of the running mean in seconds.
  static let smoothing = 1.0

  /// Activation by prototype, in the order of the prototypes; `nil` where the track lacks every shape of it.
  var prototypes: [EmotionPrototypes.Name: [Double]] = [:]
  /// Joy less the mean of sadness, anger, disgust and fear.
  var valence: [Double] = []
  /// Mean activation of all units.
  var energy: [Double] = []

  /// Reads a face; throws where there is none.
  ///
  /// - Parameter overrides: weights by channel that stand for a prototype, such as approved expressions.
  init(_ take: TakeEvidence, prototypes overrides: [String: [String: Double]]) throws(Undefined) {
    let track = take.track
    var names = Set(EmotionPrototypes.channels)
    for weights in overrides.values { names.formUnion(weights.keys) }
    let classes = Self.phoneClasses(take)
    let radius = Int((Self.smoothing / 2 * take.framesPerSecond).rounded())
    var curves: [String: [Double]] = [:]
    for name in names.sorted() {
      guard var curve = track.curve(name)?.map(Double.init) else { continue }
      if name == "jawOpen", let close = track.curve("mouthClose") {
        for frame in curve.indices { curve[frame] = max(0, curve[frame] - Double(close[frame])) }
      }
      Self.removeSpeech(&curve, classes)
      curves[name] = Self.runningMean(curve, radius: radius)
    }
    func mean(_ parts: [[Double]]) -> [Double]? {
      guard !parts.isEmpty else { return nil }
      return (0..<track.frameCount).map { frame in
        parts.reduce(0) { $0 + $1[frame] } / Double(parts.count)
      }
    }
    func unit(_ number: Int) -> [Double]? {
      mean((EmotionPrototypes.units[number] ?? []).compactMap { curves[$0] })
    }
    for name in EmotionPrototypes.Name.allCases {
      if let weights = overrides[name.rawValue] {
        let known = weights.filter { curves[$0.key] != nil }.sorted { $0.key < $1.key }
        let total = known.reduce(0) { $0 + $1.value }
        guard total > 0 else { continue }
        prototypes[name] = (0..<track.frameCount).map { frame in
          known.reduce(0) { $0 + $1.value * (curves[$1.key]?[frame] ?? 0) } / total
        }
      } else if name == .contempt {
        prototypes[name] = mean(
          (EmotionPrototypes.prototypes[name] ?? []).compactMap { number -> [Double]? in
            let sides = (EmotionPrototypes.units[number] ?? []).compactMap { curves[$0] }
            return sides.count == 2 ? zip(sides[0], sides[1]).map { abs($0 - $1) } : nil
          })
      } else {
        prototypes[name] = mean((EmotionPrototypes.prototypes[name] ?? []).compactMap(unit))
      }
    }
    guard let joy = prototypes[.joy], !prototypes.isEmpty else {
      throw Undefined("the track has no weight channel for a smile or a cheek")
    }
    guard let displeased = mean([.sadness, .anger, .disgust, .fear].compactMap { prototypes[$0] }) else {
      throw Undefined("the track has no weight channel for brows, nose or a frown")
    }
    valence = zip(joy, displeased).map(-)
    energy = mean(EmotionPrototypes.units.keys.sorted().compactMap(unit)) ?? []
  }

  /// Phone class of every frame, 0 outside phones: the lip's classes of place and height.
  private static func phoneClasses(_ take: TakeEvidence) -> [Int] {
    var result = [Int](repeating: 0, count: take.track.frameCount)
    for span in take.happened.phones where span.participant == take.participant {
      guard let symbol = Phone(spelling: span.text)?.symbol, symbol != .silence else { continue }
      let group =
        symbol.isBilabial
        ? 1
        : symbol.isLabiodental ? 2 : symbol.isRounded ? 3 : symbol.isOpenVowel ? 4 : symbol.isVowel ? 5 : 6
      for frame in take.frames(of: span) { result[frame] = group }
    }
    return result
  }

  /// Takes the effect of the phone class out of a curve: least squares on one indicator per class is each class's mean,
  /// of which the mean over the whole stays.
  private static func removeSpeech(_ curve: inout [Double], _ classes: [Int]) {
    var sums = [Double](repeating: 0, count: 7)
    var counts = [Int](repeating: 0, count: 7)
    for (value, group) in zip(curve, classes) {
      sums[group] += value
      counts[group] += 1
    }
    guard counts.count(where: { $0 > 0 }) > 1 else { return }
    let mean = sums.reduce(0, +) / Double(curve.count)
    let effects = (0..<7).map { counts[$0] > 0 ? sums[$0] / Double(counts[$0]) - mean : 0 }
    for frame in curve.indices { curve[frame] -= effects[classes[frame]] }
  }

  /// Mean over ± radius frames, fewer at the ends.
  static func runningMean(_ curve: [Double], radius: Int) -> [Double] {
    guard radius > 0, !curve.isEmpty else { return curve }
    var sums = [0.0]
    sums.reserveCapacity(curve.count + 1)
    for value in curve { sums.append(sums[sums.count - 1] + value) }
    return curve.indices.map { frame in
      let first = max(0, frame - radius)
      let end = min(curve.count, frame + radius + 1)
      return (sums[end] - sums[first]) / Double(end - first)
    }
  }
}
