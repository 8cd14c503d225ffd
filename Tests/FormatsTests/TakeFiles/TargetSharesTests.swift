import Motion
import Testing

@testable import Formats

@Suite("Channels of a map are found from the targets that they move")
struct TargetSharesTests {
  private func apply(
    _ map: [String: [String: Float]], _ weights: [(String, Float)]
  ) -> (track: Track, notes: [String]) {
    let layout = ChannelLayout(weights.map { .weight($0.0) })
    var track = Track(layout: layout, rate: .fps60, frameCount: 2)
    for (column, weight) in weights.enumerated() { track[1, column] = weight.1 }
    var notes: [ImportNote] = []
    TargetShares(map).apply(to: &track, file: "f", notes: &notes)
    return (track, notes.map { "\($0)" })
  }

  private func value(_ track: Track, _ name: String) -> Float? {
    track.layout.offset(of: name).map { track[1, $0] }
  }

  @Test("one target at weight 1 is a name and no more")
  func names() {
    let shares = TargetShares(["jawOpen": ["A": 1]])
    #expect(shares.names == ["A": "jawOpen"] && shares.groups.isEmpty)
  }

  @Test("a channel that moves two targets, and one that moves a part of one")
  func several() {
    let map: [String: [String: Float]] = ["mouthPucker": ["L": 0.5, "R": 0.5], "jawOpen": ["Open": 0.5]]
    let (track, notes) = apply(map, [("L", 0.25), ("x", 0.75), ("R", 0.25), ("Open", 0.25)])
    #expect(Set(track.layout.channels.map(\.name)) == ["x", "mouthPucker", "jawOpen"])
    #expect(value(track, "mouthPucker") == 0.5 && value(track, "jawOpen") == 0.5)
    #expect(value(track, "x") == 0.75 && track[0, 1] == 0)
    #expect(notes.count == 2 && notes.allSatisfy { $0.contains("by the map") })
  }

  @Test("channels that share a target are told apart where the others tell")
  func shared() throws {
    let map: [String: [String: Float]] = ["jawOpen": ["A": 1], "mouthClose": ["A": 0.5, "B": 1]]
    #expect(TargetShares(map).names.isEmpty)
    // jawOpen 0.5 and mouthClose 0.25
    let (track, _) = apply(map, [("A", 0.625), ("B", 0.25)])
    let (jaw, mouth) = (try #require(value(track, "jawOpen")), try #require(value(track, "mouthClose")))
    #expect(abs(jaw - 0.5) < 1e-6 && abs(mouth - 0.25) < 1e-6)
  }

  @Test("what cannot be told stays as it is, with a note")
  func ambiguous() {
    let map: [String: [String: Float]] = ["jawOpen": ["A": 1], "mouthFunnel": ["A": 0.5]]
    let (track, notes) = apply(map, [("A", 0.5)])
    #expect(track.layout.channels.map(\.name) == ["A"])
    #expect(
      notes.count == 1 && notes[0].contains("jawOpen, mouthFunnel") && notes[0].contains("cannot be told"))
    #expect(apply(["jawOpen": ["Z": 0.5]], [("A", 0.5)]).notes[0].contains("none of the targets"))
    let taken = apply(["jawOpen": ["A": 0.5]], [("A", 0.5), ("jawOpen", 1)])
    #expect(taken.notes[0].contains("jawOpen itself") && taken.track.layout.width == 2)
  }

  @Test("targets that move otherwise than the map has it are told")
  func departing() throws {
    let (track, notes) = apply(["mouthPucker": ["L": 1, "R": 1]], [("L", 1), ("R", 0)])
    #expect(abs(try #require(value(track, "mouthPucker")) - 0.5) < 1e-6)
    #expect(notes.last?.contains("0.5 off") == true)
  }
}
