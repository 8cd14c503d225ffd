/// Beats against chance: how much nearer they lie to onsets than the same beats shifted around the clip.
struct ShiftedBeats {
  /// Balanced nearness of beats and onsets, 0…1.
  let score: Double
  /// Mean of the same over the shifts.
  let nullMean: Double

  /// (score - null)/(1 - null): 0 for chance, 1 for beats that all lie on onsets; `nil` where chance is perfect.
  var corrected: Double? { nullMean < 1 ? (score - nullMean) / (1 - nullMean) : nil }

  /// Compares beats and onsets, in seconds, with the beats shifted circularly by duration·k/(shifts + 1), k = 1…shifts.
  ///
  /// - Parameters:
  ///   - duration: length of the clip in seconds, above 0.
  ///   - shifts: how many, at least 1.
  init(onsets: [Double], beats: [Double], sigma: Double, duration: Double, shifts: Int) {
    let sorted = onsets.sorted()
    score = MotionBeats.balanced(sorted, beats.sorted(), sigma: sigma)
    var sum = 0.0
    for k in 1...max(1, shifts) {
      let shift = duration * Double(k) / Double(shifts + 1)
      let moved = beats.map { beat in
        let rest = (beat + shift).truncatingRemainder(dividingBy: duration)
        return rest < 0 ? rest + duration : rest
      }
      sum += MotionBeats.balanced(sorted, moved.sorted(), sigma: sigma)
    }
    nullMean = sum / Double(max(1, shifts))
  }
}
