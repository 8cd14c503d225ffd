public import StrategyABI

/// The records of one take as the contract's flat structs, in the order in which they become due.
///
/// Owns the structs and their texts; pointers handed to a plugin stay valid as long as the tape lives.
public final class RecordTape {
  /// One record to be put on the tape.
  public struct Entry {
    /// The struct, its text pointer still unset.
    public var record: mien_record
    /// The text that the struct shall point to.
    public var text: String
    /// Index of the first frame that may depend on it.
    public var dueFrame: Int

    /// Makes an entry.
    public init(record: mien_record, text: String, dueFrame: Int) {
      self.record = record
      self.text = text
      self.dueFrame = dueFrame
    }
  }

  /// Due frame of each record, ascending.
  public let dueFrames: [Int]
  private let records: UnsafeMutablePointer<mien_record>
  private let texts: UnsafeMutablePointer<CChar>

  /// Copies entries, which must ascend by due frame.
  public init(_ entries: [Entry]) {
    precondition(
      zip(entries, entries.dropFirst()).allSatisfy { $0.dueFrame <= $1.dueFrame }, "entries out of order")
    dueFrames = entries.map(\.dueFrame)
    records = .allocate(capacity: max(1, entries.count))
    texts = .allocate(capacity: max(1, entries.reduce(0) { $0 + $1.text.utf8.count + 1 }))
    var cursor = texts
    for (index, entry) in entries.enumerated() {
      var record = entry.record
      record.size = UInt32(MemoryLayout<mien_record>.stride)
      record.text = UnsafePointer(cursor)
      record.text_length = UInt32(entry.text.utf8.count)
      for byte in entry.text.utf8 {
        cursor.pointee = CChar(bitPattern: byte)
        cursor += 1
      }
      cursor.pointee = 0
      cursor += 1
      (records + index).initialize(to: record)
    }
  }

  deinit {
    records.deallocate()
    texts.deallocate()
  }

  /// Number of records.
  public var count: Int { dueFrames.count }

  func pointer(at index: Int) -> UnsafePointer<mien_record> { UnsafePointer(records + index) }
}
