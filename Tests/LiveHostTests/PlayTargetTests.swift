import LiveHost
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
      "vmc://host?bones=a&bones=b",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: LiveHostError.self) { try PlayTarget(text) }
    #expect(error?.description.contains("vmc://127.0.0.1:39539") == true)
  }
}
