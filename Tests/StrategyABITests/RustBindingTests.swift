import Foundation
import StrategyABI
import Testing

/// The crate of `Sources/Rust/mien`, compiled offline into a folder outside of the tree.
@Suite(
  "The binding for Rust", .serialized,
  .enabled(if: Toolchain.hasRust && Toolchain.hasC, "no cargo, rustc or C compiler on PATH"))
struct RustBindingTests {
  static let crate = Toolchain.root.appendingPathComponent("Sources/Rust/mien")

  /// Runs cargo on a copy of the crate's manifest; gives what it prints.
  static func cargo(_ arguments: [String], target: URL) throws -> String {
    let outcome = try Toolchain.run(
      "cargo", arguments + ["--offline", "--quiet"], in: crate,
      environment: ["CARGO_TARGET_DIR": target.path, "CARGO_TERM_COLOR": "never"])
    guard outcome.status == 0 else { throw Toolchain.Failure(description: outcome.output) }
    return outcome.output
  }

  @Test("has every struct, field and constant of the headers, and each where they have it")
  func layout() throws {
    let outline = try ContractOutline(of: Toolchain.headers)
    let headers = try ContractLayout(outline, headers: Toolchain.headers).values
    try Toolchain.inScratch { target in
      var binding: [String: String] = [:]
      for line in try Self.cargo(["run", "--example", "layout"], target: target).split(separator: "\n") {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        binding["\(words[0]) \(words[1])"] = words.count == 3 ? words[2] : ""
      }
      for (key, value) in headers.sorted(by: { $0.key < $1.key }) {
        #expect(binding[key] == value, "\(key)")
      }
      for key in binding.keys.sorted() { #expect(headers[key] != nil, "\(key) is not in the headers") }

      let numbers = try Self.cargo(["run", "--example", "numbers"], target: target)
      #expect(numbers.split(separator: "\n").map(String.init) == SharedNumbers.expected)
    }
  }

  @Test("passes its own tests")
  func ownTests() throws {
    try Toolchain.inScratch { target in
      let output = try Self.cargo(["test", "--lib", "--tests"], target: target)
      #expect(output.contains("test result: ok"))
    }
  }
}
