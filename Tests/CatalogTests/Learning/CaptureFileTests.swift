import Catalog
import Characters
import Foundation
import Motion
import Testing

@Suite struct CaptureFileTests {
  @Test func `takes are found in folders by their endings, in the order of their names`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.csv", "a.track", "notes.txt", ".hidden.csv"] { _ = try folder.write("", name) }
    let files = try CaptureFile.files(at: [folder.url])
    #expect(files.map(\.lastPathComponent) == ["a.track", "b.csv"])
    #expect(try CaptureFile.files(at: [folder.url.appendingPathComponent("notes.txt")]).count == 1)
  }

  @Test func `places without takes and files of other kinds are refused with the endings`() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("x", "inner/take.mov")
    #expect(throws: CatalogError.self) { try CaptureFile.files(at: [folder.url]) }
    #expect(throws: CatalogError.self) {
      try CaptureFile.files(at: [folder.url.appendingPathComponent("gone")])
    }
    do { _ = try CaptureFile.read(at: text) } catch {
      #expect("\(error)".contains(".track") || "\(error)".contains("csv"))
    }
  }

  @Test func `a track is read as it is`() throws {
    let folder = try TemporaryFolder()
    let track = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, samples: [0.1, 0.2])
    let file = try folder.write(try TrackFile.write(track, file: "t"), "one.track")
    let take = try CaptureFile.read(at: file)
    #expect(take.track == track && take.name == "one.track")
  }

  @Test(.enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func `face tables and skeletons are read`() throws {
    let face = try CaptureFile.read(at: Shared.file("arkit-livelink-emotion/sad_MySlate_167_iPhone_cal.csv"))
    #expect(face.track.layout["jawOpen"] != nil && abs(face.seconds - 30.5) < 0.1 && !face.notes.isEmpty)
    let body = try CaptureFile.read(at: Shared.file("bvh-zeroeggs/067_Speech_2_x_1_0.bvh"))
    #expect(body.track.layout["leftUpperArm.rotation"] != nil && abs(body.seconds - 68.8) < 0.1)
  }
}
