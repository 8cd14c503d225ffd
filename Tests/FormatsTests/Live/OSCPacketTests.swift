import Foundation
import Testing

@testable import Formats

@Suite("Open Sound Control packets")
struct OSCPacketTests {
  @Test("a message has the bytes of the specification's example")
  func example() {
    // OSC 1.0, examples: "/oscillator/4/frequency" with the float 440.0.
    let packet = OSCPacket.message(OSCMessage("/oscillator/4/frequency", [.float(440)]))
    let address = Array("/oscillator/4/frequency".utf8) + [0]
    #expect(packet.bytes == address + [0x2C, 0x66, 0, 0, 0x43, 0xDC, 0, 0])
    // "/foo" with 1000, -1, "hello", 1.234, 5.678.
    let foo = OSCPacket.message(
      OSCMessage("/foo", [.int(1000), .int(-1), .string("hello"), .float(1.234), .float(5.678)]))
    #expect(foo.bytes.count == 40)
    #expect(Array(foo.bytes[8..<16]) == Array(",iisff".utf8) + [0, 0])
    #expect(Array(foo.bytes[16..<24]) == [0, 0, 3, 0xE8, 0xFF, 0xFF, 0xFF, 0xFF])
    #expect(Array(foo.bytes[32..<40]) == [0x3F, 0x9D, 0xF3, 0xB6, 0x40, 0xB5, 0xB2, 0x2D])
  }

  @Test("every type goes there and back, in bundles within bundles")
  func thereAndBack() throws {
    let message = OSCMessage(
      "/a",
      [
        .int(-7), .float(-0.5), .string(""), .string("abcd"), .blob([1, 2, 3]), .blob([]), .long(.min),
        .double(1e-300), .time(.immediately), .symbol("ü"), .word(tag: UInt8(ascii: "r"), bits: 0xFF00_80FF),
        .bool(true), .bool(false), .null, .impulse, .list([.int(1), .list([.string("x")])]),
      ])
    let packet = OSCPacket.bundle(
      time: OSCTimeTag(seconds: 7, fraction: 9),
      [
        .message(message), .bundle(time: .immediately, [.message(OSCMessage("/b"))]),
        .bundle(time: .immediately, []),
      ])
    let bytes = packet.bytes
    #expect(bytes.count % 4 == 0)
    #expect(try OSCPacket(bytes, file: "packet") == packet)
    #expect(packet.messages.map(\.address) == ["/a", "/b"])
  }

  @Test("packets that are cut, longer, or say false lengths are refused", arguments: [0, 3, 4, 15, 17, 21])
  func refused(_ length: Int) {
    let bytes = OSCPacket.message(OSCMessage("/abc", [.int(1), .string("text")])).bytes
    #expect(throws: FormatsError.self) { try OSCPacket(Array(bytes.prefix(length)), file: "packet") }
    #expect(throws: FormatsError.self) { try OSCPacket(bytes + [0, 0, 0, 0], file: "packet") }
  }

  @Test("what nests without end is refused")
  func deep() {
    var packet = OSCPacket.message(OSCMessage("/a"))
    for _ in 0..<40 { packet = .bundle(time: .immediately, [packet]) }
    let bytes = packet.bytes
    #expect(throws: FormatsError.self) { try OSCPacket(bytes, file: "packet") }
    let tags = "," + String(repeating: "[", count: 8000)
    var hostile = Array("/a\0\0".utf8) + Array(tags.utf8) + [0]
    while hostile.count % 4 != 0 { hostile.append(0) }
    #expect(throws: FormatsError.self) { try OSCPacket(hostile, file: "packet") }
  }

  @Test("a flipped bit anywhere is a value or an error, never a crash")
  func flips() {
    let bytes = OSCPacket.bundle(
      time: .immediately, [.message(OSCMessage("/VMC/Ext/T", [.float(1), .string("x"), .blob([1])]))]
    ).bytes
    for bit in 0..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << (bit % 8)
      _ = try? OSCPacket(flipped, file: "packet")
    }
  }
}
