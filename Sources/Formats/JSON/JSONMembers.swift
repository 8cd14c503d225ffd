/// The members of one object, their values found and checked but not read: what is asked for is read then.
///
/// It looks into the bytes of the ``JSONReader`` it came from and lives no longer than that.
struct JSONMembers {
  struct Member {
    let key: JSONText
    let kind: JSONReader.Kind
    let range: Range<Int>
    /// The text, if the value is one.
    let text: JSONText?
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// Offset of the object.
  let start: Int
  private let file: String
  private let place: String
  private let line: Int
  private let isVerbatim: Bool
  private(set) var list: [Member] = []

  /// Takes the next value of a reader, an object.
  fileprivate init(of reader: inout JSONReader) throws(FormatsError) {
    bytes = reader.bytes
    file = reader.file
    place = reader.place
    line = reader.line
    isVerbatim = reader.isVerbatim
    list.reserveCapacity(12)
    reader.skipSpace()
    start = reader.position
    try reader.openObject()
    while let key = try reader.nextKey() {
      let kind = try reader.peek()
      let from = reader.position
      var text: JSONText?
      if kind == .string { text = try reader.text() } else { try reader.skip() }
      list.append(Member(key: key, kind: kind, range: from..<reader.position, text: text))
    }
    if let key = twice(reader) { throw reader.duplicate(key) }
  }

  /// A key that stands twice.
  private func twice(_ reader: borrowing JSONReader) -> JSONText? {
    guard list.count <= 24 else {
      var seen: Set<String> = []
      for member in list where !seen.insert(reader.string(member.key)).inserted { return member.key }
      return nil
    }
    for (index, member) in list.enumerated() {
      for other in list[..<index] where isSame(member.key, other.key, reader) { return member.key }
    }
    return nil
  }

  private func isSame(_ left: JSONText, _ right: JSONText, _ reader: borrowing JSONReader) -> Bool {
    guard left.isPlain, right.isPlain else { return reader.string(left) == reader.string(right) }
    guard left.count == right.count else { return false }
    for k in 0..<left.count where bytes[left.start + k] != bytes[right.start + k] { return false }
    return true
  }

  private func reader(at offset: Int) -> JSONReader {
    var reader = JSONReader(bytes, file: file, place: place, line: line, isVerbatim: isVerbatim)
    reader.position = offset
    reader.replacesLoneSurrogates = true
    return reader
  }

  /// The member of a key.
  func member(_ key: StaticString) -> Member? {
    let count = key.utf8CodeUnitCount
    for member in list {
      if member.key.isPlain {
        guard member.key.count == count else { continue }
        var k = 0
        while k < count, bytes[member.key.start + k] == key.utf8Start[k] { k += 1 }
        if k == count { return member }
      } else if reader(at: 0).matches(member.key, key) {
        return member
      }
    }
    return nil
  }

  func has(_ key: StaticString) -> Bool { member(key) != nil }

  /// A text; `nil` for anything else.
  func string(_ key: StaticString) -> String? {
    guard let text = member(key)?.text else { return nil }
    return reader(at: 0).string(text)
  }

  /// The UTF-8 bytes of a text, while `body` runs.
  func withBytes<Result>(_ key: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    guard let text = member(key)?.text else { return nil }
    return reader(at: 0).withBytes(of: text, body)
  }

  /// A number; `nil` for anything else.
  func double(_ key: StaticString) -> Double? {
    guard let member = member(key), member.kind == .number else { return nil }
    var reader = reader(at: member.range.lowerBound)
    return try? reader.number()
  }

  /// A whole number of 32 bits; `nil` for anything else.
  func int(_ key: StaticString) -> Int? { double(key).flatMap { Int32(exactly: $0) }.map { Int($0) } }

  /// A truth value; `nil` for anything else.
  func bool(_ key: StaticString) -> Bool? {
    guard let member = member(key), member.kind == .bool else { return nil }
    return bytes[member.range.lowerBound] == 0x74
  }

  /// The JSON text of a value as written.
  func source(_ key: StaticString) -> String? {
    guard let member = member(key) else { return nil }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[member.range]), as: UTF8.self)
  }

  /// An object; `nil` for anything else.
  func members(_ key: StaticString) throws(FormatsError) -> JSONMembers? {
    guard let member = member(key), member.kind == .object else { return nil }
    var reader = reader(at: member.range.lowerBound)
    return try JSONMembers(of: &reader)
  }

  /// An object under one of two keys, the first one leading; `nil` for anything else.
  func members(_ key: StaticString, or other: StaticString) throws(FormatsError) -> JSONMembers? {
    if let found = try members(key) { return found }
    return try members(other)
  }

  /// The objects of a list, one after the other; items that are none are left out.
  func each(
    _ key: StaticString, _ body: (JSONMembers) throws(FormatsError) -> Void
  ) throws(FormatsError) {
    guard let member = member(key), member.kind == .array else { return }
    var reader = reader(at: member.range.lowerBound)
    try reader.openArray()
    while try reader.nextItem() {
      if try reader.peek() == .object { try body(JSONMembers(of: &reader)) } else { try reader.skip() }
    }
  }

  /// An error at this object.
  func fault(_ reason: String, cure: String) -> FormatsError {
    reader(at: start).fault(reason, cure: cure)
  }
}

extension JSONReader {
  /// Takes an object as its members.
  mutating func members() throws(FormatsError) -> JSONMembers { try JSONMembers(of: &self) }
}
