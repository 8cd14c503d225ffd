import Motion
import Testing

@testable import StrategyHost

@Suite("Masks name channels by group")
struct ChannelMaskTests {
  static let vocabulary: [Channel] =
    ARKit.names.map { .weight($0) } + [.gazeYaw, .gazePitch]
    + HumanoidBone.allCases.map { .rotation(of: $0) } + [.translation(of: .hips)]

  @Test("every ARKit shape, bone and gaze angle lies in exactly one part", arguments: vocabulary)
  func partition(_ channel: Channel) {
    let parts = ChannelMask.parts.filter { $0.contains(channel) }.map(\.name)
    #expect(parts.count == 1, "\(channel.name): \(parts)")
    #expect(ChannelMask(["all"]).contains(channel))
    // Face and body share nothing and leave nothing out.
    let halves = ["face", "body"].compactMap { ChannelMask.group($0) }.filter { $0.contains(channel) }
    #expect(halves.count == 1, "\(channel.name)")
  }

  @Test("groups hold what their names say")
  func groups() {
    func names(_ group: String) -> [String] {
      Self.vocabulary.filter { ChannelMask([group]).contains($0) }.map(\.name)
    }
    #expect(names("tongue") == ["tongueOut"])
    #expect(names("jaw") == ["jawForward", "jawLeft", "jawOpen", "jawRight", "jaw.rotation"])
    #expect(names("hips") == ["hips.rotation", "hips.translation"])
    #expect(names("brows").count == 5 && names("lids").count == 6 && names("mouth").count == 23)
    #expect(names("gaze").count == 8 + 2 + 2)
    #expect(names("upper-face").count == 5 + 6 + 2)
    #expect(names("face").count == 52 + 2 + 3)
    #expect(names("body").count == HumanoidBone.allCases.count - 3 + 1)
    #expect(names("arms").count == 6 && names("hands").count == 32 && names("legs").count == 8)
    #expect(
      names("eyes") == names("lids").sorted().filter { $0 < "eyeL" } + names("gaze").filter { $0 < "eyeS" }
        + [
          "eyeSquintLeft", "eyeSquintRight", "eyeWideLeft", "eyeWideRight", "gaze.yaw", "gaze.pitch",
          "leftEye.rotation", "rightEye.rotation",
        ])
    #expect(Set(ChannelMask.groups.map(\.name)).count == ChannelMask.groups.count)
  }

  @Test("entries are read from left to right; a first '-' begins with all")
  func entries() {
    let smile = Channel.weight("mouthSmileLeft")
    let jaw = Channel.weight("jawOpen")
    let custom = Channel.weight("tailWag")
    #expect([smile, jaw, custom].allSatisfy(ChannelMask.all.contains))
    #expect(ChannelMask(["-mouth"]).contains(jaw) && !ChannelMask(["-mouth"]).contains(smile))
    #expect(ChannelMask(["-mouth"]).contains(custom) && !ChannelMask(["face"]).contains(custom))
    #expect(!ChannelMask(["face", "-mouth"]).contains(smile))
    #expect(ChannelMask(["face", "-mouth", "mouthSmileLeft"]).contains(smile))
    #expect(!ChannelMask(["mouthSmileLeft", "-mouth"]).contains(smile))
    #expect(ChannelMask(["tailWag"]).contains(custom))
  }

  @Test("a bone's name means all its channels; where a group bears it, the group")
  func bones() {
    #expect(ChannelMask(["leftHand"]).contains(.rotation(of: .leftHand)))
    #expect(!ChannelMask(["leftHand"]).contains(.rotation(of: .leftThumbDistal)))
    #expect(ChannelMask(["spine"]).contains(.rotation(of: .chest)))
    #expect(!ChannelMask(["spine.rotation"]).contains(.rotation(of: .chest)))
    #expect(ChannelMask(["jaw"]).contains(.weight("jawOpen")))
  }

  @Test("names that nobody knows are found, wherever they stand")
  func unknown() {
    #expect(ChannelMask(["face", "-mouht"]).firstUnknown(among: []) == "mouht")
    #expect(ChannelMask(["JawOpen"]).firstUnknown(among: [.weight("jawOpen")]) == "JawOpen")
    #expect(ChannelMask(["tailWag"]).firstUnknown(among: []) == "tailWag")
    #expect(ChannelMask(["tailWag"]).firstUnknown(among: [.weight("tailWag")]) == nil)
    #expect(ChannelMask(["-jawOpen", "head", "hips.translation", "gaze.yaw"]).firstUnknown(among: []) == nil)
  }
}
