import Foundation
import Motion

extension TakeReader {
  /// Arrays of every channel, with their names and kinds beside them.
  static let npz = TakeReader(
    id: "npz", endings: ["npz"],
    title: "our own arrays with channels, kinds and keys, as '--as npz' writes them (.npz)",
    recognises: { $0.prefix(4).elementsEqual([0x50, 0x4B, 3, 4]) }
  ) { bytes, request throws(FormatsError) in
    let file = request.file
    let archive = try NPZArchive(bytes, file: file)
    guard archive.contains("channels"), archive.contains("kinds"), archive.contains("keys") else {
      throw .unsupported(
        file: file, place: "arrays", reason: "channels, kinds and keys are not among them",
        cure: "choose how it is read with --layout; see 'take layouts'")
    }
    if let additive = try archive.array("additive")?.texts()?.first { throw relative(additive, file: file) }
    let fps = try archive.array("fps")?.doubles()?.first
    guard let rate = request.statedRate ?? fps.flatMap({ TrackTiming.rational($0) }) else {
      throw .malformed(
        file: file, place: "fps", reason: "is missing or not in 1...1000", cure: "state the rate with --fps")
    }
    let track = try NPZTake.read([UInt8](bytes), rate: rate, file: file)
    try check(track, file: file)
    return Reading(track)
  }
}
