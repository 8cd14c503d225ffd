import Synchronization

/// A flag by which a user ends work that is under way; what is finished by then is kept.
public final class Interruption: Sendable {
  private let flag = Atomic(false)

  /// Makes a flag that is down.
  public init() {}

  /// Asks the work to end. May be called from a signal handler.
  public func raise() { flag.store(true, ordering: .relaxed) }

  /// Takes the request back before new work.
  public func reset() { flag.store(false, ordering: .relaxed) }

  /// Whether the work shall end.
  public var isRaised: Bool { flag.load(ordering: .relaxed) }
}
