import Foundation

/// Structs, fields and constants that a set of headers declares, as read from their text.
///
/// The list is never written by hand, so it cannot rot: what a header declares is what is compared.
struct ContractOutline: Equatable {
  struct Field: Equatable {
    var name: String
    /// The declaration with single spaces, such as `const char *(*folder)(const mien_host *host)`.
    var declaration: String
  }

  struct Structure: Equatable {
    var name: String
    var fields: [Field]
  }

  var structures: [Structure] = []
  var constants: [String] = []

  /// Constants that are no values.
  private static let overlooked: Set<String> = ["MIEN_EXPORT"]

  /// Reads all headers below a folder but the glue, which is no part of the contract.
  init(of folder: URL) throws {
    for header in try Toolchain.headerFiles(in: folder) where header != "mien/glue.h" {
      try read(String(contentsOf: folder.appendingPathComponent(header), encoding: .utf8))
    }
  }

  private mutating func read(_ text: String) throws {
    let bare =
      text
      .replacing(try Regex(#"(?s)/\*.*?\*/"#), with: "")
      .replacing("\\\n", with: " ")
    for match in bare.matches(of: try Regex(#"(?s)typedef struct (\w+) \{(.*?)\} (\w+);"#)) {
      let name = String(match.output[3].substring ?? "")
      let fields = (match.output[2].substring ?? "").split(separator: ";").compactMap {
        Self.field(String($0))
      }
      structures.append(Structure(name: name, fields: fields))
    }
    for match in bare.matches(of: try Regex(#"#define (MIEN_\w+) +\S"#)) {
      let name = String(match.output[1].substring ?? "")
      if !Self.overlooked.contains(name), !constants.contains(name) { constants.append(name) }
    }
    for match in bare.matches(of: try Regex(#"enum \{\s*(MIEN_\w+) ="#)) {
      constants.append(String(match.output[1].substring ?? ""))
    }
  }

  private static func field(_ raw: String) -> Field? {
    let declaration = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !declaration.isEmpty else { return nil }
    let start = declaration.range(of: "(*").map(\.upperBound)
    let name: Substring
    if let start {
      name = declaration[start...].prefix { $0 != ")" }
    } else {
      name =
        declaration[
          (declaration.lastIndex { !($0.isLetter || $0.isNumber || $0 == "_") }
            .map(declaration.index(after:)) ?? declaration.startIndex)...]
    }
    return Field(name: String(name), declaration: declaration)
  }

  /// A C program that prints where everything of this outline lies: `constant NAME value`, `size STRUCT bytes`,
  /// `field STRUCT.NAME offset bytes`.
  var program: String {
    var lines = [
      "#include <mien.h>", "#include <stddef.h>", "#include <stdio.h>",
      #"static void text(const char *name, const char *value) { printf("constant %s %s\n", name, value); }"#,
      #"static void number(const char *name, long long value) { printf("constant %s %lld\n", name, value); }"#,
      "#define CONSTANT(X) _Generic((X), char *: text, default: number)(#X, X)",
      #"#define SIZE(S) printf("size %s %zu\n", #S, sizeof(S))"#,
      #"#define FIELD(S, F) printf("field %s.%s %zu %zu\n", #S, #F, offsetof(S, F), sizeof(((S *)0)->F))"#,
      "int main(void) {",
    ]
    lines += constants.map { "  _Generic((\($0)), char *: text, default: number)(\"\($0)\", \($0));" }
    for structure in structures {
      lines.append("  SIZE(\(structure.name));")
      lines += structure.fields.map { "  FIELD(\(structure.name), \($0.name));" }
    }
    return (lines + ["  return 0;", "}", ""]).joined(separator: "\n")
  }
}

/// Where things lie in one set of headers.
struct ContractLayout: Equatable {
  /// Printed values by `constant NAME`, `size STRUCT`, `field STRUCT.NAME`.
  var values: [String: String] = [:]

  /// Compiles the outline's program against headers and reads what it prints.
  init(_ outline: ContractOutline, headers: URL) throws {
    for line in try Toolchain.runC(outline.program, headers: headers).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      values["\(words[0]) \(words[1])"] = words[2]
    }
  }

  /// Why plugins built with the older layout could not be served by the newer one; empty when they can.
  static func breaches(from older: ContractLayout, to newer: ContractLayout) -> [String] {
    var result: [String] = []
    for (key, value) in older.values.sorted(by: { $0.key < $1.key }) {
      guard let now = newer.values[key] else {
        result.append("\(key) is gone")
        continue
      }
      if key == "constant MIEN_ABI_MINOR" || key.hasPrefix("size ") {
        guard let before = Int(value), let after = Int(now), after >= before else {
          result.append("\(key) was \(value) and shrank to \(now)")
          continue
        }
        if key == "size mien_channel", after != before { result.append("mien_channel may never grow") }
      } else if value != now {
        result.append("\(key) was \(value) and is \(now)")
      }
    }
    return result
  }
}
