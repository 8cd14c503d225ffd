#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Pitch as melody: semitones above or below the speaker's own running median.
///
/// Median of the last three rows where all are voiced; the reference is the median of the last 1000 voiced
/// rows (10 s of voice), to a 16th of a semitone. A gap shorter than 100 ms holds the last value; a
/// longer one gives 0.
struct PitchContour {
  /// Semitones from the median.
  private(set) var semitones: Float = 0

  private static let memory = 1000
  private static let gap = 10
  /// Bins of a 16th of a semitone above 55 Hz: four octaves.
  private static let binsPerSemitone: Float = 16
  private static let binCount = 48 * 16

  private var recent = SIMD2<Float>.zero
  private var silence = Self.gap
  private var bins = [UInt16](repeating: 0, count: Self.memory)
  private var histogram = [UInt16](repeating: 0, count: Self.binCount)
  private var count = 0
  private var next = 0
  /// The median's bin, and how many values lie in bins below it.
  private var middle = 0
  private var below = 0

  /// Takes the pitch of a row in Hz, 0 where there is none.
  mutating func step(_ pitch: Float) {
    defer { recent = SIMD2(pitch, recent.x) }
    guard pitch > 0 else {
      silence = min(silence + 1, Self.gap)
      if silence >= Self.gap { semitones = 0 }
      return
    }
    silence = 0
    let isWhole = recent.x > 0 && recent.y > 0
    let value = isWhole ? Self.median(pitch, recent.x, recent.y) : pitch
    let height = 12 * log2f(value / 55)
    remember(height)
    semitones = height - (Float(middle) + 0.5) / Self.binsPerSemitone
  }

  private mutating func remember(_ height: Float) {
    if count == Self.memory {
      let old = Int(bins[next])
      histogram[old] -= 1
      if old < middle { below -= 1 }
    } else {
      count += 1
    }
    let bin = max(0, min(Self.binCount - 1, Int(height * Self.binsPerSemitone)))
    bins[next] = UInt16(bin)
    histogram[bin] += 1
    if bin < middle { below += 1 }
    next = (next + 1) % Self.memory
    // The lower median: the value with (count − 1) / 2 values before it.
    let rank = (count - 1) / 2
    while below > rank {
      middle -= 1
      below -= Int(histogram[middle])
    }
    while below + Int(histogram[middle]) <= rank {
      below += Int(histogram[middle])
      middle += 1
    }
  }

  private static func median(_ a: Float, _ b: Float, _ c: Float) -> Float {
    max(min(a, b), min(max(a, b), c))
  }
}
