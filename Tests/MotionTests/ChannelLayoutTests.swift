import Motion
import Testing

@Suite("Channels and layouts")
struct ChannelLayoutTests {
  @Test("columns follow each other by width and are found by name")
  func offsets() {
    let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head), .gazeYaw, .translation(of: .hips)])
    #expect(layout.offsets == [0, 1, 5, 6] && layout.width == 9)
    #expect(layout.offset(of: "gaze.yaw") == 5 && layout.offset(of: "gaze.pitch") == nil)
    #expect(layout["head.rotation"]?.bone == .head)
    #expect(layout.restFrame == [0, 0, 0, 0, 1, 0, 0, 0, 0])
  }

  @Test("a name that occurs twice is kept once and reported")
  func duplicates() {
    let channels: [Channel] = [.weight("a"), .weight("b"), Channel("a", kind: .angle)]
    #expect(ChannelLayout(channels).channels == [.weight("a"), .weight("b")])
    #expect(ChannelLayout.firstDuplicate(in: channels) == "a")
    #expect(ChannelLayout.firstDuplicate(in: []) == nil)
    #expect(ChannelLayout([]).width == 0)
  }

  @Test("layouts are equal when their channels are, in order")
  func equality() {
    #expect(ChannelLayout([.gazeYaw, .gazePitch]) == ChannelLayout([.gazeYaw, .gazePitch]))
    #expect(ChannelLayout([.gazeYaw, .gazePitch]) != ChannelLayout([.gazePitch, .gazeYaw]))
  }

  @Test("only bones' channels have a bone")
  func bones() {
    for bone in HumanoidBone.allCases { #expect(Channel.rotation(of: bone).bone == bone) }
    #expect(Channel.weight("head.rotation").bone == nil)
    #expect(Channel("tail.rotation", kind: .rotation).bone == nil)
    #expect(HumanoidBone.allCases.count == 55 && Set(HumanoidBone.required).count == 15)
  }
}
