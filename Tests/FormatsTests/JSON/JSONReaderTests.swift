import Testing

@testable import Formats

@Suite struct JSONReaderTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), file: "f.json", place: "")
  }

  private func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try JSONValue(parsing: bytes, file: "f.json", place: "")
      return "read"
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("null", JSONValue.null), (" true\n", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
    ("-0", .integer(0)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .integer(1)),
    ("1e3", .integer(1000)),
    ("0.1", .number(0.1)), ("-2.5E-3", .number(-0.0025)), ("1e+30", .number(1e30)), ("1e-400", .integer(0)),
    ("123456789012345678901234567890", .number(1.2345678901234568e29)),
    ("0.30000000000000004441", .number(0.30000000000000004441)), ("5e-324", .number(.leastNonzeroMagnitude)),
    ("1.7976931348623157e308", .number(1.7976931348623157e308)), ("8.5e22", .number(8.5e22)),
    ("9007199254740993.0", .integer(9_007_199_254_740_992)),
  ])
  func `numbers and words mean what RFC 8259 says`(text: String, value: JSONValue) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\ude00""#, "😀"),
    ("\"😀é€z\"", "😀é€z"), (#""\u0000""#, "\0"), (#""12345678\n12345678é""#, "12345678\n12345678é"),
  ])
  func `texts are unescaped`(text: String, value: String) throws {
    #expect(try parse(text) == .string(value))
  }

  @Test(arguments: [
    ("[1,\n 2,\n x]", "f.json: line 3, column 2: expected a value, found 'x'"),
    ("[1 2]", "column 4: expected a comma or ] after an item, found '2'"),
    ("[1,]", "column 4: expected an item after the comma"),
    ("{\"a\":1,}", "column 8: expected a key in quotes after"),
    ("{a:1}", "column 2: expected a key in quotes or }"),
    ("{\"é\" 1}", "column 6: expected a colon after the key"),
    ("{\"a\":1 \"b\":2}", "expected a comma or } after a member"),
    ("[1]]", "expected the end of the text, found ']'"),
    ("{\"a\":1,\"b\":2,\"a\":3}", "column 14: has the key \"a\" twice"), ("01", "leading zero"),
    ("+1", "expected a value"),
    (".5", "expected a value"), ("1.", "ends where a digit behind the decimal point"),
    ("1e", "a digit of the exponent"),
    ("-", "ends where a number is expected"), ("1e400", "beyond the range"),
    ("-1e999999999999", "beyond the range"),
    ("NaN", "expected a value"), ("nul", "ends where null is expected"), ("nulx", "expected null"),
    ("", "ends where a value"),
    ("\"a", "ends inside a text"), ("\"\\x\"", "unknown escape"), (#""\u12g4""#, "four hexadecimal digits"),
    (#""\ud83d""#, "half of a surrogate pair"), (#""\ude00\ud83d""#, "half of a surrogate pair"),
    ("\"\t\"", "control character 0x9"), ("'a'", "expected a value, found '''"), ("[", "ends where a value"),
    ("{\"a\":", "ends where a value is expected"), ("// x\n1", "expected a value"),
  ])
  func `what breaks the rules is refused with its place`(text: String, part: String) {
    let message = message(Array(text.utf8))
    #expect(message.contains(part), "\(message)")
    #expect(message.hasPrefix("f.json: line ") && message.contains("; "))
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC2], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xC3, 0x28],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(
      message([0x22, 0x61] + bytes + [0x22]).contains("column 3: has bytes in a text that are not UTF-8"))
  }

  @Test func `64 levels are read and 65 are not`() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    _ = try parse(deep)
    #expect(
      message(Array("[\(deep)]".utf8)).contains("line 1, column 65: nests lists and objects deeper than 64"))
    let objects = String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65)
    #expect(message(Array(objects.utf8)).contains("deeper than 64"))
  }

  @Test func `skipping checks what it skips`() {
    for text in [
      #"{"a":[1,{"b":[tru]}],"c":2}"#, #"{"a":"\q","c":2}"#, #"{"a":{"b":1"#, #"{"a":[{]}}"#, #"{"a":01}"#,
    ] {
      #expect(throws: FormatsError.self, "\(text)") {
        try JSONReader.read(Array(text.utf8), file: "f") { (reader: inout JSONReader) throws(FormatsError) in
          try reader.skip()
        }
      }
    }
  }

  @Test func `keys are taken and the rest is skipped`() throws {
    let text =
      #"{"skip":{"x":[1,{"y":[]},[[]]],"z":{}},"name":"é\n","n":[1.5,-2],"on":true,"no":null,"ty\u0070e":"t"}"#
    var seen: [String] = []
    try JSONReader.read(Array(text.utf8), file: "f") { (reader: inout JSONReader) throws(FormatsError) in
      try reader.openObject()
      while let key = try reader.nextKey() {
        if reader.matches(key, "name") {
          seen.append(try reader.string())
        } else if reader.matches(key, "n") {
          try reader.openArray()
          while try reader.nextItem() { seen.append("\(try reader.number())") }
        } else if reader.matches(key, "on") {
          seen.append("\(try reader.bool())")
        } else if reader.matches(key, "type") {
          seen.append("type \(try reader.string())")
        } else {
          let range = try reader.slice()
          seen.append("\(range.count)")
        }
      }
    }
    #expect(seen == ["30", "é\n", "1.5", "-2.0", "true", "4", "type t"])
  }

  @Test func `half of a surrogate pair can be replaced and is counted`() throws {
    var count = 0
    let text = try JSONReader.read(Array(#""a\ud83db\ude00\ud83d\ud83d\ude00""#.utf8), file: "f") {
      (reader: inout JSONReader) throws(FormatsError) in
      reader.replacesLoneSurrogates = true
      let text = try reader.string()
      count = reader.loneSurrogates
      return text
    }
    #expect(text == "a\u{FFFD}b\u{FFFD}\u{FFFD}😀")
    #expect(count == 3)
  }

  @Test func `a text cut off anywhere is refused`() throws {
    let text = Array(#" {"a":[1,-2.5e3,true,false,null,"x\u00e9\ud83d\ude00é"],"b":{"c":{}}}"#.utf8)
    _ = try JSONValue(parsing: text, file: "f", place: "")
    for cut in 0..<text.count {
      #expect(throws: FormatsError.self, "cut at \(cut)") {
        try JSONValue(parsing: text[..<cut], file: "f", place: "")
      }
    }
  }

  @Test func `numbers agree with the standard library`() throws {
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let double = Double(bitPattern: state)
      guard double.isFinite else { continue }
      let short = Double(Int64(truncatingIfNeeded: state) >> 20) / Double(1 << (state & 31))
      for value in [double, short] {
        let read = try parse("\(value)")
        #expect(read.double == value)
        let whole = value == value.rounded() && abs(value) < 9.2e18
        #expect(whole ? read == .integer(Int64(value)) : read == .number(value))
      }
    }
  }

  @Test func `a line number and a place go into messages`() {
    #expect {
      try JSONValue(parsing: Array("[\n?".utf8), file: "a.glb", place: "JSON chunk", line: 7)
    } throws: {
      "\($0)".hasPrefix("a.glb: JSON chunk, line 8, column 1: expected a value, found '?'; ")
    }
  }
}
