import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("A descriptor that breaks the contract is named for what is wrong with it")
struct StrategyDescriptorTests {
  private func read(
    channels: [(String?, UInt32)], tolerance: Float = 0,
    size: Int = MemoryLayout<mien_strategy_descriptor>.size
  ) throws -> StrategyDescriptor {
    let names = channels.map { $0.0.map { Array($0.utf8CString) } }
    let pointers = names.map { name -> UnsafeMutablePointer<CChar>? in
      guard let name else { return nil }
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.count)
      copy.initialize(from: name, count: name.count)
      return copy
    }
    defer { for pointer in pointers { pointer?.deallocate() } }
    let list = zip(pointers, channels).map {
      mien_channel(name: $0.map { UnsafePointer($0) }, kind: $1.1, reserved: 0)
    }
    return try "test".withCString { text in
      try list.withUnsafeBufferPointer { list in
        var raw = mien_strategy_descriptor()
        raw.size = UInt32(size)
        raw.needs = MIEN_NEEDS_PHONES
        (raw.id, raw.version) = (text, text)
        raw.channels = list.baseAddress
        raw.channel_count = UInt32(list.count)
        raw.tolerance = tolerance
        return try StrategyDescriptor(reading: &raw, path: "lib.so")
      }
    }
  }

  @Test("a sound one is read; what is left out is empty")
  func sound() throws {
    let descriptor = try read(channels: [("jawOpen", 0), ("head.rotation", 2)])
    #expect(descriptor.title == "test" && descriptor.summary.isEmpty && descriptor.needs == ["phones"])
    #expect(descriptor.channels.map(\.kind) == ["weight", "rotation"])
  }

  @Test("faults")
  func faults() throws {
    func text(_ work: () throws -> StrategyDescriptor) throws -> String {
      try #require(throws: StrategyLibraryError.self) { _ = try work() }.description
    }
    #expect(try text { try read(channels: []) }.contains("0 channels"))
    #expect(try text { try read(channels: [("a", 9)]) }.contains("channel 0"))
    #expect(try text { try read(channels: [("a", 0), (nil, 0)]) }.contains("channel 1"))
    #expect(try text { try read(channels: [("a", 0), ("a", 1)]) }.contains("'a' twice"))
    #expect(try text { try read(channels: [("a", 0)], tolerance: .nan) }.contains("tolerance"))
    #expect(try text { try read(channels: [("a", 0)], size: 8) }.contains("8 bytes"))
  }

  @Test("what somebody else says of a strategy is held against the same rules")
  func heard() throws {
    let sound = try read(channels: [("jawOpen", 0)])
    #expect(sound.fault == nil)
    func fault(_ change: (inout StrategyDescriptor) -> Void) -> String {
      var other = sound
      change(&other)
      return other.fault ?? ""
    }
    let twice = StrategyDescriptor.Parameter(
      id: "p", title: "", unit: "", minimum: 0, maximum: 1, initial: 0)
    #expect(fault { $0.parameters = [twice, twice] }.contains("parameter 'p' twice"))
    #expect(fault { $0.channels = [] }.contains("0 channels"))
    #expect(fault { $0.channels += sound.channels }.contains("'jawOpen' twice"))
    #expect(fault { $0.channels[0].kind = "colour" }.contains("channel 0"))
    #expect(fault { $0.channels[0].name = "a\u{1b}[31m" }.contains("channel 0"))
    #expect(fault { $0.id = "" }.contains("without a plain id"))
    #expect(fault { $0.tolerance = .infinity }.contains("tolerance"))
    #expect(
      fault { $0.parameters = [.init(id: "a=b", title: "", unit: "", minimum: 0, maximum: 1, initial: 0)] }
        .contains("parameter 0"))
    #expect(
      fault { $0.parameters = [.init(id: "a", title: "", unit: "", minimum: 0, maximum: 1, initial: 7)] }
        .contains("starts at 7"))
  }
}
