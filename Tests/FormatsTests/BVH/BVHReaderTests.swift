import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite("BVH files are read")
struct BVHReaderTests {
  private func seed(_ name: String) throws -> [UInt8] {
    try [UInt8](SeedFolder.beside("BVH").bytes(name))
  }

  @Test("line ends and tabs do not matter", arguments: ["crlf-tabs.bvh", "cr-only.bvh"])
  func lineEnds(_ name: String) throws {
    let plain = try BVHFile(seed("readable/body.bvh"), file: "a")
    let other = try BVHFile(seed("readable/\(name)"), file: "a")
    #expect(plain == other)
    #expect(plain.frameCount == 6)
    #expect(plain.rate == FrameRate(frames: 30))
  }

  @Test("names with blanks, no name, many channels in any order, two ends, numbers in all spellings")
  func oddities() throws {
    let bvh = try BVHFile(seed("readable/names.bvh"), file: "a")
    #expect(bvh.joints.map(\.name) == ["Körper: Hüfte 1", "", "", "", "右手"])
    #expect(bvh.joints[0].channels == [.yRotation, .xPosition, .zPosition, .yPosition])
    #expect(bvh.joints[4].channels.count == 6)
    #expect(bvh.joints.map(\.isEnd) == [false, false, true, true, false])
    #expect(bvh.joints[3].offset.y == -0.1)
    #expect(bvh.rate == FrameRate(frames: 120))
    #expect(Array(bvh.values[12..<15]) == [15, -0.00225, 3])
    #expect(bvh.values[23] == 12.123456789012346)
    let motion = bvh.motion(file: "a").motion
    #expect(Set(motion.nodes.map(\.name)).count == 5)
    try motion.validate()
    // Channels in the order y, x, z of the file are placed by name.
    #expect(motion.translations[0] == SIMD3(2, 4, 3))
  }

  @Test("several roots are kept, joints of one name get numbers, with notes")
  func roots() throws {
    let bvh = try BVHFile(seed("readable/two-roots.bvh"), file: "a")
    let (motion, notes) = bvh.motion(file: "a")
    #expect(motion.nodes.filter { $0.parent == nil }.map(\.name) == ["a", "a#2"])
    #expect(notes.contains { $0.text.contains("second ROOT") })
    #expect(notes.contains { $0.sort == .repaired })
  }

  @Test("frames beyond the declared ones are kept and told")
  func moreFrames() throws {
    let bvh = try BVHFile(seed("readable/more-frames.bvh"), file: "a")
    #expect(bvh.frameCount == 6)
    #expect(bvh.notes.contains { $0.sort == .repaired && $0.text.contains("4") })
  }

  @Test(
    "faults are told with their line",
    arguments: [
      ("fewer-frames.bvh", "behind frame 3 of 5"), ("billion-frames.bvh", "of 1000000000"),
      ("nan.bvh", "\"nan\" is not a number"), ("inf.bvh", "\"1e999\" is out of range"),
      ("short-row.bvh", "numbers for"),
      ("long-row.bvh", "more than"), ("frame-time-zero.bvh", "no frame rate"),
      ("frame-time-negative.bvh", "no frame rate"), ("channel-count.bvh", "channels"),
      ("channel-name.bvh", "Wrotation"), ("unclosed.bvh", "ends inside"), ("deep.bvh", "inside each other"),
      ("no-channels.bvh", "no joint has a channel"), ("absurd-frames.bvh", "frames"),
      ("end-with-joint.bvh", "End Site"),
    ])
  func faults(_ name: String, _ words: String) throws {
    let error = #expect(throws: FormatsError.self) { try BVHFile(seed(name), file: "x.bvh") }
    let text = try #require(error).description
    #expect(text.hasPrefix("x.bvh: line "))
    #expect(text.contains(words), "\(text)")
  }

  @Test(
    "frame times are taken for the rate they were rounded from",
    arguments: [
      ("0.0333333", 30, 1), ("0.033333", 30, 1), ("0.03333", 30, 1), (".0083333", 120, 1),
      ("0.008333", 120, 1),
      ("0.0416667", 24, 1), ("0.041666", 24, 1), ("0.0166667", 60, 1), ("0.016667", 60, 1), ("0.04", 25, 1),
      ("0.01", 100, 1), ("0.0333667", 30000, 1001), ("0.033367", 30000, 1001), ("0.05", 20, 1),
      ("3.33333e-2", 30, 1),
      ("0.0333", 30, 1), ("0.0138889", 72, 1), ("0.02", 50, 1), ("0.0125", 80, 1),
    ] as [(String, Int32, Int32)])
  func frameTimes(_ text: String, _ numerator: Int32, _ denominator: Int32) throws {
    let rate = BVHFrameTime.rate(seconds: try #require(Double(text)), written: text)
    #expect(rate == FrameRate(numerator: numerator, denominator: denominator), "\(text)")
  }

  @Test("positions on every joint that are zero throughout leave offsets as they are")
  func zeroPositions() throws {
    let text = """
      HIERARCHY
      ROOT a
      {
      OFFSET 0 0 0
      CHANNELS 3 Xposition Yposition Zposition
      JOINT b
      {
      OFFSET 0 5 0
      CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
      }
      }
      MOTION
      Frames: 2
      Frame Time: 0.04
      0 1 2 0 0 0 1 2 3
      0 1 3 0 0 0 1 2 3
      """
    let (motion, notes) = try BVHFile(Array(text.utf8), file: "a").motion(file: "a")
    #expect(motion.moved.map(\.node) == [0])
    #expect(motion.rotated.map(\.node) == [1])
    #expect(notes.contains { $0.sort == .assumed && $0.text.contains("offsets hold") })
  }

  private func motion(frames: String) -> [UInt8] {
    Array(
      """
      HIERARCHY
      ROOT a
      {
      OFFSET 0 0 0
      CHANNELS 3 Zrotation Xrotation Yrotation
      }
      MOTION
      \(frames)
      """.utf8)
  }

  @Test("no frames and numbers out of range are refused for what they are")
  func noFrames() {
    let none = #expect(throws: FormatsError.self) {
      try BVHFile(motion(frames: "Frames: 0\nFrame Time: 0.04\n"), file: "a.bvh")
    }
    #expect(none?.description.contains("there are no frames") == true)
    let large = #expect(throws: FormatsError.self) {
      try BVHFile(motion(frames: "Frames: 1\nFrame Time: 0.04\n0 1e308 0\n"), file: "a.bvh")
    }
    #expect(large?.description.contains("\"1e308\" is out of range") == true)
  }

  @Test(
    "what is called .bvh and is none is told what BVH needs",
    arguments: [
      ([], "is empty"), ([0xFF, 0xFE, 0x48, 0], "UTF-16"), ([1, 2, 3], "does not begin with HIERARCHY"),
    ] as [([UInt8], String)])
  func notBVH(_ bytes: [UInt8], _ words: String) {
    let error = #expect(throws: FormatsError.self) { try SkeletalMotionFile.read(bytes, file: "x.BVH") }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
