extension JSONReader {
  /// The error of something else standing where `what` was expected.
  func expected(_ what: String) -> FormatsError {
    guard position < bytes.count else {
      return fault(
        at: bytes.count, "ends where \(what) is expected", cure: "export the file again; it was cut off")
    }
    return fault(
      at: position, "expected \(what), found \(found(at: position))",
      cure: "correct it to JSON (RFC 8259) or export again")
  }

  /// The error of too many levels.
  func tooDeep() -> FormatsError {
    fault(
      at: position, "nests lists and objects deeper than \(ReadingLimits.depth) levels",
      cure: "flatten the value to \(ReadingLimits.depth) levels")
  }

  /// The error of a key that stands twice in one object.
  public func duplicate(_ key: JSONText) -> FormatsError {
    fault(
      at: max(0, key.start - 1), "has the key \"\(quoted(string(key)))\" twice in one object",
      cure: "keep one of the two members")
  }

  /// An error at an offset, with line and column; a column counts Unicode code points from 1.
  func fault(at offset: Int, _ reason: String, cure: String) -> FormatsError {
    .malformed(file: file, place: location(of: offset), reason: reason, cure: cure)
  }

  /// An error at the value that is read next, for what is right as JSON and wrong by the format.
  ///
  /// - Parameters:
  ///   - reason: what is wrong.
  ///   - cure: what to do.
  public func fault(_ reason: String, cure: String) -> FormatsError {
    fault(at: position, reason, cure: cure)
  }

  private func location(of offset: Int) -> String {
    guard isVerbatim else { return place.isEmpty ? "line \(line)" : "\(place), line \(line)" }
    var line = line
    var column = 1
    for byte in bytes[..<min(offset, bytes.count)] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    let location = "line \(line), column \(column)"
    return place.isEmpty ? location : "\(place), \(location)"
  }

  private func found(at offset: Int) -> String {
    let byte = bytes[offset]
    guard byte > 0x20, byte < 0x7F else { return "the byte 0x" + String(byte, radix: 16, uppercase: true) }
    return "'\(Character(Unicode.Scalar(byte)))'"
  }

  /// A key short enough and plain enough for a message.
  private func quoted(_ text: String) -> String {
    let short = text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(short)) + (text.unicodeScalars.count > 60 ? "…" : "")
  }
}
