import Foundation
import StrategyDriver

/// Makes takes with one strategy, one after the other: in this process or in another.
///
/// Used by one thread at a time. After an error the runner is of no use any more.
protocol StrategyRunner: AnyObject {
  /// A slot's inbox: where what becomes known is written before it is fed.
  func inbox(_ slot: Int) -> UnsafeMutableRawBufferPointer
  /// First of all rows; those of a slot follow at the layout's `slotStride`.
  var rows: UnsafeMutablePointer<Float> { get }
  /// Floats that ``rows`` holds.
  var rowFloats: Int { get }
  /// Asked while a process is waited for; true ends it with `StrategyDriverError.stopped`.
  var shouldStop: () -> Bool { get set }
  /// Folder in which the strategy may write.
  var scratch: String { get }

  /// Takes rehearsal chunks that stand in the first inbox; they stay for all takes.
  func rehearse(_ length: Int) throws
  /// Makes an instance, and gives its lookahead in frames.
  func begin(_ brief: SessionBrief) throws -> Int
  /// Takes chunks that stand in a slot's inbox.
  func feed(_ length: Int, slot: Int) throws
  /// Asks for a block: chunks that stand in the slot's inbox are taken, then frames are rendered into its rows.
  /// Blocks may be asked for in both slots before the first is collected.
  func submit(first: Int, count: Int, length: Int, slot: Int) throws
  /// Waits for the block that was submitted first.
  func collect() throws -> RenderProbe.Reading
  /// Destroys the instance, and gives what it noted.
  func end() throws -> [String]
  /// The instance's state; `nil` when it cannot be saved.
  func save() throws -> [UInt8]?
  /// Takes on a state; false when the strategy cannot.
  func load(_ state: [UInt8]) throws -> Bool
  /// Bytes of memory that its process holds.
  func resident() throws -> UInt64
}
