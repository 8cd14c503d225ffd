import Conversation
import Motion
import Provenance

/// Writes records as lines of JSON into one buffer.
struct RecordLineWriter {
  private(set) var bytes: [UInt8] = []

  /// Makes room for that many records of usual length.
  init(capacity: Int) { bytes.reserveCapacity(capacity * 160) }

  /// Adds a line; keys stand in the order of the schema.
  mutating func add(_ record: Record) {
    add("{\"id\":")
    addQuoted(record.id)
    add(",\"op\":\"")
    add(record.operation.rawValue)
    add("\",\"kind\":\"")
    add(record.kind.rawValue)
    add("\",\"participant\":")
    addQuoted(record.participant)
    add(",\"arrival\":", record.arrival)
    add(",\"start\":", record.start)
    add(",\"end\":", record.end)
    if let anchor = record.anchor {
      add(",\"turn\":")
      addQuoted(anchor.turn)
      add(",\"offset\":")
      add(String(anchor.offset))
    }
    if let text = record.text {
      add(",\"text\":")
      addQuoted(text)
    }
    if let cue = record.cue {
      add(",\"cue\":\"")
      add(cue.rawValue)
      add("\"")
    }
    if let value = record.value, value.isFinite {
      add(",\"value\":")
      add("\(value)")
    }
    if record.isEstimated { add(",\"estimated\":true") }
    add("}\n")
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func add(_ name: String, _ time: MediaTime?) {
    guard let time else { return }
    add(name)
    addSeconds(time)
  }

  private mutating func addQuoted(_ text: String) {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
    guard isPlain else {
      add(JSONLiteral.string(text))
      return
    }
    bytes.append(0x22)
    bytes.append(contentsOf: text.utf8)
    bytes.append(0x22)
  }

  /// Decimal seconds to the nanosecond, which is finer than a flick, so that reading gives the same time.
  mutating func addSeconds(_ time: MediaTime) {
    let perSecond = UInt64(MediaTime.flicksPerSecond)
    var (seconds, rest) = time.flicks.magnitude.quotientAndRemainder(dividingBy: perSecond)
    // rest < 705,600,000, so rest · 10⁹ stays below 2⁶⁴.
    var nanoseconds = (rest * 1_000_000_000 + perSecond / 2) / perSecond
    if nanoseconds == 1_000_000_000 {
      seconds += 1
      nanoseconds = 0
    }
    if time.flicks < 0 { bytes.append(0x2D) }
    add(String(seconds))
    guard nanoseconds > 0 else { return }
    bytes.append(0x2E)
    rest = 100_000_000
    while nanoseconds > 0 {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: nanoseconds / rest))
      nanoseconds %= rest
      rest /= 10
    }
  }
}
