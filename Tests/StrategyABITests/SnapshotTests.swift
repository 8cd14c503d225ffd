import Foundation
import Testing

/// A plugin that was built with the headers of 1.0 must find everything where it left it.
@Suite("The snapshot of contract 1.0", .enabled(if: Toolchain.hasC, "no C compiler on PATH"))
struct SnapshotTests {
  static let snapshot = Toolchain.versions.appendingPathComponent("abi-1.0-rc/include")
  static let next = Toolchain.versions.appendingPathComponent("abi-next/include")

  @Test("is read in full: every struct and every size constant that its text names")
  func outline() throws {
    let outline = try ContractOutline(of: Self.snapshot)
    let names = outline.structures.map(\.name)
    #expect(Set(names).count == names.count)
    var text = ""
    for header in try Toolchain.headerFiles(in: Self.snapshot) {
      text += try String(contentsOf: Self.snapshot.appendingPathComponent(header), encoding: .utf8)
    }
    #expect(names.count == text.components(separatedBy: "typedef struct ").count - 1)
    // Whatever is sized says which size it had at first.
    for structure in outline.structures where structure.fields.first?.declaration == "uint32_t size" {
      let name = structure.name.uppercased()
      #expect(
        outline.constants.contains("\(name)_SIZE_1_0") || outline.constants.contains("\(name)_SIZE_1"),
        "\(structure.name) does not say its first size")
    }
    for structure in outline.structures { #expect(structure.fields.count >= 2, "\(structure.name)") }
    let record = try #require(outline.structures.first { $0.name == "mien_record" })
    #expect(record.fields.map(\.name).prefix(3) == ["size", "kind", "op"])
    #expect(outline.constants.contains("MIEN_EXT_STATE"))
    #expect(outline.constants.contains("MIEN_FLICKS_PER_SECOND"))
  }

  @Test("lies in memory as today's headers do", arguments: [Toolchain.headers, next])
  func layout(today: URL) throws {
    let outline = try ContractOutline(of: Self.snapshot)
    let older = try ContractLayout(outline, headers: Self.snapshot)
    let newer = try ContractLayout(outline, headers: today)
    #expect(older.values["size mien_record"] == "88")
    #expect(older.values["constant MIEN_EXT_PARAMS"] == "mien.params/1")
    #expect(ContractLayout.breaches(from: older, to: newer) == [])
    for structure in outline.structures {
      let grown = try ContractOutline(of: today).structures.first { $0.name == structure.name }
      #expect(
        grown?.fields.prefix(structure.fields.count).map(\.declaration)
          == structure.fields.map(\.declaration),
        "\(structure.name) declares other fields")
    }
  }

  @Test("says all that today's headers say, as long as the minor is the same")
  func additions() throws {
    let today = try ContractOutline(of: Toolchain.headers)
    let layout = try ContractLayout(today, headers: Toolchain.headers)
    guard layout.values["constant MIEN_ABI_MINOR"] == "0" else { return }
    #expect(try ContractOutline(of: Self.snapshot) == today, "something joined without a new minor")
  }

  @Test("notices a field that moved, one that is gone and a constant that changed")
  func canFail() throws {
    let outline = try ContractOutline(of: Self.snapshot)
    let older = try ContractLayout(outline, headers: Self.snapshot)
    func breaches(_ header: String, _ old: String, _ new: String) throws -> [String] {
      try Toolchain.inScratch { folder in
        let copy = folder.appendingPathComponent("include")
        try FileManager.default.copyItem(at: Self.snapshot, to: copy)
        let file = copy.appendingPathComponent(header)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
        return ContractLayout.breaches(from: older, to: try ContractLayout(outline, headers: copy))
      }
    }
    let moved = try breaches("mien/host.h", "void *context;", "uint64_t early; void *context;")
    #expect(moved.contains("field mien_host.context was 24 8 and is 32 8"))
    let changed = try breaches("mien/record.h", "MIEN_RECORD_WORD 3u", "MIEN_RECORD_WORD 33u")
    #expect(changed == ["constant MIEN_RECORD_WORD was 3 and is 33"])
    let wide = try breaches("mien/channel.h", "uint32_t reserved;", "uint32_t reserved; uint64_t more;")
    #expect(wide == ["mien_channel may never grow"])
    #expect(throws: Toolchain.Failure.self) {
      _ = try breaches("mien/ext/sheet.h", "(*number)", "(*figure)")
    }
  }
}
