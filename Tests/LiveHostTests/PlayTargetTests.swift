import LiveHost
import Motion
import Testing

@Suite("Targets are URLs")
struct PlayTargetTests {
  @Test("protocol, host, port and options are told apart")
  func parts() throws {
    let target = try PlayTarget("vmc://192.168.0.7:39540/?bones=normalised&names=vrm1")
    #expect(target.wire == .vmc && target.host == "192.168.0.7" && target.port == 39540)
    #expect(target.options == ["bones": "normalised", "names": "vrm1"])
    let six = try PlayTarget("livelink://[::1]:11112?subject=nova%20b")
    #expect(six.host == "::1" && six.port == 11112 && six.options["subject"] == "nova b")
    #expect(six.description == "livelink://[::1]:11112")
  }

  @Test("without host it is this machine, without port the protocol's own")
  func defaults() throws {
    #expect(try PlayTarget("vmc://").description == "vmc://127.0.0.1:39539")
    #expect(try PlayTarget("livelink://").description == "livelink://127.0.0.1:11111")
    #expect(try PlayTarget("VMC://:5000").description == "vmc://127.0.0.1:5000")
    #expect(try PlayTarget("vmc://studio.local").description == "vmc://studio.local:39539")
  }

  @Test(
    "what is no target is refused with the forms that are",
    arguments: [
      "", "127.0.0.1:39539", "osc://127.0.0.1", "vmc://host:0", "vmc://host:70000", "vmc://host:x",
      "vmc://::1:5",
      "vmc://[::1", "vmc://a b", "vmc://a/b", "vmc://host?subject=x", "vmc://host?bones",
      "vmc://host?bones=a&bones=b", "vmc://[]:5", "vmc://[zz]:1", "vmc://127.0.0.1:+5", "vmc://host:٣",
      "vmc://host:5#x", "vmc://host:5/path", "vmc://\u{1B}[31mx:1", "livelink://h?subject=%1b[31m%00",
      "livelink://h?subject=", "livelink://h?subject=%ff", "vmc://h?bones=foo", "mien://h?grade=zzz",
      "vmc://[fe80::1]:5", "vmc://[fe80::1%25]x:5",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: LiveHostError.self) { try PlayTarget(text) }
    #expect(error?.description.contains("vmc://127.0.0.1:39539") == true)
  }

  @Test("the reason says what is wrong")
  func reasons() {
    func reason(_ text: String) -> String {
      do {
        _ = try PlayTarget(text)
        return ""
      } catch { return error.description }
    }
    #expect(reason("vmc://user:pw@127.0.0.1:39539").contains("no user and password"))
    #expect(reason("vmc://[]:5").contains("no address"))
    #expect(reason("vmc://h?bones=foo").contains("bones is original or normalised, not 'foo'"))
    #expect(reason("livelink://h?subject=").contains("'subject' has no value"))
    #expect(reason("vmc://127.0.0.1:5/path").contains("'/path' means nothing"))
  }

  @Test("a subject fills the packet's limit and never more")
  func subjects() throws {
    let longest = String(repeating: "x", count: 253) + "é"
    #expect(try PlayTarget("livelink://h?subject=\(longest)").options["subject"] == longest)
    let error = #expect(throws: LiveHostError.self) { try PlayTarget("livelink://h?subject=x\(longest)") }
    #expect(error?.description.contains("256 bytes, at most 255") == true)
    // A name that the take brings is held to the same.
    let layout = ChannelLayout([.weight("jawOpen")])
    let target = try PlayTarget("livelink://h")
    for name in ["x\(longest)", "a\u{1B}[31m"] {
      let error = #expect(throws: LiveHostError.self) {
        _ = try target.sender(layout: layout, rate: .fps60, rig: nil, subject: name)
      }
      #expect(error?.description.contains("?subject=NAME") == true)
    }
  }

  @Test(
    "the interface of a link-local address is read with its sign encoded and plain",
    arguments: ["fe80::1%25lo", "fe80::1%lo"])
  func interfaces(_ address: String) throws {
    let target = try PlayTarget("vmc://[\(address)]:39539")
    #expect(target.host == "fe80::1%lo" && target.description == "vmc://[fe80::1%25lo]:39539")
    #expect(try PlayTarget(target.description) == target)
  }
}
