/// Text of USD's `.usda`, indented, with the names and texts that it allows.
struct USDText {
  private(set) var text = TextBuilder()
  private var depth = 0

  var bytes: [UInt8] { text.bytes }

  mutating func line(_ content: String) {
    indent()
    text.add(content)
    text.add("\n")
  }

  /// A prim or dictionary: the line, a brace, and what `body` writes.
  mutating func block(_ head: String, _ body: (inout USDText) -> Void) {
    line(head)
    line("{")
    depth += 1
    body(&self)
    depth -= 1
    line("}")
  }

  /// An attribute whose value is a list that `body` writes.
  mutating func list(_ head: String, _ body: (inout TextBuilder) -> Void, end: String = "") {
    indent()
    text.add(head + " = [")
    body(&text)
    text.add("]" + end + "\n")
  }

  /// An attribute over time, a value for each frame.
  mutating func samples(_ head: String, frames: Int, _ body: (Int, inout TextBuilder) -> Void) {
    line(head + ".timeSamples = {")
    for frame in 0..<frames {
      indent()
      text.add("  \(frame): [")
      body(frame, &text)
      text.add("],\n")
    }
    line("}")
  }

  private mutating func indent() { for _ in 0..<depth { text.add("  ") } }

  /// A text in quotes, with escapes for what would end it.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20: out += " "
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Names of prims made of any texts: ASCII letters, digits and `_`, all different.
  static func identifiers(_ names: [String], taken: Set<String> = []) -> [String] {
    var used = taken
    return names.map { name in
      var plain = String(
        name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
      if plain.isEmpty || plain.first?.isNumber == true { plain = "_" + plain }
      var candidate = plain
      var number = 2
      while !used.insert(candidate).inserted {
        candidate = "\(plain)_\(number)"
        number += 1
      }
      return candidate
    }
  }
}

extension TextBuilder {
  /// Values with commas between them.
  mutating func add<Value>(each values: some Sequence<Value>, _ body: (inout TextBuilder, Value) -> Void) {
    var isFirst = true
    for value in values {
      if !isFirst { add(", ") }
      isFirst = false
      body(&self, value)
    }
  }

  /// `(x, y, z)`.
  mutating func add(tuple values: some Sequence<Float>) {
    add("(")
    add(each: values) { $0.add($1) }
    add(")")
  }
}
