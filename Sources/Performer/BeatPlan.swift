import Characters

/// Which stressed vowels the body leans on, and how hard: head, brows, arms and trunk share one choice, so that they
/// mark the same words.
struct BeatPlan {
  /// A stressed vowel that is leaned on.
  struct Beat {
    var accent: Situation.Accent
    /// 1 for an ordinary one; the last of a phrase is heavier.
    var strength: Double
    /// When the motion arrives: after the vowel's onset, by the character's habit and a little scatter.
    var apex: Double
  }

  /// In order of time.
  let beats: [Beat]

  /// Beats that follow each other faster than this are one.
  private static let gap = 0.34

  init(_ situation: Situation, manner: Manner, seed: UInt64) {
    var dice = Dice(seed: seed, "beats")
    var found: [Beat] = []
    for accent in situation.accents {
      let share = accent.isNuclear ? 0.97 : accent.isWeak ? 0.45 : 0.88
      let isDrawn = dice.chance(share * min(1, scale(manner.style.energy, 0.9, 1.06)))
      let strength = dice.logNormal(median: accent.isNuclear ? 1.15 : accent.isWeak ? 0.7 : 0.95, sigma: 0.24)
      let apex = accent.onset + 0.3 * (accent.time - accent.onset) + manner.beatLag + 0.014 * dice.normal()
      guard isDrawn else { continue }
      if let last = found.last, apex - last.apex < Self.gap {
        if strength > last.strength {
          found[found.count - 1] = Beat(accent: accent, strength: strength, apex: apex)
        }
        continue
      }
      found.append(Beat(accent: accent, strength: strength, apex: apex))
    }
    beats = found
  }

  /// Beats of a stretch.
  func beats(from start: Double, until end: Double) -> [Beat] {
    beats.filter { $0.apex >= start && $0.apex < end }
  }
}
