import Foundation
import StrategyABI
@testable import StrategyDriver
import Testing

/// Plugins of other versions, compiled here and loaded as a host loads them.
@Suite("Plugins of other versions", .enabled(if: Toolchain.hasC, "no C compiler on PATH"))
struct GrowthTests {
  /// Compiles `plugin.c` of a version against the headers beside it and loads it. The library stays loaded.
  static func library(_ version: String, options: [String] = []) throws -> StrategyLibrary {
    let folder = Toolchain.versions.appendingPathComponent(version)
    return try Toolchain.inScratch { scratch in
      let product = scratch.appendingPathComponent("lib\(version).so")
      try Toolchain.compile(
        folder.appendingPathComponent("plugin.c"), headers: folder.appendingPathComponent("include"),
        to: product, shared: true, options: options)
      return try StrategyLibrary(loading: product.path)
    }
  }

  @Test("one of 1.0 loads and says what it is")
  func descriptorOfSnapshot() throws {
    let descriptors = try Self.library("abi-1.0-rc").descriptors()
    #expect(descriptors.map(\.id) == ["almanac"])
    #expect(descriptors[0].channels.count == 13)
    #expect(descriptors[0].parameters.map(\.id) == ["gain"])
    #expect(descriptors[0].parameters.map(\.maximum) == [2])
  }

