import Foundation
import Testing

/// What an author may rely on when including one header.
@Suite("Headers of the contract", .enabled(if: Toolchain.hasC, "no C compiler on PATH"))
struct HeaderTests {
  static let folders = [
    Toolchain.headers, Toolchain.versions.appendingPathComponent("abi-1.0-rc/include"),
    Toolchain.versions.appendingPathComponent("abi-next/include"),
  ]

  @Test("each compiles alone, without a warning, as C11 and as C++17", arguments: Toolchain.Language.allCases)
  func alone(language: Toolchain.Language) throws {
    for headers in Self.folders {
      try Toolchain.inScratch { folder in
        var sources: [String] = []
        for header in try Toolchain.headerFiles(in: headers) {
          let name = header.replacingOccurrences(of: "/", with: "-") + (language == .c ? ".c" : ".cpp")
          let source = folder.appendingPathComponent(name)
          try "#include <\(header)>\n".write(to: source, atomically: true, encoding: .utf8)
          sources.append(source.path)
        }
        #expect(sources.count > 10)
        for compiler in Toolchain.compilers(of: language) {
          let outcome = try Toolchain.run(
            compiler,
            [
              language.standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-I",
              headers.path,
            ]
              + sources)
          #expect(outcome.status == 0, "\(compiler) \(headers.path): \(outcome.output)")
        }
      }
    }
  }

  @Test("mien.h includes all of the contract, and the glue only who wants it")
  func umbrella() throws {
    let umbrella = try String(
      contentsOf: Toolchain.headers.appendingPathComponent("mien.h"), encoding: .utf8)
    for header in try Toolchain.headerFiles(in: Toolchain.headers)
    where header != "mien.h" && header != "mien/glue.h" && !header.hasPrefix("mien/ext/draft/") {
      #expect(umbrella.contains("#include \"\(header)\""), "mien.h leaves out \(header)")
    }
    #expect(!umbrella.contains("glue.h"))
  }

  @Test("every function says its thread, in the comment before it")
  func threads() throws {
    let pointer = try Regex(#"\(\*[a-z_]+\)\("#)
    for header in try Toolchain.headerFiles(in: Toolchain.headers) where header != "mien/glue.h" {
      let text = try String(
        contentsOf: Toolchain.headers.appendingPathComponent(header), encoding: .utf8)
      for match in text.matches(of: pointer) {
        let before = text[..<match.range.lowerBound]
        guard let opening = before.range(of: "/*", options: .backwards)?.lowerBound else { continue }
        let comment = before[opening...]
        guard !comment.contains("typedef const") else { continue }
        #expect(
          ["[control-thread", "[frame-thread", "[any thread"].contains { comment.contains($0) },
          "\(header): \(comment)")
      }
    }
  }

  @Test("no line is longer than 110 columns")
  func width() throws {
    for header in try Toolchain.headerFiles(in: Toolchain.headers) {
      let text = try String(
        contentsOf: Toolchain.headers.appendingPathComponent(header), encoding: .utf8)
      for line in text.split(separator: "\n") where line.count > 110 { Issue.record("\(header): \(line)") }
    }
  }
}
