import Foundation
import StrategyABI
@testable import StrategyDriver
import Testing

/// New projects in C and Rust, made of their templates as `template.json` says.
@Suite("Templates for C and Rust", .serialized, .enabled(if: Toolchain.hasC, "no C compiler on PATH"))
struct TemplateTests {
  struct Recipe: Codable {
    struct Vendored: Codable {
      var from: String
      var to: String
    }
    var vendor: [Vendored]
  }

  /// Makes a project of a template in a folder.
  static func project(_ language: String, name: String, in folder: URL) throws -> URL {
    let template = Toolchain.root.appendingPathComponent("Plugins/Templates/\(language)")
    let project = folder.appendingPathComponent(name)
    let identifier = String(name.map { $0 == "-" || $0 == "." ? "_" : $0 })
    func filled(_ text: String) -> String {
      text.replacing("@NAME@", with: name).replacing("@TITLE@", with: "A Try")
        .replacing("@IDENTIFIER@", with: identifier).replacing("@MIEN_HOME@", with: Toolchain.root.path)
    }
    let files = FileManager.default
    for path in try files.subpathsOfDirectory(atPath: template.path) where path != "template.json" {
      let source = template.appendingPathComponent(path)
      let target = project.appendingPathComponent(filled(path))
      var isFolder: ObjCBool = false
      if files.fileExists(atPath: source.path, isDirectory: &isFolder), isFolder.boolValue { continue }
      try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: source, to: target)
      try filled(String(contentsOf: source, encoding: .utf8)).write(
        to: target, atomically: false, encoding: .utf8)
    }
    let recipe = try JSONDecoder().decode(
      Recipe.self, from: Data(contentsOf: template.appendingPathComponent("template.json")))
    for part in recipe.vendor {
      // The private checkout of a test may be made of links; what is copied is what they point to.
      try files.copyItem(
        at: Toolchain.root.appendingPathComponent(part.from).resolvingSymlinksInPath(),
        to: project.appendingPathComponent(part.to))
    }
    return project
  }

  /// Builds a project, runs its own tests, and loads its library.
  static func build(_ language: String, name: String, in folder: URL) throws -> StrategyLibrary {
    let project = try project(language, name: name, in: folder)
    let environment = ["CARGO_TARGET_DIR": folder.appendingPathComponent("target").path]
    for script in ["build.sh", "test.sh"] {
      let outcome = try Toolchain.run(
        project.appendingPathComponent(script).path, [], in: project, environment: environment)
      guard outcome.status == 0 else {
        throw Toolchain.Failure(description: "\(language) \(script): \(outcome.output)")
      }
    }
    let manifest = try JSONSerialization.jsonObject(
      with: Data(contentsOf: project.appendingPathComponent("\(name).strategy/strategy.json")))
    let fields = try #require(manifest as? [String: String])
    let library = try StrategyLibrary(
      loading: project.appendingPathComponent("\(name).strategy/\(fields["library"] ?? "")").path)
    let descriptor = try #require(try library.descriptors().first)
    #expect([descriptor.id, descriptor.version] == [fields["id"], fields["version"]])
    #expect(descriptor.title == fields["title"] && descriptor.summary == fields["summary"])
    #expect(descriptor.parameters.map(\.id) == ["gain"])
    for path in try FileManager.default.subpathsOfDirectory(atPath: project.path) {
      #expect(!path.contains("@"), "\(path) still holds a placeholder")
    }
    return library
  }

  /// Frames of a session in which words come, are moved and taken back. With `handover`, another instance goes on
  /// from that step with the saved state.
  static func rows(of library: StrategyLibrary, handover: Int? = nil) throws -> [[Float]] {
    let host = StandInHost(offersAll: true)
    defer { withExtendedLifetime(host) {} }
    var instance = try library.create(0, host: host.host).instance
    defer { instance.pointee.destroy(instance) }
    #expect(host.prepare(instance, channels: 2) == (MIEN_OK_STATUS, 0))
    var rows: [[Float]] = []
    for step in 0..<20 {
      if step == handover {
        let next = try library.create(0, host: host.host).instance
        #expect(host.prepare(next, channels: 2).status == MIEN_OK_STATUS)
        try pass(from: instance, to: next)
        instance.pointee.destroy(instance)
        instance = next
      }
      let now = Double(step) / 10
      var records: [(mien_record, String)] = []
      for word in 0..<5 {
        let id = UInt64(step * 5 + word + 1)
        let start = now + Double(word) * 0.21
        records.append(
          (
            StandInHost.record(kind: MIEN_RECORD_WORD, id: id, arrival: now, span: start...(start + 0.2)),
            "word"
          ))
        if word == 2 {
          records.append(
            (
              StandInHost.record(
                kind: MIEN_RECORD_WORD, op: MIEN_OP_REVISE, id: id, arrival: now,
                span: (start + 0.05)...(start + 0.2)), "word"
            ))
        } else if word == 3 {
          records.append(
            (
              StandInHost.record(
                kind: MIEN_RECORD_WORD, op: MIEN_OP_CANCEL, id: id, arrival: now, span: start...start), "word"
            ))
        }
      }
      records.append((StandInHost.record(kind: MIEN_RECORD_PARAMETER, value: now), "gain"))
      #expect(host.receive(instance, records) == MIEN_OK_STATUS)
      rows += try #require(
        host.render(instance, first: Int64(step * 6), frames: 6, width: 5, channels: 2)
      ).rows
    }
    return rows
  }

  /// Saves the state of one instance and loads it into another.
  private static func pass(
    from old: UnsafeMutablePointer<mien_strategy>, to new: UnsafeMutablePointer<mien_strategy>
  ) throws {
    let table = try #require(old.pointee.get_extension(old, MIEN_EXT_STATE))
      .assumingMemoryBound(to: mien_state.self).pointee
    var length: UInt64 = 0
    #expect(table.save(old, nil, 0, &length) == MIEN_OK_STATUS)
    var bytes = [UInt8](repeating: 0, count: Int(length))
    #expect(table.save(old, &bytes, length, &length) == MIEN_OK_STATUS)
    #expect(table.load(new, bytes, length) == MIEN_OK_STATUS)
  }

  @Test("build, pass their own tests and say what strategy.json says; C and Rust move alike to the bit")
  func both() throws {
    try Toolchain.inScratch { folder in
      let library = try Self.build("c", name: "a-try.in.c", in: folder)
      let rows = try Self.rows(of: library)
      #expect(try Self.rows(of: library, handover: 10) == rows)
      #expect(rows.contains { $0[0] > 0.05 } && rows.contains { $0[1] > 0.01 })
      guard Toolchain.hasRust else { return }
      let other = try Self.build("rust", name: "a-try.in.rust", in: folder)
      #expect(try Self.rows(of: other) == rows)
      #expect(try Self.rows(of: other, handover: 10) == rows)
    }
  }
}