  @Test(
    "one of 1.0 finds everything where it was, also under a host whose structs have grown",
    arguments: [0, 24])
  func snapshotRuns(growth: Int) throws {
    let host = StandInHost(offersAll: true, growth: growth)
    defer { withExtendedLifetime(host) {} }
    let instance = try Self.library("abi-1.0-rc").create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    let prepared = host.prepare(instance, channels: 13)
    #expect(prepared.status == MIEN_OK_STATUS)
    #expect(prepared.lookahead == 6)  // "nova" and "en"
    #expect(host.notes == ["stand-in"])
    let status = host.receive(
      instance,
      [
        (StandInHost.record(kind: MIEN_RECORD_WORD, span: 0.5...0.75), "hello"),
        (StandInHost.record(kind: 77, id: 2), "what nobody knows yet"),
        (StandInHost.record(kind: MIEN_RECORD_PARAMETER, id: 3, value: 1.5), "gain"),
      ])
    #expect(status == MIEN_OK_STATUS)
    let rendered = try #require(host.render(instance, frames: 2, width: 16, channels: 13))
    #expect(
      rendered.rows == [
        [3, 1, 30, 0.25, 16, -45, 0.625, 10, 1, 1101.5, 1.5, 13, 0, 0, 0, 1],
        [3, 1, 30, 0.25, 16, -45, 0.625, 10, 1, 1101.5, 1.5, 13, 0, 1, 0, 0],
      ])
    #expect(rendered.activities[0].last == 0.5)
  }

  @Test("one of 1.0 saves its state, and a fresh instance goes on with it")
  func state() throws {
    let library = try Self.library("abi-1.0-rc")
    let host = StandInHost(offersAll: false)
    defer { withExtendedLifetime(host) {} }
    let first = try library.create(0, host: host.host).instance
    let second = try library.create(0, host: host.host).instance
    defer { for instance in [first, second] { instance.pointee.destroy(instance) } }
    #expect(host.prepare(first, channels: 13).status == MIEN_OK_STATUS)
    #expect(host.prepare(second, channels: 13).status == MIEN_OK_STATUS)
    _ = host.receive(first, [(StandInHost.record(kind: MIEN_RECORD_WORD, span: 1...2), "on")])
    let raw = try #require(first.pointee.get_extension(first, MIEN_EXT_STATE))
    let table = raw.assumingMemoryBound(to: mien_state.self).pointee
    var length: UInt64 = 0
    #expect(table.save(first, nil, 0, &length) == MIEN_OK_STATUS)
    var bytes = [UInt8](repeating: 0, count: Int(length))
    #expect(table.save(first, &bytes, length, &length) == MIEN_OK_STATUS)
    #expect(table.load(second, bytes, length) == MIEN_OK_STATUS)
    let expected = try #require(host.render(first, frames: 1, width: 16, channels: 13)).rows
    #expect(try #require(host.render(second, frames: 1, width: 16, channels: 13)).rows == expected)
    #expect(expected[0][1] == 1)
    #expect(table.load(second, bytes, length - 1) != MIEN_OK_STATUS)
    #expect(second.pointee.last_error(second).map { String(cString: $0) } == "not my state")
  }

  @Test("one of the next minor loads in today's host and does without what it lacks")
  func nextMinor() throws {
    let library = try Self.library("abi-next")
    let descriptors = try library.descriptors()
    #expect(descriptors.map(\.id) == ["forecast"])
    #expect(descriptors[0].needs == ["words"])  // the other need is not known here
    #expect(descriptors[0].parameters.map(\.id) == ["gain"])
    let host = StandInHost(offersAll: true)
    defer { withExtendedLifetime(host) {} }
    let instance = try library.create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    #expect(host.prepare(instance, channels: 9).status == MIEN_OK_STATUS)
    _ = host.receive(instance, [(StandInHost.record(kind: MIEN_RECORD_WORD, span: 0...1), "sun")])
    let rows = try #require(host.render(instance, frames: 3, width: 9, channels: 9)).rows
    // Temperature, place, memory, tail, confidence and daylight are not there; one record; minor 0.
    let absent = Float(-1)
    #expect(
      rows == Array(repeating: [absent, absent, absent, absent, absent, absent, 1, 0, 0], count: 3))
  }

  @Test("one of 1.0 and one of the next minor run in a host of the next minor, each with what it knows")
  func nextHost() throws {
    let next = Toolchain.versions.appendingPathComponent("abi-next")
    try Toolchain.inScratch { scratch in
      let host = scratch.appendingPathComponent("host")
      try Toolchain.compile(
        next.appendingPathComponent("host.c"), headers: next.appendingPathComponent("include"), to: host,
        options: ["-ldl"])
      func lines(_ version: String) throws -> [String] {
        let folder = Toolchain.versions.appendingPathComponent(version)
        let product = scratch.appendingPathComponent("lib\(version).so")
        try Toolchain.compile(
          folder.appendingPathComponent("plugin.c"), headers: folder.appendingPathComponent("include"),
          to: product, shared: true)
        let outcome = try Toolchain.run(host.path, [product.path])
        #expect(outcome.status == 0, "\(version): \(outcome.output)")
        return outcome.output.split(separator: "\n").map(String.init)
      }
      let older = try lines("abi-1.0-rc")
      #expect(older[0] == "minor 0, license not said, home not said")
      #expect(older[1] == "lookahead 6, tail 0, pause not there")
      #expect(older[2...4] == ["almanac.records 2 -1", "almanac.words 1 -1", "almanac.text 3 -1"])
      #expect(older.contains("almanac.sheet 0.75 -1"))
      let newer = try lines("abi-next")
      #expect(newer[0] == "minor 1, license MIT, home https://example.org/forecast")
      #expect(newer[1] == "lookahead 3, tail 12, pause done")
      #expect(
        newer[2...4] == [
          "forecast.temperature 21.5 0.25", "forecast.place 7 0.25", "forecast.memory 4096 0.25",
        ])
      #expect(newer.contains("forecast.confidence 0.875 0.25") && newer.contains("forecast.weathers 1 0.25"))
    }
  }

  @Test("one of another major is refused by name, by whichever side notices")
  func otherMajor() throws {
    #expect {
      _ = try Self.library("abi-2")
    } throws: { error in
      guard case .otherMajor(let path, 2, MIEN_ABI_MAJOR) = error as? StrategyLibraryError else {
        return false
      }
      return path.hasSuffix("libabi-2.so") && "\(error)".contains("major 2")
    }
    #expect {
      _ = try Self.library("abi-2", options: ["-DPOLITE"])
    } throws: { error in
      guard case .refusedHost(_, let host) = error as? StrategyLibraryError else { return false }
      return host == "\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)"
    }
  }
}
