import Foundation
import StrategyDriver

/// Makes takes with one strategy, one after the other: in this process or in another.
///
/// Used by one thread at a time. After an error the runner is of no use any more.
protocol StrategyRunner: AnyObject {
  /// Where what becomes known is written before ``begin(_:)``, ``feed(_:)`` or ``render(first:count:length:)``.
  var inbox: UnsafeMutableRawBufferPointer { get }
  /// Rows of a block, as the brief's layout has them.
  var rows: UnsafeMutablePointer<Float> { get }
  /// Floats that ``rows`` holds.
  var rowFloats: Int { get }
  /// Asked while a process is waited for; true ends it with `StrategyDriverError.stopped`.
  var shouldStop: () -> Bool { get set }
  /// Folder in which the strategy may write.
  var scratch: String { get }

  /// Takes rehearsal chunks that stand in the inbox; they stay for all takes.
  func rehearse(_ length: Int) throws
  /// Makes an instance, and gives its lookahead in frames.
  func begin(_ brief: SessionBrief) throws -> Int
  /// Takes chunks that stand in the inbox.
  func feed(_ length: Int) throws
  /// Takes chunks that stand in the inbox, then renders.
  func render(first: Int, count: Int, length: Int) throws -> RenderProbe.Reading
  /// Destroys the instance, and gives what it noted.
  func end() throws -> [String]
  /// The instance's state; `nil` when it cannot be saved.
  func save() throws -> [UInt8]?
  /// Takes on a state; false when the strategy cannot.
  func load(_ state: [UInt8]) throws -> Bool
  /// Bytes of memory that its process holds.
  func resident() throws -> UInt64
}
