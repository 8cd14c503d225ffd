import StrategyDriver
import Synchronization

@testable import StrategyHost

/// A runner that runs nothing, and counts how many of its sort there are.
final class StandInRunner: StrategyRunner {
  /// How many live, and how many lived at a time at most.
  final class Register: Sendable {
    private let counts = Mutex((now: 0, most: 0, ever: 0))

    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }
    var ever: Int { counts.withLock { $0.ever } }

    func add(_ change: Int) {
      counts.withLock { counts in
        counts.now += change
        counts.most = max(counts.most, counts.now)
        if change > 0 { counts.ever += change }
      }
    }
  }

  let register: Register
  private let inbox = UnsafeMutableRawBufferPointer.allocate(byteCount: 8_192, alignment: 16)
  let rows = UnsafeMutablePointer<Float>.allocate(capacity: 1)
  let rowFloats: Int
  let scratch = ""
  let shelf = RehearsalShelf()
  var shouldStop: () -> Bool = { false }

  init(_ register: Register = Register(), rowFloats: Int = 1) {
    self.register = register
    self.rowFloats = rowFloats
    register.add(1)
  }

  deinit {
    register.add(-1)
    inbox.deallocate()
    rows.deallocate()
  }

  func rehearse(_ length: Int) throws {
    try shelf.feed(UnsafeRawBufferPointer(rebasing: inbox[0..<length]))
  }
  func begin(_ brief: SessionBrief) throws -> Int { 0 }
  func inbox(_ slot: Int) -> UnsafeMutableRawBufferPointer { inbox }
  func feed(_ length: Int, slot: Int) throws {}
  func submit(first: Int, count: Int, length: Int, slot: Int) throws {}
  func collect() throws -> RenderProbe.Reading { .init() }
  func end() throws -> [String] { [] }
  func save() throws -> [UInt8]? { nil }
  func load(_ state: [UInt8]) throws -> Bool { false }
  func resident() throws -> UInt64 { 0 }
}
