import Foundation
import Motion

extension BVHFile {
  /// Reads a file: any order and number of channels, positions on any joint, several ends of a chain, several roots,
  /// names with blanks or none, tabs, any line ends, numbers in scientific notation.
  ///
  /// - Throws: ``FormatsError`` naming the line: words out of place, channels that are unknown, numbers that are
  ///   none, rows too short or too long, fewer frames than declared, a frame time of no frame rate.
  public init(_ bytes: [UInt8], file: String) throws(FormatsError) {
    guard bytes.count <= ReadingLimits.fileBytes else {
      throw .unsupported(
        file: file, place: "size", reason: "\(bytes.count) bytes", cure: "divide it into shorter takes")
    }
    self = try bytes.withUnsafeBufferPointer { buffer throws(FormatsError) -> BVHFile in
      var reader = BVHReader(buffer, file: file)
      return try reader.read()
    }
  }
}

/// Reads the text, line by line; nothing is recursive, and nothing is reserved on the file's word.
struct BVHReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  private var position = 0
  private(set) var line = 1
  var notes: [ImportNote] = []

  private var joints: [BVHFile.Joint] = []
  private var width = 0

  /// Joints inside each other.
  static let depth = 1024
  /// Numbers from here on are refused.
  static let tooLarge = 1e30

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func read() throws(FormatsError) -> BVHFile {
    guard word().uppercased() == "HIERARCHY" else {
      throw beginning
    }
    try readHierarchy()
    let declared = try readFrameCount()
    let rate = try readFrameTime()
    let values = try readFrames(declared)
    return BVHFile(joints: joints, width: width, rate: rate, values: values, notes: notes)
  }

  /// Why these bytes do not begin as a BVH does.
  private var beginning: FormatsError {
    let (reason, cure): (String, String)
    if bytes.isEmpty {
      (reason, cure) = ("the file is empty", "export it again")
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      (reason, cure) = ("the file is text in UTF-16", "save it as UTF-8")
    } else {
      (reason, cure) = (
        "the file does not begin with HIERARCHY", "give a BVH file, which is text that begins so"
      )
    }
    return .malformed(file: file, place: "line 1", reason: reason, cure: cure)
  }

  func fault(_ reason: String, cure: String = "export the file again") -> FormatsError {
    .malformed(file: file, place: "line \(line)", reason: reason, cure: cure)
  }

  // MARK: Words and lines

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position] <= 0x20 {
      let byte = bytes[position]
      if byte == 0x0A || byte == 0x0D && !(position + 1 < bytes.count && bytes[position + 1] == 0x0A) {
        line += 1
      }
      position += 1
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != 0x0A && byte != 0x0D }
  private var isAtLineEnd: Bool {
    position >= bytes.count || bytes[position] == 0x0A || bytes[position] == 0x0D
  }

  /// The next word; braces are words of their own. Empty at the end of the file.
  private mutating func word() -> String {
    skipSpace()
    let start = position
    while position < bytes.count, bytes[position] > 0x20 {
      let isBrace = bytes[position] == 0x7B || bytes[position] == 0x7D
      if isBrace, position > start { break }
      position += 1
      if isBrace { break }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What is left of the line, without an opening brace at its end.
  private mutating func restOfLine() -> String {
    skipBlanks()
    let start = position
    while !isAtLineEnd { position += 1 }
    var end = position
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    if end > start, bytes[end - 1] == 0x7B {
      position = end - 1
      end -= 1
      while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func number(_ what: String) throws(FormatsError) -> Double {
    skipSpace()
    let start = position
    guard let value = DecimalBytes.number(bytes, &position), abs(value) < Self.tooLarge,
      position >= bytes.count || bytes[position] <= 0x20 || bytes[position] == 0x7D
    else {
      position = start
      throw notNumber(what)
    }
    return value
  }

  /// The fault of the word that stands here in place of a number.
  private mutating func notNumber(_ what: String) -> FormatsError {
    let text = word()
    let isDecimal = text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
    let isLarge = isDecimal && (Double(text).map { abs($0) >= Self.tooLarge } ?? false)
    return fault(
      "\(what): \"\(text.prefix(40))\" " + (isLarge ? "is out of range, 10^30 and more" : "is not a number"))
  }

  private mutating func expect(_ wanted: String, in place: String) throws(FormatsError) {
    let found = word()
    guard found.uppercased() == wanted else {
      throw fault("\(place): \"\(found.prefix(40))\" stands where \(wanted) is expected")
    }
  }

  // MARK: Joints

  private mutating func readHierarchy() throws(FormatsError) {
    var open: [Int] = []
    var roots = 0
    while true {
      let head = word()
      switch head.uppercased() {
      case "ROOT" where open.isEmpty:
        roots += 1
        if roots == 2 {
          notes.append(ImportNote(.read, "\(file): line \(line)", "a second ROOT; all are kept"))
        }
        open.append(try readJoint(parent: nil, isEnd: false))
      case "JOINT" where !open.isEmpty:
        open.append(try readJoint(parent: open.last, isEnd: false))
      case "END" where !open.isEmpty:
        open.append(try readJoint(parent: open.last, isEnd: true))
      case "}" where !open.isEmpty: open.removeLast()
      case "MOTION" where open.isEmpty && roots > 0: return
      case "": throw fault("the file ends inside HIERARCHY")
      default:
        throw fault(
          "\"\(head.prefix(40))\" is out of place " + (open.isEmpty ? "outside a joint" : "inside a joint"))
      }
      guard open.count <= Self.depth else { throw fault("more than \(Self.depth) joints inside each other") }
    }
  }

  private mutating func readJoint(parent: Int?, isEnd: Bool) throws(FormatsError) -> Int {
    var name = restOfLine()
    if isEnd, name.lowercased().hasPrefix("site") {
      name = String(name.dropFirst(4)).trimmingCharacters(in: .whitespaces)
    }
    let place = isEnd ? "End Site" : "joint \"\(name.prefix(60))\""
    if let parent, joints[parent].isEnd { throw fault("\(place) hangs on an End Site") }
    try expect("{", in: place)
    try expect("OFFSET", in: place)
    var offset = SIMD3<Double>.zero
    for axis in 0..<3 { offset[axis] = try number("OFFSET of \(place)") }
    var joint = BVHFile.Joint(
      name: name, parent: parent, offset: offset, channels: [], firstColumn: width, isEnd: isEnd)
    // Some writers leave CHANNELS out where nothing moves, others give an End Site some.
    let before = (position, line)
    if word().uppercased() == "CHANNELS" {
      joint.channels = try readChannels(place)
      width += joint.channels.count
    } else {
      (position, line) = before
    }
    joints.append(joint)
    return joints.count - 1
  }

  private mutating func readChannels(_ place: String) throws(FormatsError) -> [BVHFile.ChannelKind] {
    let count = try number("CHANNELS of \(place)")
    guard count >= 0, count <= 12, count == count.rounded() else {
      throw fault("\(place) has \(count) channels")
    }
    var channels: [BVHFile.ChannelKind] = []
    for _ in 0..<Int(count) {
      let name = word()
      guard
        let kind = BVHFile.ChannelKind.allCases.first(where: {
          $0.rawValue.lowercased() == name.lowercased()
        })
      else {
        throw .unsupported(
          file: file, place: "line \(line)", reason: "\(place): \"\(name.prefix(40))\" is no channel",
          cure: "use Xposition, Yposition, Zposition, Xrotation, Yrotation and Zrotation")
      }
      if !kind.isRotation, channels.contains(kind) { throw fault("\(place) has \(kind.rawValue) twice") }
      channels.append(kind)
    }
    return channels
  }

  // MARK: Frames

  private mutating func readFrameCount() throws(FormatsError) -> Int {
    try expect("FRAMES:", in: "MOTION")
    let count = try number("Frames")
    guard count >= 0, count == count.rounded(), count < 1e15 else { throw fault("there are \(count) frames") }
    return Int(count)
  }

  private mutating func readFrameTime() throws(FormatsError) -> FrameRate {
    try expect("FRAME", in: "MOTION")
    try expect("TIME:", in: "MOTION")
    skipSpace()
    let start = position
    let seconds = try number("Frame Time")
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let rate = BVHFrameTime.rate(seconds: seconds, written: text) else {
      throw fault(
        "Frame Time: \(text.prefix(40)) s is no frame rate from 1 to 1000", cure: "correct the line")
    }
    let stated = "Frame Time \(text.prefix(40))"
    notes.append(
      abs(seconds * rate.framesPerSecond - 1) < 1e-9
        ? ImportNote(.read, file, "\(stated): \(TrackTiming.text(rate)) frames a second")
        : ImportNote(.assumed, file, "\(stated) is taken for \(TrackTiming.text(rate)) frames a second"))
    return rate
  }

  /// The numbers, a frame on each line.
  private mutating func readFrames(_ declared: Int) throws(FormatsError) -> [Double] {
    guard width > 0 else {
      throw .unsupported(
        file: file, place: "line \(line)", reason: "no joint has a channel", cure: "export motion with it")
    }
    var values: [Double] = []
    let left = (bytes.count - position) / 2 + 1
    values.reserveCapacity(declared <= left / width ? declared * width : left)
    var frames = 0
    while true {
      skipSpace()
      guard position < bytes.count else { break }
      try readFrame(frames, into: &values)
      frames += 1
    }
    guard frames > 0 || declared > 0 else {
      throw fault("there are no frames (Frames: 0)", cure: "export the file again with its motion")
    }
    guard frames >= declared else {
      throw fault(
        "the file ends behind frame \(frames) of \(declared)", cure: "copy the file again or correct Frames:")
    }
    if frames > declared {
      notes.append(
        ImportNote(.repaired, file, "Frames: says \(declared), \(frames) are there; all are kept"))
    }
    return values
  }

  private mutating func readFrame(_ frame: Int, into values: inout [Double]) throws(FormatsError) {
    var at = position
    var count = 0
    while true {
      while at < bytes.count, isBlank(bytes[at]) { at &+= 1 }
      guard at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D else { break }
      let start = at
      guard let value = DecimalBytes.number(bytes, &at), abs(value) < Self.tooLarge,
        at >= bytes.count || bytes[at] <= 0x20
      else {
        position = start
        throw notNumber("frame \(frame), number \(count + 1)")
      }
      guard count < width else { throw fault("frame \(frame) has more than \(width) numbers") }
      values.append(value)
      count &+= 1
    }
    position = at
    guard count == width else {
      throw fault("frame \(frame) has \(count) numbers for \(width) channels")
    }
  }
}
