/// One datagram of Live Link Face over UDP (port 11111), packet version 6.
///
/// Layout, numbers big-endian: version (1 byte), device id and subject name (each a 32-bit length and as many
/// bytes), frame number (32 bits), subframe (Float32, 0 to 1), numerator and denominator of the frame rate (32 bits
/// each), number of values (1 byte), values (Float32). With the app's ids of 36 characters and a name of six that
/// makes 312 bytes. While no face is seen the app sends packets that end behind the name, or say 0 values.
public struct LiveLinkPacket: Sendable, Hashable {
  /// The version that is read and written.
  public static let version: UInt8 = 6

  /// Names of the values. The order is that of packets and not that of tables: there jawRight comes first.
  public static let columns: [String] = {
    var columns = LiveLinkWriter.columns
    for (left, right) in [("JawLeft", "JawRight"), ("MouthLeft", "MouthRight")] {
      if let a = columns.firstIndex(of: left), let b = columns.firstIndex(of: right), a > b {
        columns.swapAt(a, b)
      }
    }
    return columns
  }()

  /// Which device sends; the app writes a UUID in capitals.
  public var deviceID: String
  /// Whose face it is.
  public var subject: String
  /// Frames since midnight at ``rateNumerator`` / ``rateDenominator``.
  public var frame: Int32
  /// Part of a frame behind ``frame``, 0 to 1.
  public var subframe: Float
  /// Frames counted …
  public var rateNumerator: Int32
  /// … per this many seconds.
  public var rateDenominator: Int32
  /// As many values as ``columns``, or none where no face was seen.
  public var values: [Float]

  /// Makes a packet.
  public init(
    deviceID: String, subject: String, frame: Int32, subframe: Float = 0, rateNumerator: Int32 = 60,
    rateDenominator: Int32 = 1, values: [Float]
  ) {
    self.deviceID = deviceID
    self.subject = subject
    self.frame = frame
    self.subframe = subframe
    self.rateNumerator = rateNumerator
    self.rateDenominator = rateDenominator
    self.values = values
  }

  /// Seconds since midnight; `nil` where the rate is none.
  public var seconds: Double? {
    guard rateNumerator > 0, rateDenominator > 0, subframe.isFinite else { return nil }
    return (Double(frame) + Double(subframe)) * Double(rateDenominator) / Double(rateNumerator)
  }

  /// The datagram. Texts beyond 255 bytes are cut, and of more than 255 values the first are written.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = [Self.version]
    bytes.reserveCapacity(320)
    func word(_ value: UInt32) {
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    for text in [deviceID, subject] {
      let cut = Array(text.utf8.prefix(255))
      word(UInt32(cut.count))
      bytes += cut
    }
    word(UInt32(bitPattern: frame))
    word(subframe.bitPattern)
    word(UInt32(bitPattern: rateNumerator))
    word(UInt32(bitPattern: rateDenominator))
    bytes.append(UInt8(min(255, values.count)))
    for value in values.prefix(255) { word(value.bitPattern) }
    return bytes
  }

  /// Reads a datagram; `file` is the name that errors give.
  ///
  /// - Throws: ``FormatsError``: another version, a packet that ends too early or too late, another number of
  ///   values than 61 or 0, a value that is not finite, a frame rate that is none.
  public init(_ bytes: [UInt8], file: String) throws(FormatsError) {
    var scan = LiveLinkScan(bytes, at: 0, file: file)
    self = try scan.packet(isAlone: true)
    guard scan.at == bytes.count else {
      throw scan.fault("\(bytes.count - scan.at) bytes follow behind the packet")
    }
  }
}

/// Reads packets from bytes.
struct LiveLinkScan {
  let bytes: [UInt8]
  let file: String
  private(set) var at: Int

  init(_ bytes: [UInt8], at: Int, file: String) {
    self.bytes = bytes
    self.file = file
    self.at = at
  }

  func fault(_ reason: String) -> FormatsError {
    .malformed(
      file: file, place: "byte \(at)", reason: reason, cure: "capture the datagrams of Live Link Face again")
  }

  /// The next packet. One that is alone in its datagram may end behind the subject's name.
  mutating func packet(isAlone: Bool) throws(FormatsError) -> LiveLinkPacket {
    guard at < bytes.count else { throw fault("there is no packet") }
    guard bytes[at] == LiveLinkPacket.version else {
      throw .unsupported(
        file: file, place: "byte \(at)", reason: "the packet is of version \(bytes[at])",
        cure: "packets of version \(LiveLinkPacket.version) are read (ARKit mode of the app)")
    }
    at += 1
    let device = try text()
    let subject = try text()
    var packet = LiveLinkPacket(deviceID: device, subject: subject, frame: 0, values: [])
    if isAlone ? at == bytes.count : isAtHead { return packet }
    packet.frame = Int32(bitPattern: try word())
    packet.subframe = Float(bitPattern: try word())
    packet.rateNumerator = Int32(bitPattern: try word())
    packet.rateDenominator = Int32(bitPattern: try word())
    guard packet.rateNumerator > 0, packet.rateDenominator > 0, packet.frame >= 0,
      packet.subframe >= 0, packet.subframe < 1.001
    else {
      throw fault(
        "frame \(packet.frame) and \(packet.subframe) at \(packet.rateNumerator)/\(packet.rateDenominator)")
    }
    if isAlone, at == bytes.count { return packet }
    guard at < bytes.count else { throw fault("the packet ends before its values") }
    let count = Int(bytes[at])
    guard count == 0 || count == LiveLinkPacket.columns.count else {
      throw .unsupported(
        file: file, place: "byte \(at)", reason: "the packet says it has \(count) values",
        cure: "packets of \(LiveLinkPacket.columns.count) values are read")
    }
    at += 1
    guard bytes.count - at >= count * 4 else { throw fault("the packet ends within its values") }
    packet.values.reserveCapacity(count)
    for index in 0..<count {
      let value = Float(bitPattern: try word())
      guard value.isFinite, abs(value) <= LiveLinkTake.largestValue else {
        throw fault("\(LiveLinkPacket.columns[index]) is neither a weight nor an angle")
      }
      packet.values.append(value)
    }
    return packet
  }

  /// Whether a packet begins here, or nothing more comes. A frame's number never has those first bytes: at 1000
  /// frames a second a day has fewer.
  private var isAtHead: Bool {
    at == bytes.count || bytes[at...].starts(with: [LiveLinkPacket.version, 0, 0, 0])
  }

  private mutating func word() throws(FormatsError) -> UInt32 {
    guard bytes.count - at >= 4 else { throw fault("the packet ends within a number") }
    let value = bytes[at..<(at + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    at += 4
    return value
  }

  /// A text behind its length; a zero at its end, which some senders count in, is left out.
  private mutating func text() throws(FormatsError) -> String {
    let count = Int(Int32(bitPattern: try word()))
    guard (0...1024).contains(count), count <= bytes.count - at else {
      throw fault("a text says it has \(count) bytes")
    }
    var raw = bytes[at..<(at + count)]
    while raw.last == 0 { raw.removeLast() }
    guard let text = String(validating: raw, as: UTF8.self) else { throw fault("a text is no UTF-8") }
    at += count
    return text
  }
}
