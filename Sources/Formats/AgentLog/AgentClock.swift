import Motion

/// Makes arrival times, from the beginning of a session, out of whatever times the messages of a log carry.
///
/// The first message that carries a time decides where times are read: `at` before elapsed milliseconds before
/// timestamps. Seconds since a beginning stay as they are; points in time count from the first one.
struct AgentClock {
  /// What kind of time a member holds.
  enum Sort {
    case elapsedMilliseconds
    /// Seconds since a beginning, or a point in time, which the size of the number tells.
    case any
  }

  /// Names of members, the best first.
  static let names: [(name: StaticString, sort: Sort)] = [
    ("at", .any), ("elapsed_ms", .elapsedMilliseconds), ("offset_ms", .elapsedMilliseconds),
    ("elapsed", .any), ("received_at", .any), ("timestamp", .any), ("timestamp_ms", .elapsedMilliseconds),
    ("ts", .any), ("ts_ms", .elapsedMilliseconds), ("time", .any), ("time_ms", .elapsedMilliseconds),
  ]

  /// Index of the member that is read.
  private(set) var source: Int?
  private(set) var isPoint = false
  /// Messages with a time, without one behind the first that has one, and earlier than the zero of their session.
  private(set) var timed = 0
  private(set) var untimed = 0
  private(set) var early = 0
  private(set) var backwards = 0
  private var zero = 0.0
  private var last = -Double.infinity

  /// What notes say of the source.
  var name: String? { source.map { "\(Self.names[$0].name)" } }

  /// A new session counts from its own first message.
  mutating func restart() {
    guard timed > 0 else { return }
    isRestarting = true
  }

  private var isRestarting = false

  /// The time of a message.
  ///
  /// - Parameter objects: the frame around the event and the event, the outer one first.
  mutating func time(of objects: [JSONMembers]) throws(FormatsError) -> MediaTime? {
    if source == nil {
      // Candidates in order of worth; each is looked for in all objects.
      candidates: for (index, candidate) in Self.names.enumerated() {
        for members in objects where try Self.seconds(candidate.name, candidate.sort, members) != nil {
          source = index
          break candidates
        }
      }
    }
    guard let source else { return nil }
    var read: Double?
    for members in objects {
      read = try Self.seconds(Self.names[source].name, Self.names[source].sort, members)
      if read != nil { break }
    }
    guard let seconds = read else {
      untimed += 1
      return nil
    }
    if timed == 0 || isRestarting {
      isPoint = seconds > MediaTime.largestSeconds
      // A count of seconds has its own zero, until a second session comes.
      zero = isPoint || isRestarting ? seconds : 0
      isRestarting = false
      last = -.infinity
    }
    timed += 1
    if seconds < last { backwards += 1 }
    last = seconds
    if seconds < zero {
      early += 1
      return .zero
    }
    // Points in time are known to a quarter of a microsecond; what is finer is noise of their size.
    let span = isPoint ? ((seconds - zero) * 1e6).rounded() / 1e6 : seconds - zero
    guard let time = MediaTime(seconds: span) else {
      throw objects[0].fault(
        "has a time \(span) s away from the beginning of the session", cure: "give one session to a file")
    }
    return time
  }

  private static func seconds(
    _ name: StaticString, _ sort: Sort, _ members: JSONMembers
  ) throws(FormatsError) -> Double? {
    guard let member = members.member(name) else { return nil }
    var value: Double?
    if member.kind == .number {
      value = members.double(name)
    } else if let text = members.string(name) {
      if let point = ISOTime.seconds(text) { return point }
      value = Double(text)
    }
    guard let value else { return nil }
    guard value.isFinite, value >= 0, value < 1e20 else {
      throw members.fault(
        "has \(name) \(value), which is no time", cure: "give seconds from 0, or a timestamp")
    }
    // Seconds of a point in time have ten digits in our days, milliseconds 13, microseconds 16, nanoseconds 19.
    if value >= 1e17 { return value / 1e9 }
    if value >= 1e14 { return value / 1e6 }
    if value >= 1e11 { return value / 1e3 }
    if value > MediaTime.largestSeconds { return sort == .elapsedMilliseconds ? value / 1e3 : value }
    return sort == .elapsedMilliseconds ? value / 1e3 : value
  }
}

/// Points in time as ISO 8601 and RFC 3339 write them.
enum ISOTime {
  /// Seconds since 1970-01-01T00:00:00Z; without a zone UTC is meant; `nil` if the text is no such time.
  static func seconds(_ text: String) -> Double? {
    let bytes = Array(text.utf8.prefix(48))
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[from..<from + count] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, [0x54, 0x74, 0x20].contains(bytes[10]),
      bytes[13] == 0x3A, bytes[16] == 0x3A, let year = number(0, 4), let month = number(5, 2),
      let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
      let second = number(17, 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var at = 19
    var fraction = 0.0
    if at < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x2C {
      at += 1
      var scale = 0.1
      while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
        fraction += Double(bytes[at] - 0x30) * scale
        scale /= 10
        at += 1
      }
    }
    var offset = 0
    if at < bytes.count {
      switch bytes[at] {
      case 0x5A, 0x7A: at += 1
      case 0x2B, 0x2D:
        guard let hours = number(at + 1, 2) else { return nil }
        let isColon = at + 3 < bytes.count && bytes[at + 3] == 0x3A
        let minutes = number(at + (isColon ? 4 : 3), 2) ?? 0
        offset = (hours * 60 + minutes) * (bytes[at] == 0x2D ? -60 : 60)
        at = bytes.count
      default: return nil
      }
    }
    guard at == bytes.count else { return nil }
    // Days since 1970-01-01 of the proleptic Gregorian calendar, years beginning in March.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Double(days * 86_400 + hour * 3_600 + minute * 60 + second - offset) + fraction
  }
}
