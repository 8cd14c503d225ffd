import Foundation
import Motion

extension TakeForm {
  /// Live Link Face CSV.
  static let liveLink = TakeForm(
    id: "livelink", fileExtension: "csv",
    summary: "Live Link Face CSV: 61 columns with timecode, 52 shapes, head and eye angles.", traits: []
  ) { material throws(FormatsError) in
    let first = try material.first()
    let (data, notes) = LiveLinkWriter.write(first.track)
    let take = try LiveLinkTake(data, file: first.name)
    var report = ExportReport()
    report.notices = notes.filter { !$0.hasPrefix("without a column") }
    if first.track.rate.framesPerSecond > 60 {
      report.notices.append("the app records at most 60 rows a second; this table has more")
    }
    if first.track.duration.seconds >= 86_400 {
      report.notices.append("timecodes begin again after 24 hours")
    }
    try TrackComparison.compare(
      first.track, with: Self.rows(of: take, rate: first.track.rate), name: first.name, &report)
    return ExportedTake(bytes: [UInt8](data), report: report)
  }

  /// The rows as frames, one for one, so that rounded timecodes move nothing.
  private static func rows(of take: LiveLinkTake, rate: FrameRate) -> Track {
    let shapes = take.columns.enumerated().compactMap { index, name in
      ARKit.canonicalName(for: name).map { (index, Channel.weight($0)) }
    }
    let layout = ChannelLayout(shapes.map(\.1) + [.rotation(of: .head), .gazeYaw, .gazePitch])
    var track = Track(layout: layout, rate: rate, frameCount: take.times.count)
    let signs = LiveLinkSigns.app
    let angles = ["HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch"].compactMap { name in
      take.columns.firstIndex(of: name)
    }
    guard angles.count == 5 else { return track }
    for frame in 0..<take.times.count {
      let row = take.values[(frame * take.columns.count)..<((frame + 1) * take.columns.count)]
      func value(_ column: Int) -> Float { row[row.startIndex + column] }
      for (number, shape) in shapes.enumerated() { track[frame, number] = value(shape.0) }
      let head = Quaternion(
        yaw: value(angles[0]) * signs.headYaw, pitch: value(angles[1]) * signs.headPitch,
        roll: value(angles[2]) * signs.headRoll)
      for part in 0..<4 { track[frame, shapes.count + part] = head.vector[part] }
      track[frame, shapes.count + 4] = value(angles[3]) * signs.eyeYaw
      track[frame, shapes.count + 5] = value(angles[4]) * signs.eyePitch
    }
    return track
  }
}
