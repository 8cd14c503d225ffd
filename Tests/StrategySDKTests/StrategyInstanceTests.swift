import Foundation
import Motion
import StrategyABI
import Testing

@testable import StrategySDK

/// Says through its one angle what it found in `prepare`.
private final class Nosy: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "nosy", version: "1.0.0", title: "Nosy", summary: "For tests.", channels: [.gazeYaw],
    needs: [.rehearsal])
  nonisolated(unsafe) static var session: StrategySession?
  init() {}
  func prepare(_ session: StrategySession) throws -> Int {
    Nosy.session = session
    return 0
  }
  func receive(_ record: KnownRecord) throws {}
  func render(_ span: FrameSpan, into rows: FrameRows) {}
}

/// A host in C tables, whose structs may be older or newer than ours.
private final class OddHost {
  nonisolated(unsafe) static var resources = mien_resources()
  nonisolated(unsafe) static var rehearsal = mien_rehearsal()
  nonisolated(unsafe) static var recorded = mien_rehearsal_session()
  nonisolated(unsafe) static let names: [UnsafePointer<CChar>?] = [
    UnsafePointer(strdup("jawOpen")), UnsafePointer(strdup("head.rotation")),
  ]
  nonisolated(unsafe) static let channels: UnsafeMutablePointer<mien_channel> = {
    let channels = UnsafeMutablePointer<mien_channel>.allocate(capacity: 2)
    channels.initialize(to: mien_channel(name: names[0], kind: MIEN_CHANNEL_WEIGHT, reserved: 0))
    (channels + 1).initialize(to: mien_channel(name: names[1], kind: MIEN_CHANNEL_ROTATION, reserved: 0))
    return channels
  }()
  nonisolated(unsafe) static let rows: UnsafeMutablePointer<Float> = {
    let rows = UnsafeMutablePointer<Float>.allocate(capacity: 12)
    for index in 0..<12 { rows[index] = Float(index) }
    return rows
  }()
  nonisolated(unsafe) static let path = strdup("/opt/some.strategy/resources")
  nonisolated(unsafe) static let none = strdup("")

  static func set() {
    resources = mien_resources(
      size: UInt32(MIEN_RESOURCES_SIZE_1), reserved: 0, folder: { _ in UnsafePointer(OddHost.path) },
      scratch: { _ in UnsafePointer(OddHost.none) })
    recorded = mien_rehearsal_session()
    recorded.size = UInt32(MemoryLayout<mien_rehearsal_session>.size)
    (recorded.channel_count, recorded.channels, recorded.id) = (2, UnsafePointer(channels), names[0])
    (recorded.rows, recorded.frame_count, recorded.row_stride) = (UnsafePointer(rows), 2, 6)
    (recorded.rate_numerator, recorded.rate_denominator) = (30, 1)
    rehearsal = mien_rehearsal(
      size: UInt32(MIEN_REHEARSAL_SIZE_1), reserved: 0, count: { _ in 1 },
      session: { _, index in
        guard index == 0 else { return nil }
        return withUnsafePointer(to: &OddHost.recorded) { $0 }
      })
  }

  static func host() -> mien_host {
    var host = mien_host()
    host.size = UInt32(MemoryLayout<mien_host>.size) + 64  // a newer one
    host.get_extension = { _, id in
      guard let id else { return nil }
      switch String(cString: id) {
      case MIEN_EXT_RESOURCES: return withUnsafePointer(to: &OddHost.resources) { UnsafeRawPointer($0) }
      case MIEN_EXT_REHEARSAL: return withUnsafePointer(to: &OddHost.rehearsal) { UnsafeRawPointer($0) }
      default: return nil
      }
    }
    return host
  }
}

