import Foundation
import Motion
import Testing

@testable import Formats

@Suite("What we export comes back")
struct TakeReaderTests {
  /// A folder with one exported file, and how the shelf reads it when no layout is said.
  private static func imported(
    _ bytes: [UInt8], _ name: String, _ options: TakeFile.Options = .init()
  ) throws -> TakeFile {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "mien-own-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(bytes).write(to: folder.appendingPathComponent(name))
    // Tables beside a take are not takes.
    try Data("time,text\n".utf8).write(to: folder.appendingPathComponent("take.markers.csv"))
    let shelf = try TakeShelf([folder.path], layouts: TakeFileLayout.forms.map(\.layout))
    #expect(shelf.all.count == 1)
    return try TakeShelf.read(shelf.all, options: options).take
  }

  private static func written(_ id: String, _ track: Track = sampleTake()) throws -> [UInt8] {
    try TakeForm.named(id).write(try sampleMaterial(track)).bytes
  }

  @Test(
    "tables, arrays and JSON of every channel are the same track again", arguments: ["json", "csv", "npz"])
  func whole(_ id: String) throws {
    let take = try Self.imported(Self.written(id), "take.\(try TakeForm.named(id).fileExtension)")
    #expect(take.track == sampleTake())
    #expect(take.isSkeleton)
    let slow = try Self.imported(
      Self.written(id), "take.\(try TakeForm.named(id).fileExtension)", .init(rate: FrameRate(frames: 15)))
    #expect(slow.track.rate == FrameRate(frames: 15) && slow.track.frameCount < sampleTake().frameCount)
  }

  @Test("names that mean other things elsewhere survive", arguments: ["json", "npz"])
  func names(_ id: String) throws {
    let take = try Self.imported(Self.written(id, hostileTake()), "take.\(id)")
    #expect(take.track == hostileTake())
  }

  @Test("the head of our ARKit JSON comes back, for its schema says what it is; another's does not")
  func arkitHead() throws {
    let bytes = try Self.written("arkit-json")
    let take = try Self.imported(bytes, "take.json").track
    let head = try #require(sampleTake().rotations("head.rotation"))
    let again = try #require(take.rotations("head.rotation"))
    #expect(head.count == again.count)
    for (wanted, found) in zip(head, again) {
      let apart = wanted.vector - found.vector
      #expect((apart * apart).sum() < 1e-10)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let foreign = text.replacingOccurrences(of: "\"schema\":\"mien.arkit-json/1\",", with: "")
    #expect(foreign != text)
    let other = try Self.imported(Array(foreign.utf8), "take.json")
    #expect(other.track.layout["head.rotation"] == nil)
    #expect(other.notes.contains { $0.text.contains("convention is not stated") })
  }

  @Test("a Live Link table is one under any of its endings")
  func liveLinkTable() throws {
    let take = try Self.imported(Self.written("livelink"), "take.livelink")
    #expect(take.track.layout["jawOpen"] != nil && take.track.layout["head.rotation"] != nil)
  }

  @Test("of two performers one is chosen by name or number, and the other is told")
  func clip() throws {
    var material = try sampleMaterial()
    var other = material.performances[0]
    (other.name, other.track) = ("joke/bruno", sampleTake(frames: 9))
    material.performances.append(other)
    let bytes = try TakeForm.json.write(material).bytes
    let first = try Self.imported(bytes, "take.json")
    #expect(first.track == sampleTake())
    #expect(first.notes.contains { $0.sort == .leftOut && $0.text.contains("joke/bruno") })
    #expect(try Self.imported(bytes, "take.json", .init(clip: "1")).track.frameCount == 9)
    #expect(try Self.imported(bytes, "take.json", .init(clip: "joke/bruno")).track.frameCount == 9)
    #expect(throws: FormatsError.self) { try Self.imported(bytes, "take.json", .init(clip: "2")) }
  }

  @Test("relative values are no pose and are refused", arguments: ["json", "npz"])
  func additive(_ id: String) throws {
    var material = try sampleMaterial()
    material.additive = .first
    let bytes = try TakeForm.named(id).write(material).bytes
    let error = #expect(throws: FormatsError.self) { try Self.imported(bytes, "take.\(id)") }
    #expect(error?.description.contains("relative to its first frame") == true)
  }

  @Test(
    "broken files are refused in words",
    arguments: [
      ("time,jawOpen\n0,0\n0.1,x\n", "line 3: 'jawOpen' is no number"),
      ("time,jawOpen\n0,1e39\n", "line 2"), ("time,jawOpen,jawOpen\n0,0,0\n", "names a channel twice"),
      ("time,jawOpen\n0,0\n0.1,0\n0.15,0\n0.3,0\n", "is not on a grid"),
      ("time,jawOpen\n0,0\n0,0\n", "line 3: its time 0.0 does not come after 0.0"),
    ])
  func refused(_ text: String, _ reason: String) {
    let error = #expect(throws: FormatsError.self) { try Self.imported(Array(text.utf8), "take.csv") }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
