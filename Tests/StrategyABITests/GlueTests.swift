import Foundation
import StrategyABI
@testable import StrategyDriver
import Testing

/// The header that saves an author in C the tables.
@Suite("The glue for C", .enabled(if: Toolchain.hasC, "no C compiler on PATH"))
struct GlueTests {
  static let folder = Toolchain.root.appendingPathComponent("Tests/Fixtures/Glue")

  static func library(_ language: Toolchain.Language) throws -> StrategyLibrary {
    try Toolchain.inScratch { scratch in
      let product = scratch.appendingPathComponent("libglued.so")
      guard let compiler = Toolchain.compilers(of: language).first else {
        throw Toolchain.Failure(description: "no compiler of \(language)")
      }
      let outcome = try Toolchain.run(
        compiler,
        [
          "-x", language.rawValue, language.standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-O2",
          "-shared",
          "-fPIC", "-I", Toolchain.headers.path, folder.appendingPathComponent("plugin.c").path, "-o",
          product.path, "-lm",
        ])
      guard outcome.status == 0 else { throw Toolchain.Failure(description: outcome.output) }
      return try StrategyLibrary(loading: product.path)
    }
  }

  @Test("exports what its author declared, in C and in C++", arguments: Toolchain.Language.allCases)
  func descriptors(language: Toolchain.Language) throws {
    let descriptors = try Self.library(language).descriptors()
    #expect(descriptors.map(\.id) == ["glued", "bare"])
    #expect(descriptors.map { $0.parameters.map(\.id) } == [["gain", "refuse"], []])
  }

  @Test("drives records, parameters, extensions and rows", arguments: Toolchain.Language.allCases)
  func run(language: Toolchain.Language) throws {
    let library = try Self.library(language)
    let host = StandInHost(offersAll: true)
    defer { withExtendedLifetime(host) {} }
    let instance = try library.create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    let params = try #require(instance.pointee.get_extension(instance, MIEN_EXT_PARAMS))
      .assumingMemoryBound(to: mien_params.self).pointee
    #expect(params.set(instance, 0, 0.5) == MIEN_OK_STATUS)
    for bad in [-0.1, 2.1, .nan] { #expect(params.set(instance, 0, bad) != MIEN_OK_STATUS) }
    #expect(params.set(instance, 2, 0) != MIEN_OK_STATUS)
    #expect(host.prepare(instance, channels: 6) == (MIEN_OK_STATUS, 4))
    #expect(host.notes == ["glued"])
    #expect(params.set(instance, 0, 1) != MIEN_OK_STATUS)
    let word = StandInHost.record(kind: MIEN_RECORD_WORD)
    let strange = [StandInHost.record(kind: 99), StandInHost.record(kind: MIEN_RECORD_WORD, op: 9)]
    #expect(
      host.receive(instance, [(word, "one"), (strange[0], "fail"), (strange[1], "fail"), (word, "two")])
        == MIEN_OK_STATUS)
    var row = try #require(host.render(instance, frames: 1, width: 12, channels: 6)).rows[0]
    #expect(row == [1, 0.625, 0.1 + 0.05 * 15, 3, 0, 0, 0, 1, 0, 0, 0, 1])
    let setting = StandInHost.record(kind: MIEN_RECORD_PARAMETER, value: 7)
    #expect(host.receive(instance, [(setting, "gain"), (setting, "nothing")]) == MIEN_OK_STATUS)
    row = try #require(host.render(instance, first: 60, frames: 1, width: 12, channels: 6)).rows[0]
    #expect(row[0] == 4)  // two words, and the value stops at the parameter's end
    #expect(Array(row[4...]) == [0, Float(sin(0.5)), 0, Float(cos(0.5)), 0, 0, 0, -1])
  }

