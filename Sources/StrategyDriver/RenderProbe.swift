import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What is measured of calls of `render`, beside their output.
public struct RenderProbe {
  /// What the calls for one block came to.
  public struct Reading: Hashable, Sendable {
    /// Calls of `render`.
    public var calls: UInt64 = 0
    /// Allocations in them; 0 where they are not counted.
    public var allocations: UInt64 = 0
    /// Nanoseconds in them; 0 where they are not timed.
    public var nanoseconds: UInt64 = 0
    /// The longest call, in nanoseconds.
    public var longest: UInt64 = 0

    /// Nothing yet.
    public init() {}
  }

  private typealias Arm = @convention(c) () -> Void
  private typealias Disarm = @convention(c) () -> UInt64
  private let arm: Arm?
  private let disarm: Disarm?
  private let isTimed: Bool

  /// Counts allocations where the counter is loaded (`libCAllocations` before everything else).
  public init(isTimed: Bool) {
    self.isTimed = isTimed
    let everywhere = UnsafeMutableRawPointer(bitPattern: 0)  // RTLD_DEFAULT
    arm = dlsym(everywhere, "mien_allocations_arm").map { unsafeBitCast($0, to: Arm.self) }
    disarm = dlsym(everywhere, "mien_allocations_disarm").map { unsafeBitCast($0, to: Disarm.self) }
  }

  @inline(__always)
  func around(_ reading: inout Reading, _ call: () -> Int32) -> Int32 {
    reading.calls += 1
    guard isTimed else { return call() }
    let start = Self.now()
    arm?()
    let status = call()
    reading.allocations += disarm?() ?? 0
    let spent = Self.now() &- start
    reading.nanoseconds += spent
    reading.longest = max(reading.longest, spent)
    return status
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
