import Catalog
import Foundation
import Motion
import Testing

@Suite("Track files")
struct TrackFileTests {
  private let track: Track = {
    let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head), .weight("odd \"name\"\\")])
    let rate = FrameRate(numerator: 30000, denominator: 1001) ?? .fps60
    var track = Track(layout: layout, rate: rate, frameCount: 100)
    for frame in 0..<100 { track[frame, 0] = Float(frame) * 0.013 - 0.1 }
    track[99, 5] = -.leastNonzeroMagnitude
    return track
  }()

  @Test("a track comes back bit for bit, and equal tracks have equal bytes")
  func roundTrip() throws {
    let bytes = try TrackFile.write(track, file: "t")
    #expect(try TrackFile.read(bytes, file: "t") == track)
    #expect(try TrackFile.write(track, file: "t") == bytes)
  }

  @Test("tracks without frames or channels survive")
  func empty() throws {
    for channels in [[], [Channel.weight("a")]] {
      let none = Track(layout: ChannelLayout(channels), rate: .fps60, samples: [])
      #expect(try TrackFile.read(TrackFile.write(none, file: "t"), file: "t") == none)
    }
  }

  private func refusal(_ change: (inout String, inout Data) -> Void) throws -> String {
    let bytes = try TrackFile.write(track, file: "t")
    let newline = try #require(bytes.firstIndex(of: 0x0A))
    var header = String(decoding: bytes[..<newline], as: UTF8.self)
    var body = Data(bytes[(newline + 1)...])
    change(&header, &body)
    let error = #expect(throws: CatalogError.self) {
      try TrackFile.read(Data((header + "\n").utf8) + body, file: "t.track")
    }
    return error?.description ?? ""
  }

  @Test(
    "a header that lies is refused by its field",
    arguments: [
      ("mien.track/2", "mien.track/9", "schema: 'mien.track/9' is not mien.track/2"),
      ("[30000,1001]", "[0,1]", "fps: [0, 1] is not a frame rate"),
      ("[30000,1001]", "[60]", "fps: [60] is not a frame rate"),
      ("\"frames\":100", "\"frames\":-1", "frames: -1 frames"),
      ("\"frames\":100", "\"frames\":9223372036854775807", "frames: 9223372036854775807 frames"),
      ("\"frames\":100", "\"frames\":89000000", "cannot hold"),
      ("\"frames\":100", "\"frames\":99", "samples: the compressed samples are damaged"),
      ("\"frames\":100", "\"frames\":101", "samples: the compressed samples are damaged"),
      ("\"frames\":100", "\"frames\":\"100\"", "frames: a value of type Int is expected"),
      ("\"frames\":100,", "", "'frames' is missing"),
      ("\"kind\":\"rotation\"", "\"kind\":\"euler\"", "channels[1].kind: 'euler' is no kind"),
      ("head.rotation", "jawOpen", "channels: 'jawOpen' occurs twice"),
      ("\"zlib-columns\"", "\"lzma\"", "compression: 'lzma' is not zlib-columns"),
      ("\"grids\":[", "\"grids\":[3,", "grids: there are 7 of them for 6 columns"),
      ("\"grids\":[-1", "\"grids\":[25", "grids: 25 is not in -1...24"),
      ("{\"schema\"", "{schema", "t.track: "),
    ])
  func header(_ old: String, _ new: String, _ says: String) throws {
    let text = try refusal { header, _ in header = header.replacingOccurrences(of: old, with: new) }
    #expect(text.hasPrefix("t.track: ") && text.contains(says), "\(text)")
  }

  @Test("a file of the older form is read")
  func olderForm() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/tracks/1.track")
    let track = try TrackFile.read(at: file)
    #expect(track.frameCount == 30 && track.rate.numerator == 30000)
    #expect(track.layout.channels.map(\.name) == ["jawOpen", "head.rotation"])
    #expect(track[29, 0] == Float(29 * 0.013 - 0.1) && track[29, 4] == 1)
  }

  @Test("damaged samples, missing samples and numbers that are none are refused")
  func body() throws {
    #expect(try refusal { _, body in body.removeAll() }.contains("cannot hold"))
    #expect(try refusal { _, body in body = body.prefix(body.count / 2) }.contains("samples"))
    #expect(try refusal { _, body in body[body.count - 1] ^= 0xFF }.contains("damaged"))
    var bad = track
    bad[3, 0] = .nan
    let error = #expect(throws: CatalogError.self) { try TrackFile.write(bad, file: "t") }
    #expect(error?.description.contains("frame 3, column 0 is not a finite number") == true)
    #expect(throws: CatalogError.self) { try TrackFile.read(Data("no newline".utf8), file: "t") }
    #expect(throws: CatalogError.self) { try TrackFile.read(Data(), file: "t") }
  }

  @Test("a file that does not exist is named")
  func missing() {
    #expect(throws: CatalogError.missing(file: "/nowhere/a.track", cure: "correct the path")) {
      try TrackFile.read(at: URL(fileURLWithPath: "/nowhere/a.track"))
    }
  }
}
