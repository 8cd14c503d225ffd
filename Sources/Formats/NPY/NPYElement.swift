/// What one value of a NumPy array is, as the `descr` of its file says.
public struct NPYElement: Hashable, Sendable, CustomStringConvertible {
  /// The sorts of values that are read.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One byte, zero or not (`b1`).
    case boolean = "bool"
    /// Two's complement (`i1` to `i8`).
    case signed = "int"
    /// Without sign (`u1` to `u8`).
    case unsigned = "uint"
    /// IEEE 754 (`f2`, `f4`, `f8`).
    case float
    /// UTF-32, padded with zeros (`U`).
    case text
    /// Bytes padded with zeros (`S`), taken as UTF-8.
    case bytes
  }

  /// The sort of value.
  public let kind: Kind
  /// Bytes that one value takes, at least 1.
  public let size: Int
  /// Whether the most significant byte comes first.
  public let isBigEndian: Bool

  /// Whether the values are numbers, truth values included.
  public var isNumeric: Bool { kind != .text && kind != .bytes }

  /// The type in NumPy's words, such as `float64`.
  public var description: String {
    switch kind {
    case .boolean: "bool"
    case .text: "text of \(size / 4) characters"
    case .bytes: "text of \(size) bytes"
    default: "\(kind.rawValue)\(size * 8)"
    }
  }

  /// Reads a type string such as `<f8`.
  ///
  /// - Throws: ``FormatsError/unsupported(file:place:reason:cure:)`` for types that NumPy has and this reader
  ///   refuses, by name: Python objects (their bytes are a pickle, which is a program), complex numbers, dates,
  ///   raw records; ``FormatsError/malformed(file:place:reason:cure:)`` for what is no type string.
  init(descr: String, file: String) throws(FormatsError) {
    func unsupported(_ what: String) -> FormatsError {
      .unsupported(
        file: file, place: "header", reason: "its values are \(what) ('\(descr)')",
        cure: "save it as plain numbers, for example with .astype('float32')")
    }
    let malformed = FormatsError.malformed(
      file: file, place: "header", reason: "'\(descr.prefix(40))' is not the type of a NumPy array",
      cure: "save it again with numpy.save")
    var rest = descr.utf8[...]
    var order: UInt8?
    if let first = rest.first, "<>|=".utf8.contains(first) {
      order = first
      rest = rest.dropFirst()
    }
    guard let letter = rest.first else { throw malformed }
    let digits = rest.dropFirst()
    if letter == UInt8(ascii: "O") { throw unsupported("Python objects (a pickle), which is never run") }
    switch letter {
    case UInt8(ascii: "c"): throw unsupported("complex numbers")
    case UInt8(ascii: "m"), UInt8(ascii: "M"): throw unsupported("dates or spans of time")
    case UInt8(ascii: "V"): throw unsupported("raw records")
    default: break
    }
    guard let order, (1...7).contains(digits.count),
      digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(String(Substring(digits)))
    else { throw malformed }
    let sizes: Set<Int>
    switch letter {
    case UInt8(ascii: "b"): (kind, sizes) = (.boolean, [1])
    case UInt8(ascii: "i"): (kind, sizes) = (.signed, [1, 2, 4, 8])
    case UInt8(ascii: "u"): (kind, sizes) = (.unsigned, [1, 2, 4, 8])
    case UInt8(ascii: "f"):
      if number == 12 || number == 16 { throw unsupported("numbers of \(number * 8) bits") }
      (kind, sizes) = (.float, [2, 4, 8])
    case UInt8(ascii: "U"): (kind, sizes) = (.text, [])
    case UInt8(ascii: "S"), UInt8(ascii: "a"): (kind, sizes) = (.bytes, [])
    default: throw malformed
    }
    guard number > 0, sizes.isEmpty || sizes.contains(number) else { throw malformed }
    size = kind == .text ? number * 4 : number
    if order == UInt8(ascii: "|"), size > 1, kind != .bytes { throw malformed }
    isBigEndian = order == UInt8(ascii: ">")
  }
}
