import Motion

/// The frame rate of motion that stands beside speech, and whether the two are of one length.
struct TrackTiming {
  /// Rates that motion is recorded at, the likelier first.
  static let usual: [FrameRate] = {
    let whole: [Int32] = [30, 60, 25, 24, 50, 100, 120, 15, 20, 90, 200, 240]
    let broadcast: [Int32] = [30, 60, 24, 120]
    return whole.map { FrameRate(frames: $0) }
      + broadcast.compactMap { FrameRate(numerator: $0 * 1000, denominator: 1001) }
  }()
  /// Motion and sound are said to differ when it is by more than this, in seconds.
  static let tolerance = 0.1

  /// Rate given from outside, which wins.
  var given: FrameRate?
  /// Length of the sound.
  var seconds: Double?
  /// Rate that the corpus documents for all its takes.
  var documented: FrameRate?

  /// Finds the rate: as given, as the file states it, from the sound's length among the usual ones, as
  /// documented.
  ///
  /// - Throws: ``FormatsError`` when the stated rate is none, or there is nothing to tell it from.
  func rate(stated: Double?, frames: Int, file: String) throws(FormatsError) -> (FrameRate, ImportNote) {
    if let given { return (given, ImportNote(.read, file, "frame rate \(Self.text(given)), as given")) }
    if let stated {
      guard let rate = Self.rational(stated) else {
        throw .malformed(
          file: file, place: "frame rate", reason: "\(stated) frames a second",
          cure: "state one from 1 to 1000")
      }
      return (rate, ImportNote(.read, file, "frame rate \(Self.text(rate)), as the file states"))
    }
    if let seconds, let rate = Self.fitting(frames: frames, seconds: seconds) {
      return (
        rate,
        ImportNote(
          .assumed, file,
          "frame rate \(Self.text(rate)), from \(frames) frames in \(Self.number(seconds)) s of sound")
      )
    }
    if let documented {
      return (
        documented, ImportNote(.assumed, file, "frame rate \(Self.text(documented)), as the corpus documents")
      )
    }
    throw .unsupported(
      file: file, place: "frame rate",
      reason: "none is stated"
        + (seconds.map { ", and \(frames) frames in \(Self.number($0)) s of sound are at no usual rate" }
          ?? " and there is no sound to tell it from"),
      cure: "give the frame rate: --fps of 'take import', --motion-fps of 'corpus import'")
  }

  /// A note when motion and sound are not of one length.
  func lengthNote(_ track: Track, file: String) -> ImportNote? {
    guard let seconds else { return nil }
    let difference = track.duration.seconds - seconds
    guard abs(difference) > Self.tolerance else { return nil }
    let amount = Self.number(abs(difference))
    return difference > 0
      ? ImportNote(.read, file, "the motion is \(amount) s longer than the sound; kept")
      : ImportNote(.missing, file, "the motion is \(amount) s shorter than the sound")
  }

  /// The usual rate that fits: within a frame and a half, the likelier first, else the nearest within 1 %.
  static func fitting(frames: Int, seconds: Double) -> FrameRate? {
    guard seconds > 0, frames > 0 else { return nil }
    func misfit(_ rate: FrameRate) -> Double { abs(Double(frames) - seconds * rate.framesPerSecond) }
    if let near = usual.first(where: { misfit($0) <= 1.5 }) { return near }
    guard let best = usual.min(by: { misfit($0) / $0.framesPerSecond < misfit($1) / $1.framesPerSecond })
    else {
      return nil
    }
    return misfit(best) <= 0.01 * Double(frames) ? best : nil
  }

  /// A rate as a fraction: whole, over 1001, or in thousandths.
  static func rational(_ value: Double) -> FrameRate? {
    guard value.isFinite, value >= 1, value <= 1000 else { return nil }
    if abs(value - value.rounded()) < 1e-4 {
      return FrameRate(numerator: Int32(value.rounded()), denominator: 1)
    }
    let broadcast = value * 1.001
    if abs(broadcast - broadcast.rounded()) < 6e-3, broadcast.rounded() > value {
      return FrameRate(numerator: Int32(broadcast.rounded()) * 1000, denominator: 1001)
    }
    return FrameRate(numerator: Int32((value * 1000).rounded()), denominator: 1000)
  }

  /// A rate for people.
  static func text(_ rate: FrameRate) -> String {
    rate.denominator == 1 ? "\(rate.numerator)" : "\(rate.numerator)/\(rate.denominator)"
  }

  /// Thousandths.
  static func number(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