  @Test("keeps the text of a failure until the next call")
  func failures() throws {
    let library = try Self.library(.c)
    let host = StandInHost(offersAll: false)
    defer { withExtendedLifetime(host) {} }
    let instance = try library.create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    func text() -> String? { instance.pointee.last_error(instance).map { String(cString: $0) } }
    let params = try #require(instance.pointee.get_extension(instance, MIEN_EXT_PARAMS))
      .assumingMemoryBound(to: mien_params.self).pointee
    #expect(params.set(instance, 1, 1) == MIEN_OK_STATUS)
    #expect(host.prepare(instance, channels: 6).status == -1)
    #expect(text() == "refused, as nova asked")
    let second = try library.create(0, host: host.host).instance
    defer { second.pointee.destroy(second) }
    #expect(host.prepare(second, channels: 6).status == MIEN_OK_STATUS)
    #expect(
      host.receive(second, [(StandInHost.record(kind: MIEN_RECORD_WORD), "fail")]) == -1)
    #expect(second.pointee.last_error(second).map { String(cString: $0) } == "a word too many")
    #expect(host.render(second, frames: 1, width: 12, channels: 6)?.rows[0][1...3] == [-1, -1, 0])
    #expect(second.pointee.last_error(second) == nil)
  }

  @Test("saves and loads the part of the struct that is state, with the values of parameters")
  func state() throws {
    let library = try Self.library(.c)
    let host = StandInHost(offersAll: false)
    defer { withExtendedLifetime(host) {} }
    let bare = try library.create(1, host: host.host).instance
    #expect(bare.pointee.get_extension(bare, MIEN_EXT_STATE) == nil)
    bare.pointee.destroy(bare)
    let first = try library.create(0, host: host.host).instance
    let second = try library.create(0, host: host.host).instance
    defer { for instance in [first, second] { instance.pointee.destroy(instance) } }
    for instance in [first, second] {
      #expect(host.prepare(instance, channels: 6).status == MIEN_OK_STATUS)
    }
    _ = host.receive(
      first,
      [
        (StandInHost.record(kind: MIEN_RECORD_WORD), "on"),
        (StandInHost.record(kind: MIEN_RECORD_PARAMETER, value: 1.5), "gain"),
      ])
    let table = try #require(first.pointee.get_extension(first, MIEN_EXT_STATE))
      .assumingMemoryBound(to: mien_state.self).pointee
    var length: UInt64 = 0
    #expect(table.save(first, nil, 0, &length) == MIEN_OK_STATUS)
    #expect(length == 32)  // two values, words, a stream
    var bytes = [UInt8](repeating: 0, count: Int(length))
    #expect(table.save(first, &bytes, length, &length) == MIEN_OK_STATUS)
    #expect(table.load(second, bytes, length) == MIEN_OK_STATUS)
    #expect(host.render(second, frames: 1, width: 12, channels: 6)?.rows[0][0] == 1.5)
    #expect(table.load(second, bytes, length - 8) == -1)
  }

  @Test("draws the numbers that Swift draws and counts the times that Swift counts")
  func numbers() throws {
    let program = try String(contentsOf: Self.folder.appendingPathComponent("numbers.c"), encoding: .utf8)
    let printed = try Toolchain.runC(program, headers: Toolchain.headers)
    #expect(printed.split(separator: "\n").map(String.init) == SharedNumbers.expected)
    #expect(SharedNumbers.expected.count == 4 * 8 + 5 * 8)
  }

  @Test("carries the strategy that the documentation shows")
  func documented() throws {
    let page = try String(
      contentsOf: Toolchain.root.appendingPathComponent(
        "Sources/StrategyABI/Documentation.docc/StrategyABI.md"), encoding: .utf8)
    let block = try #require(page.split(separator: "```c\n").last?.split(separator: "```").first)
    let library = try Toolchain.inScratch { scratch in
      let source = scratch.appendingPathComponent("ajar.c")
      try String(block).write(to: source, atomically: true, encoding: .utf8)
      let product = scratch.appendingPathComponent("libajar.so")
      try Toolchain.compile(source, headers: Toolchain.headers, to: product, shared: true)
      return try StrategyLibrary(loading: product.path)
    }
    #expect(try library.descriptors().map(\.id) == ["ajar"])
    let host = StandInHost(offersAll: false)
    defer { withExtendedLifetime(host) {} }
    let instance = try library.create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    #expect(host.prepare(instance, channels: 1).status == MIEN_OK_STATUS)
    #expect(host.render(instance, frames: 2, width: 1, channels: 1)?.rows == [[0.1], [0.1]])
  }
}
