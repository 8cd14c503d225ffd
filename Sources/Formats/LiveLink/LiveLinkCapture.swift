public import Foundation

/// Datagrams of Live Link Face as a file: one behind the other, as `nc -lu 11111 > take.livelink` writes them.
///
/// Packets tell their own length, so nothing stands between them.
public enum LiveLinkCapture {
  /// The most packets of a file: 4 h at 240 a second.
  public static let largestPacketCount = 14_400 * 240

  /// Reads a capture as rows at the times of their packets.
  ///
  /// - Returns: the rows, and notes: packets without a face, packets that came late and were put in their place,
  ///   packets that came twice.
  /// - Throws: ``FormatsError`` when a packet is broken, none shows a face, several subjects are in one file, or
  ///   the times are not within the limits of a take.
  public static func read(_ bytes: Data, file: String) throws(FormatsError) -> (
    take: LiveLinkTake, notes: [ImportNote]
  ) {
    var scan = LiveLinkScan([UInt8](bytes), at: 0, file: file)
    var rows: [(time: Double, values: [Float])] = []
    var subject: (device: String, name: String)?
    var faceless = 0
    var late = 0
    var day = 0.0
    while scan.at < scan.bytes.count {
      let packet = try scan.packet(isAlone: false)
      guard !packet.values.isEmpty, let seconds = packet.seconds else {
        faceless += 1
        continue
      }
      if let subject, subject != (packet.deviceID, packet.subject) {
        throw .unsupported(
          file: file, place: "packet \(rows.count + faceless + 1)",
          reason: "it shows '\(packet.subject)' and those before it '\(subject.name)'",
          cure: "capture one subject in a file")
      }
      subject = (packet.deviceID, packet.subject)
      guard rows.count < largestPacketCount else {
        throw .unsupported(
          file: file, place: "packet \(rows.count)", reason: "there are more than \(largestPacketCount)",
          cure: "divide it into takes of at most 4 h")
      }
      let previous = rows.last?.time ?? seconds
      if seconds + day < previous - 43_200 { day += 86_400 }
      if seconds + day < previous { late += 1 }
      rows.append((seconds + day, packet.values))
    }
    guard let subject, !rows.isEmpty else {
      throw .malformed(
        file: file, place: "packets", reason: "none of \(faceless) packets shows a face",
        cure: "capture again with a face before the camera")
    }
    var notes = [
      ImportNote(.read, file, "\(rows.count) packets of '\(subject.name)', one behind the other")
    ]
    if late > 0 {
      rows.sort { $0.time < $1.time }
      notes.append(ImportNote(.repaired, file, "\(late) packets came late; put in the order of their times"))
    }
    let count = rows.count
    var kept: [(time: Double, values: [Float])] = []
    kept.reserveCapacity(count)
    for row in rows where row.time > kept.last?.time ?? -1 { kept.append(row) }
    if kept.count < count {
      notes.append(
        ImportNote(
          .leftOut, file, "\(count - kept.count) packets have the time of another; the first is kept"))
    }
    if faceless > 0 {
      notes.append(ImportNote(.leftOut, file, "\(faceless) packets show no face"))
    }
    let first = kept[0].time
    guard (kept.last?.time ?? 0) - first <= MotionFolder.longestSeconds else {
      throw .unsupported(
        file: file, place: "packets", reason: "they last \(Int((kept.last?.time ?? 0) - first)) s",
        cure: "divide it into takes of at most \(Int(MotionFolder.longestSeconds)) s")
    }
    let take = LiveLinkTake(
      columns: LiveLinkPacket.columns, times: kept.map { $0.time - first }, values: kept.flatMap(\.values),
      file: file)
    return (take, notes)
  }
}
