import Foundation
public import Conversation
public import Motion

/// Curves of a take with what was said laid under them, as text.
///
/// ```
///          ⡀⣀⢀⠔⠒⢄⣀⣀⡠⠤⢄   0.82
/// jawOpen  ⠈⠀⠁⠀⠀⠈⠀⠀⠀⠀⠈   0.00
/// words    hello    there
/// ```
public struct ChannelStrip: Sendable {
  /// The lines, none wider than asked for, each ending in a newline.
  public let text: String

  /// Draws channels over a stretch of a take.
  ///
  /// Weights and angles are drawn as they are (angles in degrees), rotations as their angle from the
  /// T-pose in degrees, translations as their distance in centimetres.
  ///
  /// - Parameters:
  ///   - track: the take's track; frame 0 is session time `origin`.
  ///   - channels: names, in the order in which they are drawn.
  ///   - happened: what happened in the recording.
  ///   - participant: whose words, phones and cues are laid under the curves.
  ///   - origin: session time of the track's first frame.
  ///   - stretch: the stretch to draw; the whole take where `nil`.
  ///   - showsPhones: whether phones get a line as well.
  ///   - width: columns of the terminal, at least 40.
  ///   - height: lines per curve.
  /// - Throws: ``ReportingError/noChannel(_:has:)``, ``ReportingError/outside(from:to:)`` for a stretch that
  ///   holds no frame of the take.
  public init(
    track: Track, channels: [String], happened: Happened, participant: String, origin: MediaTime = .zero,
    stretch: Range<MediaTime>? = nil, showsPhones: Bool = false, width: Int = 100, height: Int = 2
  ) throws(ReportingError) {
    let whole = origin..<(origin + track.duration)
    let stretch = (stretch ?? whole).clamped(to: whole)
    let first = track.rate.firstFrame(atOrAfter: stretch.lowerBound - origin)
    let last = min(track.frameCount, track.rate.frameCount(covering: stretch.upperBound - origin))
    guard first < last else {
      throw .outside(from: origin.seconds, to: (origin + track.duration).seconds)
    }
    let frames = first..<last
    let label = max(8, channels.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    let scale = 9
    let room = max(10, max(40, width) - label - scale)
    var lines: [String] = []
    for name in channels {
      guard let channel = track.layout[name] else {
        throw .noChannel(name, has: track.layout.channels.map(\.name))
      }
      let curve = ChannelCurve(track, channel, frames)
      let drawn = BrailleCurve(curve.values, width: room, height: height, range: curve.range)
      for (row, line) in drawn.lines.enumerated() {
        let isLast = row == drawn.lines.count - 1
        let edge = row == 0 ? drawn.high : isLast ? drawn.low : nil
        let mark = edge.flatMap { NumberText.fixed($0, digits: curve.digits) } ?? ""
        let unit = row == 0 ? curve.unit : ""
        lines.append(
          DisplayWidth.padded(isLast ? SafeText.escaped(name) : "", to: label) + line + " "
            + DisplayWidth.padded(mark, to: 6, .trailing) + unit)
      }
    }
    let own = happened.of(participant)
    lines.append(Self.axis(stretch, label: label, width: room))
    var lanes = [("words", own.words), ("cues", own.cues)]
    if showsPhones { lanes.insert(("phones", own.phones), at: 1) }
    lanes.append(("others", happened.words.filter { $0.participant != participant }))
    for (title, spans) in lanes where !spans.isEmpty {
      let lane = SpanLane(spans, from: stretch.lowerBound, to: stretch.upperBound, width: room)
      guard !lane.text.isEmpty else { continue }
      let rest = lane.hidden > 0 ? DisplayWidth.padded("", to: room - DisplayWidth.of(lane.text)) : ""
      let more = lane.hidden > 0 ? "\(rest) +\(lane.hidden)" : ""
      lines.append(DisplayWidth.padded(title, to: label) + lane.text + more)
    }
    text = lines.map { line in
      var line = Substring(line)
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// Ticks at whole multiples of 1, 2 or 5 seconds, at least eight columns apart.
  private static func axis(_ stretch: Range<MediaTime>, label: Int, width: Int) -> String {
    let (start, end) = (stretch.lowerBound.seconds, stretch.upperBound.seconds)
    var line = DisplayWidth.padded("s", to: label)
    guard end > start else { return line }
    let least = (end - start) * 8 / Double(width)
    var step = 0.1
    for factor in [2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2, 2, 2.5, 2] where step < least {
      step *= factor
    }
    var column = 0
    let first = (start / step).rounded(.up)
    for index in 0..<width {
      let time = (first + Double(index)) * step
      let place = Int((time - start) / (end - start) * Double(width))
      guard place < width else { break }
      guard place >= column else { continue }
      let mark = "╵" + (NumberText.fixed(time, digits: step < 1 ? 1 : 0) ?? "")
      line += String(repeating: " ", count: place - column) + mark
      column = place + DisplayWidth.of(mark)
    }
    return DisplayWidth.shortened(line, to: label + width)
  }
}

/// The one number per frame that is drawn of a channel.
struct ChannelCurve {
  let values: [Double]
  let range: ClosedRange<Double>
  let unit: String
  let digits: Int

  init(_ track: Track, _ channel: Channel, _ frames: Range<Int>) {
    let offset = track.layout.offset(of: channel.name) ?? 0
    func column(_ frame: Int, _ index: Int) -> Double { Double(track[frame, offset + index]) }
    let degrees = 180 / Double.pi
    switch channel.kind {
    case .weight:
      values = frames.map { column($0, 0) }
      range = Self.range(of: values, least: 0.05)
      (unit, digits) = ("", 2)
    case .angle:
      values = frames.map { column($0, 0) * degrees }
      range = Self.range(of: values, least: 1)
      (unit, digits) = ("°", 1)
    case .rotation:
      values = frames.map { frame in
        let vector = (0..<3).reduce(0.0) { $0 + column(frame, $1) * column(frame, $1) }.squareRoot()
        return 2 * atan2(vector, abs(column(frame, 3))) * degrees
      }
      range = Self.range(of: values, least: 1)
      (unit, digits) = ("°", 1)
    case .translation:
      values = frames.map { frame in
        (0..<3).reduce(0.0) { $0 + column(frame, $1) * column(frame, $1) }.squareRoot() * 100
      }
      range = Self.range(of: values, least: 1)
      (unit, digits) = ("cm", 1)
    }
  }

  /// From the smallest to the largest value with 0 in it, and at least `least` wide, so that a curve that
  /// hardly moves is not blown up.
  private static func range(of values: [Double], least: Double) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0)
    return low...max(low + least, finite.max() ?? 0, 0)
  }
}
