import CWorker
import Foundation
import Glibc
import Testing

@Suite("Messages arrive whole or not at all")
struct ChannelTests {
  @Test("each message comes back as it was sent", arguments: [0, 20])
  func echo(spin: CInt) throws {
    let probe = try Probe(["echo", "\(spin)"])
    defer { probe.close() }
    for size in [1, 48, 16432] {
      let sent = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      try check(cworker_send(probe.socket, sent, size), "send")
      var received = [UInt8](repeating: 0, count: 65536)
      var length = 0
      try check(cworker_receive(probe.socket, &received, received.count, 20000, spin, &length), "receive")
      #expect(Array(received.prefix(length)) == sent)
    }
  }

  @Test("silence is a time-out, at its time")
  func silence() throws {
    var ends: [CInt] = [-1, -1]
    try check(cworker_channel(&ends), "channel")
    defer { ends.forEach { close($0) } }
    var byte: UInt8 = 0
    var length = 5
    let begin = cworker_nanoseconds()
    #expect(cworker_receive(ends[0], &byte, 1, 30, 20, &length) == ETIMEDOUT)
    #expect(length == 0)
    #expect(cworker_nanoseconds() - begin >= 30_000_000)
    #expect(cworker_receive(ends[0], &byte, 1, 0, 0, &length) == ETIMEDOUT)
  }

  @Test("a peer that is gone is not connected, after what it sent", arguments: [0, -1, 1000])
  func gone(timeout: CInt) throws {
    var ends: [CInt] = [-1, -1]
    try check(cworker_channel(&ends), "channel")
    defer { close(ends[0]) }
    var byte: UInt8 = 7
    var length = 0
    // It leaves with something unread.
    try check(cworker_send(ends[0], &byte, 1), "send")
    byte = 8
    try check(cworker_send(ends[1], &byte, 1), "send")
    close(ends[1])
    byte = 0
    #expect(cworker_receive(ends[0], &byte, 1, timeout, 0, &length) == 0)
    #expect(byte == 8)
    #expect(cworker_receive(ends[0], &byte, 1, timeout, 20, &length) == ENOTCONN)
    #expect(cworker_send(ends[0], &byte, 1) == ENOTCONN)
  }

  @Test("a message that does not fit says how long it was, and the next one is whole")
  func long() throws {
    var ends: [CInt] = [-1, -1]
    try check(cworker_channel(&ends), "channel")
    defer { ends.forEach { close($0) } }
    try check(cworker_send(ends[0], [1, 2, 3] as [UInt8], 3), "send")
    try check(cworker_send(ends[0], [4] as [UInt8], 1), "send")
    var bytes: [UInt8] = [0, 0]
    var length = 0
    #expect(cworker_receive(ends[1], &bytes, 2, 1000, 0, &length) == EMSGSIZE)
    #expect(length == 3)
    #expect(cworker_receive(ends[1], &bytes, 2, 1000, 0, &length) == 0)
    #expect(length == 1 && bytes[0] == 4)
    #expect(cworker_send(ends[0], bytes, 0) == EINVAL)
  }

  @Test("a peer that never reads does not hold up the sender")
  func full() throws {
    var ends: [CInt] = [-1, -1]
    try check(cworker_channel(&ends), "channel")
    defer { ends.forEach { close($0) } }
    let block = [UInt8](repeating: 0, count: 4096)
    var result: CInt = 0
    for _ in 0..<10000 where result == 0 { result = cworker_send(ends[0], block, block.count) }
    #expect(result == EAGAIN)
  }
}