@Suite("What a Swift strategy finds in its session", .serialized)
struct StrategyInstanceTests {
  private func prepare(
    _ host: mien_host = OddHost.host(), sessionSize: Int = MemoryLayout<mien_session>.size,
    bindingSize: Int = MemoryLayout<mien_binding>.size
  ) -> mien_status {
    Nosy.session = nil
    var host = host
    return withUnsafePointer(to: &host) { host in
      let strategy = StrategyInstance.create(ExportedStrategy(Nosy.self), host: host)
      defer { strategy.pointee.destroy?(strategy) }
      // Memory behind the session, as a newer host has it.
      let memory = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 8)
      defer { memory.deallocate() }
      memory.initializeMemory(as: UInt8.self, repeating: 0xFF, count: 512)
      let session = memory.bindMemory(to: mien_session.self, capacity: 1)
      session.initialize(to: mien_session())
      session.pointee.size = UInt32(sessionSize)
      (session.pointee.rate_numerator, session.pointee.rate_denominator) = (60, 1)
      (session.pointee.largest_span, session.pointee.seed, session.pointee.channel_count) = (60, 7, 1)
      var binding = mien_binding(size: UInt32(bindingSize), lookahead_frames: 0)
      return ([1] as [UInt8]).withUnsafeBufferPointer { present in
        session.pointee.channel_present = present.baseAddress
        return strategy.pointee.prepare?(strategy, session, &binding) ?? -99
      }
    }
  }

  @Test("are the bundle's resources and no scratch folder where there is none")
  func resources() throws {
    OddHost.set()
    #expect(prepare() == MIEN_OK)
    let session = try #require(Nosy.session)
    #expect(session.resources == "/opt/some.strategy/resources")
    #expect(session.scratch == nil)
  }

  @Test("are the recorded sessions, by name and frame")
  func rehearsal() throws {
    OddHost.set()
    #expect(prepare() == MIEN_OK)
    let recorded = try #require(Nosy.session?.rehearsal.first)
    #expect(recorded.id == "jawOpen" && recorded.rate == FrameRate(frames: 30) && recorded.frameCount == 2)
    #expect(recorded.layout == ChannelLayout([.weight("jawOpen"), .rotation(of: .head)]))
    #expect(Array(recorded.row(1)) == [6, 7, 8, 9, 10])
    #expect(recorded.curve("jawOpen") == [0, 6])
    #expect(recorded.curve("tongueOut") == nil)
  }

  @Test("are tables of this contract: smaller ones are as good as none, larger ones are read")
  func sizes() throws {
    OddHost.set()
    OddHost.resources.size = UInt32(MIEN_RESOURCES_SIZE_1) - 1
    OddHost.rehearsal.size = UInt32(MIEN_REHEARSAL_SIZE_1) - 1
    #expect(prepare() == MIEN_OK)
    #expect(Nosy.session?.resources == nil)
    #expect(Nosy.session?.rehearsal.isEmpty == true)
    OddHost.set()
    OddHost.resources.size += 24
    OddHost.recorded.size = UInt32(MIEN_REHEARSAL_SESSION_SIZE_1) - 4
    #expect(prepare(sessionSize: MemoryLayout<mien_session>.size + 100) == MIEN_OK)
    #expect(Nosy.session?.resources != nil)
    #expect(Nosy.session?.rehearsal.isEmpty == true)
    #expect(prepare(sessionSize: MIEN_SESSION_SIZE_1_0 - 1) == MIEN_UNSUPPORTED)
    #expect(prepare(bindingSize: 4) == MIEN_UNSUPPORTED)
    #expect(Nosy.session == nil)
  }

  @Test("is no recording whose rows are narrower than its channels, or of a kind that is not known")
  func badRecordings() {
    OddHost.set()
    OddHost.recorded.row_stride = 4
    #expect(prepare() == MIEN_OK)
    #expect(Nosy.session?.rehearsal.isEmpty == true)
    OddHost.set()
    OddHost.channels[1].kind = 9
    #expect(prepare() == MIEN_OK)
    #expect(Nosy.session?.rehearsal.isEmpty == true)
    OddHost.channels[1].kind = MIEN_CHANNEL_ROTATION
  }
}
