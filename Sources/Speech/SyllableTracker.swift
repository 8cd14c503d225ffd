#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Syllable nuclei, how stressed they are, and how fast they come.
///
/// A nucleus is a maximum of the level of 300–1000 Hz (one-pole, 20 ms) that rises from the minimum before and
/// falls again by 3 dB, within 20 dB of the speech peak, 60 ms or more after the last, with a voiced row within
/// 30 ms; intensity peaks with dips between are the rule of Mermelstein (JASA 58, 1975) and de Jong & Wempe
/// (Behavior Research Methods 41, 2009), here with nothing of the file known but its past. Stress compares
/// the level of 700–1200 Hz at the nucleus with its running mean over nuclei.
struct SyllableTracker {
  /// 1 in the row in which a nucleus becomes known: 60 ms after its peak, or when it has fallen 3 dB.
  private(set) var nucleus: Float = 0
  /// Stress of the last nucleus, 0…1.
  private(set) var stress: Float = 0
  /// Nuclei per second of speech.
  private(set) var rate: Float = 0

  private static let dip: Float = 3
  private static let reach: Float = 20
  private static let confirmation = 6
  private static let spacing = 6
  private static let smoothing = 1 - expf(-0.5)
  /// Memory of the rate: 2 s of speech.
  private static let forgetting = expf(-1 / 200)
  /// Rows that are looked back on, a power of two.
  private static let memory = 64

  private var level: Float = -90
  private var row = 0
  /// The running extreme since the last turn, and where it was.
  private var isRising = true
  private var extreme: Float = -90
  private var extremeRow = 0
  /// A maximum that fell by the dip and waits until it may be told.
  private var waiting: Int?
  private var lastNucleus = -Self.memory
  private var strengths = [Float](repeating: -90, count: Self.memory)
  private var voices = [Bool](repeating: false, count: Self.memory)
  private var meanStrength: Float?
  private var count: Float = 0
  private var time: Float = 0

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - vowels: level of 300–1000 Hz.
  ///   - strength: level of 700–1200 Hz.
  ///   - peak: the speech peak.
  mutating func step(vowels: Float, strength: Float, peak: Float, isVoiced: Bool, isSpeaking: Bool) {
    level += (vowels - level) * Self.smoothing
    strengths[row & (Self.memory - 1)] = strength
    voices[row & (Self.memory - 1)] = isVoiced
    turn(peak: peak)
    nucleus = 0
    if let peakRow = waiting, row - peakRow >= Self.confirmation {
      waiting = nil
      confirm(peakRow)
    }
    if isSpeaking {
      count = count * Self.forgetting + nucleus
      time = time * Self.forgetting + 0.01
      rate = time > 0.3 ? count / time : 0
    }
    row += 1
  }

  private mutating func turn(peak: Float) {
    if isRising {
      if level > extreme {
        extreme = level
        extremeRow = row
      } else if level <= extreme - Self.dip {
        if extreme > peak - Self.reach { waiting = extremeRow }
        isRising = false
        extreme = level
      }
    } else if level < extreme {
      extreme = level
    } else if level >= extreme + Self.dip {
      isRising = true
      extreme = level
      extremeRow = row
    }
  }

  private mutating func confirm(_ peakRow: Int) {
    guard peakRow - lastNucleus >= Self.spacing, row - peakRow < Self.memory - 8 else { return }
    var isVoiced = false
    var strength: Float = -90
    for at in (peakRow - 4)...(peakRow + 4) where at >= 0 && at <= row {
      if abs(at - peakRow) <= 3, voices[at & (Self.memory - 1)] { isVoiced = true }
      strength = max(strength, strengths[at & (Self.memory - 1)])
    }
    guard isVoiced else { return }
    let mean = meanStrength ?? strength
    stress = max(0, min(1, (strength - mean + 3) / 12))
    meanStrength = mean + 0.2 * (strength - mean)
    lastNucleus = peakRow
    nucleus = 1
  }
}
