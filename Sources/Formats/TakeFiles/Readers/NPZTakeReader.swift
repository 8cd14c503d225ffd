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
    guard let seconds = try archive.array("times")?.doubles() else {
      throw .malformed(
        file: file, place: "array 'times'", reason: "is missing or holds no numbers",
        cure: "export the take again")
    }
    let times = try RowTimes(seconds, file: file) { "array 'times', row \($0)" }
    var told: FrameRate?
    if request.statedRate == nil, let fps = try archive.array("fps")?.doubles()?.first {
      told = TrackTiming.rational(fps)
      guard told != nil else {
        throw .malformed(
          file: file, place: "fps", reason: "is not in 1...1000", cure: "state the rate with --fps")
      }
    }
    let rate = try times.rate(stated: request.statedRate, told: told)
    let track = try NPZTake.read([UInt8](bytes), rate: rate, file: file)
    try check(track, file: file)
    return try times.placed(track)
  }
}
