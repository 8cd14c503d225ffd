/// Puts server-sent events together out of their lines (WHATWG HTML, section 9.2).
struct EventStream {
  private let file: String
  private var text: [UInt8] = []
  private var hasText = false
  private var line = 0
  private var name: String?

  init(file: String) { self.file = file }

  /// Whether a line begins such a stream.
  static func isFramed(_ bytes: some Collection<UInt8>) -> Bool {
    ["data:", "event:", "id:", "retry:", ":"].contains { bytes.starts(with: $0.utf8) }
  }

  /// Takes a line; the event that it ends, with the line it began in and its name.
  mutating func take(_ current: JSONLines.Line) throws(FormatsError) -> (
    text: [UInt8], line: Int, name: String?
  )? {
    let bytes = current.bytes
    if bytes.isEmpty { return end() }
    let colon = bytes.firstIndex(of: 0x3A) ?? bytes.endIndex
    var value = bytes[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: bytes[..<colon].prefix(8), as: UTF8.self) {
    case "data":
      // Recorders that leave out the empty lines between events leave whole values on each line.
      var before: (text: [UInt8], line: Int, name: String?)?
      if hasText, text.last == 0x7D, value.first == 0x7B || value.elementsEqual("[DONE]".utf8) {
        before = end()
      }
      if hasText { text.append(0x0A) } else { line = current.number }
      guard text.count + value.count <= ReadingLimits.lineBytes else {
        throw .malformed(
          file: file, place: "line \(line)",
          reason: "has an event of more than \(ReadingLimits.lineBytes) bytes",
          cure: "record in smaller messages")
      }
      text += value
      hasText = true
      return before
    case "event":
      let before = hasText ? end() : nil
      name = String(decoding: value.prefix(100), as: UTF8.self)
      return before
    case "", "id", "retry": return nil
    default:
      throw .malformed(
        file: file, place: "line \(current.number)", reason: "is no line of a stream of events",
        cure: "keep the lines as they were sent, each `data: …` or `event: …`")
    }
  }

  /// The event that was left open.
  mutating func end() -> (text: [UInt8], line: Int, name: String?)? {
    defer {
      text = []
      hasText = false
      name = nil
    }
    return hasText ? (text, line, name) : nil
  }
}
