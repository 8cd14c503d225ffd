import Foundation
import Motion
import Scoring

/// The columns of motion that an encoder reads, at its own frame rate.
struct EncoderInput: Sendable {
  /// Share of the columns that a take must have, as for `fgd-lin/1`.
  static let coverage = 0.9

  private let names: [String]
  private let rate: FrameRate
  /// Frames of a window, and from one to the next.
  let window: Int
  let hop: Int

  /// - Parameter manifest: an encoder's, already checked.
  init?(_ manifest: MetricManifest) {
    guard let fps = manifest.fps, let window = manifest.window, let channels = manifest.channels,
      let rate = Self.rate(fps)
    else { return nil }
    var names: [String] = []
    for name in channels {
      for one in name == "face" ? ARKit.names : [name] where !names.contains(one) { names.append(one) }
    }
    self.names = names
    self.rate = rate
    self.window = window
    hop = manifest.hop ?? window
  }

  /// A rate as a rational: whole, or 30000/1001 and its like, or thousandths.
  static func rate(_ fps: Double) -> FrameRate? {
    for (numerator, denominator) in [(fps, 1.0), (fps * 1001 / 1000, 1001.0 / 1000), (fps * 1000, 1000)] {
      let whole = numerator.rounded()
      guard abs(numerator - whole) < 1e-3, whole >= 1, whole <= 1e9 else { continue }
      return denominator == 1001.0 / 1000
        ? FrameRate(numerator: Int32(whole) * 1000, denominator: 1001)
        : FrameRate(numerator: Int32(whole), denominator: Int32(denominator))
    }
    return nil
  }

  /// The constants that belong to a score's parameters.
  var parameters: [String: Double] {
    ["window s": Double(window) / rate.framesPerSecond, "grid Hz": rate.framesPerSecond, "hop": Double(hop)]
  }

  /// Frames × columns of a take: channels that it lacks at rest; the reason where it lacks too many, or has values
  /// that are not finite.
  func samples(_ track: Track) -> Result<(samples: [Float], columns: Int), MetricAnswer.Reason> {
    guard track.frameCount > 0 else { return .failure(.init("the track has no frames")) }
    if let bad = track.samples.firstIndex(where: { !$0.isFinite }) {
      return .failure(.init("the track holds NaN or infinity in frame \(bad / track.layout.width)"))
    }
    let channels = names.map { track.layout[$0] ?? Self.channel($0) }
    let absent = names.filter { track.layout[$0] == nil }
    let width = channels.reduce(0) { $0 + $1.kind.width }
    let lacking = channels.filter { track.layout[$0.name] == nil }.reduce(0) { $0 + $1.kind.width }
    guard Double(lacking) <= (1 - Self.coverage) * Double(width) else {
      let list = absent.prefix(3).joined(separator: ", ") + (absent.count > 3 ? ", …" : "")
      return .failure(
        .init("the take lacks \(absent.count) of \(names.count) channels of the encoder (\(list))"))
    }
    let motion = track.resampled(to: rate).track
    guard motion.frameCount >= window else {
      return .failure(
        .init(
          "the take has \(motion.frameCount) frames at \(rate.framesPerSecond) fps, a window has \(window)"))
    }
    let layout = ChannelLayout(channels)
    var samples = Track(layout: layout, rate: rate, frameCount: motion.frameCount).samples
    for channel in channels {
      guard let from = motion.layout.offset(of: channel.name), let to = layout.offset(of: channel.name) else {
        continue
      }
      for frame in 0..<motion.frameCount {
        for part in 0..<channel.kind.width {
          samples[frame * width + to + part] = motion.samples[frame * motion.layout.width + from + part]
        }
      }
    }
    return .success((samples, width))
  }

  /// Whether a name is one of ARKit's shapes, a humanoid bone's property or a gaze angle.
  static func isOfTheField(_ name: String) -> Bool {
    let channel = channel(name)
    return ARKit.names.contains(name) || channel.bone != nil || channel == .gazeYaw || channel == .gazePitch
  }

  private static func channel(_ name: String) -> Channel {
    if name.hasSuffix(".rotation") { return Channel(name, kind: .rotation) }
    if name.hasSuffix(".translation") { return Channel(name, kind: .translation) }
    return name.contains(".") ? Channel(name, kind: .angle) : Channel(name, kind: .weight)
  }
}
