import Motion

/// Where a reader of timings stands, for messages, and the times that it accepts there.
struct TimingPlace {
  /// Name of the file.
  var file: String
  /// Line from 1, or 0 where lines mean nothing.
  var line = 0
  /// List in a document, such as `segments`.
  var list = ""
  /// Position in that list, from 0.
  var item: Int?

  /// `line 12` or `segments[3]`.
  var name: String {
    if line > 0 { return "line \(line)" }
    guard let item else { return list.isEmpty ? "the document" : list }
    return "\(list)[\(item)]"
  }

  /// A fault of the file at this place.
  func malformed(_ reason: String, cure: String = "correct it there or export the file again") -> FormatsError
  {
    .malformed(file: file, place: name, reason: reason, cure: cure)
  }

  /// A time on the session's axis: finite, not negative, under a year.
  func time(_ seconds: Double, _ what: @autoclosure () -> String) throws(FormatsError) -> MediaTime {
    guard seconds >= 0 else {
      throw malformed(
        seconds.isNaN ? "\(what()) is not a number" : "\(what()) is \(seconds) s, before time zero")
    }
    guard let time = MediaTime(seconds: seconds) else {
      throw malformed("\(what()) is \(seconds) s, more than a year")
    }
    return time
  }

  /// A time written in decimal seconds.
  func time(_ text: Substring, _ what: @autoclosure () -> String) throws(FormatsError) -> MediaTime {
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), let seconds = Double(text) else {
      throw malformed("\(what()) '\(text.prefix(40))' is not a number of seconds")
    }
    return try time(seconds, what())
  }
}
