import Motion
import Testing

@testable import Formats

@Suite struct ChannelMaskTests {
  private let track = Track(
    layout: ChannelLayout([
      .weight("jawOpen"), .weight("mouthSmileLeft"), .gazeYaw, .rotation(of: .head), .rotation(of: .jaw),
      .rotation(of: .leftIndexProximal), .translation(of: .hips),
    ]), rate: .fps60, frameCount: 2)

  private func names(_ mask: String) throws -> [String] {
    try ChannelMask(mask).applied(to: track, name: "t").layout.channels.map(\.name)
  }

  @Test func `parts, names and patterns keep; a mark of exclamation drops`() throws {
    #expect(try names("face") == ["jawOpen", "mouthSmileLeft", "jaw.rotation"])
    #expect(try names("gaze, mouth*") == ["mouthSmileLeft", "gaze.yaw"])
    #expect(try names("body") == ["head.rotation", "hips.translation"])
    #expect(try names("!fingers,!face") == ["gaze.yaw", "head.rotation", "hips.translation"])
    #expect(try names("face,!jaw?pen") == ["mouthSmileLeft", "jaw.rotation"])
  }

  @Test func `samples go with their channels`() throws {
    var track = track
    track[1, 0] = 0.5
    track[1, 4] = 0.25
    let kept = try ChannelMask("jawOpen,head.rotation").applied(to: track, name: "t")
    #expect(kept.samples == [0, 0, 0, 0, 1, 0.5, 0, 0.25, 0, 1])
  }

  @Test(arguments: ["", "face,", "tail", "!face,!gaze,!body,!fingers"])
  func `what names nothing or leaves nothing is refused`(_ mask: String) {
    #expect(throws: FormatsError.self) { try names(mask) }
  }
}
