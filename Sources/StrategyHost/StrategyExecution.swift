import CWorker
public import Foundation

/// Where strategies run.
public enum StrategyExecution: Sendable {
  /// In this process, which a bad one takes down with it: for debugging.
  case inProcess(copies: URL)
  /// In processes of their own.
  case isolated(WorkerGround)
}

/// What is needed to start workers.
public struct WorkerGround: Sendable {
  /// The `mien-worker` executable.
  public var worker: URL
  /// Folder of our Python package, which holds `mien/worker.py`; `nil` when it was not found.
  public var python: URL?
  /// Folder in which copies of libraries are kept.
  public var copies: URL
  /// Limits that replace those of the bundle.
  public var limits: WorkerLimits?
  /// Whether calls are timed and allocations counted.
  public var measures: Bool
  /// Asked while a bundle is described; true ends that.
  public var shouldStop: @Sendable () -> Bool
  /// The library that counts allocations, loaded before everything else when measuring.
  public var allocationCounter: URL?

  /// Names what workers are started from.
  public init(
    worker: URL, python: URL?, copies: URL, limits: WorkerLimits? = nil, measures: Bool = false,
    allocationCounter: URL? = nil, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.shouldStop = shouldStop
    self.worker = worker
    self.python = python
    self.copies = copies
    self.limits = limits
    self.measures = measures
    self.allocationCounter = allocationCounter
  }

  /// What workers are not kept from on this system, in one line; empty when all walls stand.
  public static var shortfall: String {
    if ProcessInfo.processInfo.environment["MIEN_SANDBOX"] == "off" {
      return "MIEN_SANDBOX=off: strategies may do what you may"
    }
    return cworker_landlock() > 0
      ? "" : "this kernel has no landlock: strategies are not kept from reading and writing your files"
  }
}
