import Characters
import Conversation
import Foundation
import Motion

/// The habits of a take.
enum HabitMeasurement {
  /// Gap within which strokes belong to one gesture, in seconds.
  static let unitGap = 0.4
  /// Least silence for the sway of the head, in seconds, all stretches together.
  static let leastSilence = 8.0
  /// Least length of one stretch of silence that counts for the sway, in seconds.
  static let leastStretch = 4.0

  /// Habits by name; those whose channels are missing or that did not occur are left out.
  static func habits(of take: TakeEvidence) -> [String: Double] {
    guard take.track.frameCount > 1 else { return [:] }
    var result = SignatureMeasurement.measure(take.track)
    let speech = Speaking.flags(of: take.participant, in: take)
    result["idleSway"] = idleSway(take, speech)
    if let hands = restHands(take.track, speech) {
      result["restHandHeight"] = (hands.left.y + hands.right.y) / 2
      result["restHandForward"] = (hands.left.z + hands.right.z) / 2
      result["restHandSides"] = hands.left.y - hands.right.y
    }
    result["gestureRate"] = gestureRate(take, speech)
    return result.filter { $0.value.isFinite }
  }

  /// Frequency in 0.1…1 Hz at which the yaw of the head has most power in silence.
  ///
  /// Power is summed over stretches of silence, each less its mean under a Hann window, on a grid of 0.05 Hz.
  private static func idleSway(_ take: TakeEvidence, _ speech: [Bool]) -> Double? {
    guard let turns = HeadTurns(take.track) else { return nil }
    let fps = take.framesPerSecond
    let stretches = Speaking.stretches(speech.map { !$0 })
      .filter { Double($0.count) >= leastStretch * fps }
    guard Double(stretches.reduce(0) { $0 + $1.count }) >= leastSilence * fps else { return nil }
    // Ten samples a second are plenty for 1 Hz.
    let step = max(1, Int((fps / 10).rounded()))
    var powers = [Double](repeating: 0, count: 19)
    for stretch in stretches {
      let values = stride(from: stretch.lowerBound, to: stretch.upperBound, by: step).map { turns.yaw[$0] }
      let mean = values.reduce(0, +) / Double(values.count)
      for index in powers.indices {
        let turn = 2 * Double.pi * (0.1 + 0.05 * Double(index)) * Double(step) / fps
        var real = 0.0
        var imaginary = 0.0
        for (k, value) in values.enumerated() {
          let hann = 0.5 - 0.5 * cos(2 * Double.pi * (Double(k) + 0.5) / Double(values.count))
          real += hann * (value - mean) * cos(turn * Double(k))
          imaginary += hann * (value - mean) * sin(turn * Double(k))
        }
        powers[index] += (real * real + imaginary * imaginary) / Double(values.count)
      }
    }
    guard let most = powers.max(), most > 1e-12, let peak = powers.firstIndex(of: most) else { return nil }
    return 0.1 + 0.05 * Double(peak)
  }

  /// Median place of both wrists in silence, or throughout where nobody is silent.
  private static func restHands(
    _ track: Track, _ speech: [Bool]
  ) -> (left: SIMD3<Double>, right: SIMD3<Double>)? {
    guard let left = WristPath.of(track, isLeft: true), let right = WristPath.of(track, isLeft: false) else {
      return nil
    }
    let silent = speech.indices.filter { !speech[$0] }
    let frames = silent.isEmpty ? Array(speech.indices) : silent
    func median(_ path: [SIMD3<Double>]) -> SIMD3<Double> {
      var result = SIMD3<Double>()
      for axis in 0..<3 { result[axis] = frames.map { path[$0][axis] }.sorted()[frames.count / 2] }
      return result
    }
    return (median(left), median(right))
  }

  /// Gestures per minute of speech: strokes of either arm that begin while the performer speaks, those less than
  /// 0.4 s apart being one.
  private static func gestureRate(_ take: TakeEvidence, _ speech: [Bool]) -> Double? {
    let seconds = Double(speech.count { $0 }) / take.framesPerSecond
    guard seconds >= 5, let strokes = Strokes.ofArms(take.track) else { return nil }
    let own = strokes.filter { speech[$0.lowerBound] }
    return Double(Strokes.units(own, within: unitGap * take.framesPerSecond).count) * 60 / seconds
  }
}
