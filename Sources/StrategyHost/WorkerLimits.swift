/// What a strategy's process may take before it is ended.
public struct WorkerLimits: Sendable, Hashable {
  /// Bytes of memory held at a time.
  public var memory: UInt64
  /// Seconds of processor time for one request: a block of frames, or making an instance.
  public var cpu: Double
  /// Seconds by the clock for one request. It only catches what waits for ever: a busy machine is no fault.
  public var wall: Double
  /// Seconds by the clock from start to being loaded.
  public var start: Double
  /// Open descriptors.
  public var descriptors: UInt64
  /// Whether the address space is limited too, which finds a hog at once. Interpreters reserve far more than
  /// they use.
  public var limitsAddressSpace: Bool

  /// Makes limits.
  public init(
    memory: UInt64, cpu: Double, wall: Double, start: Double, descriptors: UInt64, limitsAddressSpace: Bool
  ) {
    self.memory = memory
    self.cpu = cpu
    self.wall = wall
    self.start = start
    self.descriptors = descriptors
    self.limitsAddressSpace = limitsAddressSpace
  }

  /// For libraries: 1 GiB, 10 s of processor time a request.
  public static let native = WorkerLimits(
    memory: 1 << 30, cpu: 10, wall: 60, start: 20, descriptors: 256, limitsAddressSpace: true)
  /// For scripts: 4 GiB, 30 s of processor time a request.
  public static let python = WorkerLimits(
    memory: 4 << 30, cpu: 30, wall: 120, start: 120, descriptors: 1024, limitsAddressSpace: false)
}
