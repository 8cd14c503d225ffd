import LiveHost

/// What `play` sent, as JSON.
struct PlayItem: Encodable {
  struct Output: Encodable {
    var to: String
    var datagrams: Int
    var bytes: Int
    var bytesPerSecond: Double
    var unheard: Int
    var full: Int
    var dropped: [String]
    var notes: [String]
  }

  var schema = "mien.play/1"
  var frames: Int
  var planned: Int
  var seconds: Double
  var late: Int
  var largestLatenessMilliseconds: Double
  var outputs: [Output]

  init(_ report: PlayReport) {
    frames = report.frames
    planned = report.planned
    seconds = report.seconds
    late = report.late
    largestLatenessMilliseconds = report.largestLateness * 1000
    outputs = report.outputs.map { output in
      Output(
        to: output.name, datagrams: output.datagrams, bytes: output.bytes,
        bytesPerSecond: report.seconds > 0 ? Double(output.bytes) / report.seconds : 0,
        unheard: output.unheard, full: output.full, dropped: output.dropped, notes: output.notes)
    }
  }
}
