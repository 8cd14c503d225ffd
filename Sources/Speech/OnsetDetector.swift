/// Onsets by spectral flux of logarithmic mel bands, half-wave rectified, and peaks of it picked as they come.
///
/// Flux and picking follow Böck, Krebs & Schedl, "Evaluating the online capabilities of onset detection methods"
/// (ISMIR 2012): the mean over bands of the rise over two hops. Bands quieter than the speech peak by 40 dB count
/// as that quiet, so that neither gain nor room noise matters. The flux is divided by its own decaying peak
/// (Stowell & Plumbley, "Adaptive whitening for improved real-time audio onset detection", ICMC 2007).
struct OnsetDetector {
  /// Flux over its own recent peak, 0…1.
  private(set) var onset: Float = 0
  /// Strength of the onset one row ago, 0 where none was picked.
  private(set) var picked: Float = 0

  private static let bandCount = MelCepstrum.bandCount
  private static let decibels: Float = 4.3429448
  private static let range: Float = 40
  /// Decay of the peak: half in 7 s.
  private static let decay: Float = 0.999
  private static let faintest: Float = 3
  /// Rows of the mean and of the maximum before a peak, and rows between two onsets.
  private static let meanRows = 10
  private static let maximumRows = 3
  private static let gap = 5
  private static let threshold: Float = 0.1

  /// Bands of the last two rows, in dB.
  private var older = [Float](repeating: -100, count: Self.bandCount)
  private var newer = [Float](repeating: -100, count: Self.bandCount)
  /// `onset` of the newest rows, the newest at `place`.
  private var history = [Float](repeating: 0, count: 16)
  private var place = 0
  private var sinceOnset = Self.gap
  private var largest: Float = 6

  /// Takes the bands of one lane and the speech peak in dB.
  mutating func step(_ bands: UnsafePointer<SIMD8<Float>>, lane: Int, peak: Float) {
    let quietest = peak - Self.range
    var sum: Float = 0
    for band in 0..<Self.bandCount {
      let level = Self.decibels * bands[band][lane]
      sum += max(0, max(level, quietest) - max(older[band], quietest))
      older[band] = newer[band]
      newer[band] = level
    }
    let flux = sum / Float(Self.bandCount)
    largest = max(flux, max(Self.faintest, largest * Self.decay))
    onset = flux / largest
    place = (place + 1) & 15
    history[place] = onset
    pick()
  }

  /// The row before is an onset when it tops the rows around it and its own past.
  private mutating func pick() {
    sinceOnset += 1
    picked = 0
    let candidate = history[(place + 15) & 15]
    guard sinceOnset > Self.gap, candidate > history[place] else { return }
    var mean: Float = 0
    for back in 2..<(2 + Self.meanRows) {
      let value = history[(place + 16 - back) & 15]
      if back < 2 + Self.maximumRows, value > candidate { return }
      mean += value
    }
    guard candidate >= mean / Float(Self.meanRows) + Self.threshold else { return }
    picked = candidate
    sinceOnset = 0
  }
}
