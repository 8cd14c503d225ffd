import StrategyABI
import Synchronization

@testable import StrategyDriver

#if canImport(Glibc)
  import Glibc
#endif

/// A plugin in Swift that notes every call it gets.
final class Notebook {
  enum Call: Equatable {
    case receive(ids: [UInt64])
    case render(first: Int, count: Int)
    case destroy
  }

  /// What a session was when the instance was prepared.
  struct Heard: Equatable {
    var rate: [UInt32] = []
    var seed: UInt64 = 0
    var largestSpan: UInt32 = 0
    var participants: UInt32 = 0
    var participant = ""
    var language = ""
    var present: [UInt8] = []
    var energy = 0.0
    var resources = ""
    var scratch = ""
    var rehearsals: [String] = []
  }

  var calls: [Call] = []
  var texts: [String] = []
  var known: [Int] = []
  var heard = Heard()
  var failsAtFrame: Int?
  var lookahead: UInt32 = 0
  var status: mien_status = 0
  var lacksReceive = false
  var stateSizes: [UInt64] = []
  var loaded: [UInt8] = []
  private var host: UnsafePointer<mien_host>?
  private var stream: UnsafePointer<mien_feature_stream>?
  nonisolated(unsafe) private static let words = strdup("first line\n  second line")

  private struct Shelf: @unchecked Sendable { var books: [Notebook] = [] }
  private static let shelf = Mutex(Shelf())

  /// A library whose strategy `index` is this notebook.
  func library() throws -> (StrategyLibrary, index: Int) {
    let held = Shelf(books: [self])
    let index = Self.shelf.withLock { shelf in
      shelf.books += held.books
      return shelf.books.count - 1
    }
    let entry = UnsafeMutablePointer<mien_entry>.allocate(capacity: 1)
    entry.initialize(
      to: mien_entry(
        size: UInt32(MemoryLayout<mien_entry>.size), abi_major: MIEN_ABI_MAJOR, abi_minor: MIEN_ABI_MINOR,
        strategy_count: 0, descriptor: { _ in nil },
        create: { index, host, result in
          let book = Notebook.shelf.withLock { shelf in Shelf(books: [shelf.books[Int(index)]]) }.books[0]
          book.host = host
          result?.pointee = book.strategy()
          return MIEN_OK
        }))
    return (try StrategyLibrary(entry: entry, path: "notebook"), index)
  }

  private func strategy() -> UnsafeMutablePointer<mien_strategy> {
    let table = UnsafeMutablePointer<mien_strategy>.allocate(capacity: 1)
    table.initialize(
      to: mien_strategy(
        size: UInt32(MemoryLayout<mien_strategy>.size), reserved: 0,
        context: Unmanaged.passRetained(self).toOpaque(),
        prepare: { table, session, binding in Notebook.of(table).prepare(session, binding) },
        receive: { table, records, count in Notebook.of(table).receive(records, count) },
        render: { table, input, _ in Notebook.of(table).render(input) },
        destroy: { table in
          guard let table, let context = table.pointee.context else { return }
          Notebook.of(table).calls.append(.destroy)
          Unmanaged<Notebook>.fromOpaque(context).release()
          table.deallocate()
        },
        get_extension: { table, id in Notebook.of(table).table(id.map { String(cString: $0) } ?? "") },
        last_error: { _ in Notebook.words.map { UnsafePointer($0) } }))
    if lacksReceive { table.pointee.receive = nil }
    return table
  }

  private func prepare(
    _ session: UnsafePointer<mien_session>?, _ binding: UnsafeMutablePointer<mien_binding>?
  ) -> mien_status {
    guard let session = session?.pointee, let host else { return MIEN_BAD_ARGUMENT }
    heard.rate = [session.rate_numerator, session.rate_denominator]
    heard.seed = session.seed
    heard.largestSpan = session.largest_span
    heard.participants = session.participant_count
    heard.participant = session.participant.map { String(cString: $0) } ?? "nil"
    heard.language = session.language.map { String(cString: $0) } ?? "nil"
    heard.present = (0..<Int(session.channel_count)).map { session.channel_present[$0] }
    func found<Table>(_ id: String, _: Table.Type) -> Table? {
      host.pointee.get_extension(host, id)?.assumingMemoryBound(to: Table.self).pointee
    }
    stream = found(MIEN_EXT_FEATURES, mien_features.self)?.stream(host, 0)
    heard.energy = found(MIEN_EXT_SHEET, mien_sheet.self)?.number(host, "style.energy", -1) ?? -2
    if let resources = found(MIEN_EXT_RESOURCES, mien_resources.self) {
      heard.resources = resources.folder(host).map { String(cString: $0) } ?? "nil"
      heard.scratch = resources.scratch(host).map { String(cString: $0) } ?? "nil"
    }
    if let rehearsal = found(MIEN_EXT_REHEARSAL, mien_rehearsal.self) {
      heard.rehearsals = (0..<rehearsal.count(host)).map { index in
        rehearsal.session(host, index).map { String(cString: $0.pointee.id) } ?? "nil"
      }
    }
    host.pointee.log(host, MIEN_LOG_NOTE, "prepared")
    binding?.pointee.lookahead_frames = lookahead
    return status
  }

  private func receive(_ records: UnsafePointer<mien_record>?, _ count: UInt32) -> mien_status {
    var ids: [UInt64] = []
    var record = records
    for _ in 0..<count {
      guard let now = record else { break }
      ids.append(now.pointee.id)
      texts.append(String(cString: now.pointee.text))
      record = UnsafePointer(mien_record_next(now))
    }
    calls.append(.receive(ids: ids))
    return MIEN_OK
  }

  private func render(_ input: UnsafePointer<mien_input>?) -> mien_status {
    guard let input = input?.pointee else { return MIEN_BAD_ARGUMENT }
    if let failsAtFrame, Int(input.first_frame) >= failsAtFrame { return MIEN_FAILED }
    calls.append(.render(first: Int(input.first_frame), count: Int(input.frame_count)))
    if let stream { known.append(Int(stream.pointee.known_rows)) }
    return MIEN_OK
  }

  private func table(_ id: String) -> UnsafeRawPointer? {
    id == MIEN_EXT_STATE && !stateSizes.isEmpty ? UnsafeRawPointer(Self.state) : nil
  }

  nonisolated(unsafe) private static let state: UnsafePointer<mien_state> = {
    let memory = UnsafeMutablePointer<mien_state>.allocate(capacity: 1)
    memory.initialize(
      to: mien_state(
        size: UInt32(MemoryLayout<mien_state>.size), reserved: 0,
        save: { table, bytes, capacity, length in
          let book = Notebook.of(table)
          let size = book.stateSizes.count > 1 ? book.stateSizes.removeFirst() : book.stateSizes[0]
          length?.pointee = size
          if let bytes, size <= capacity { memset(bytes, 7, Int(size)) }
          return book.status
        },
        load: { table, bytes, length in
          let book = Notebook.of(table)
          book.loaded = Array(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
          return length == 0 ? MIEN_BAD_ARGUMENT : MIEN_OK
        }))
    return UnsafePointer(memory)
  }()

  private static func of(_ table: UnsafeMutablePointer<mien_strategy>?) -> Notebook {
    // The table is this class's own, made above.
    Unmanaged<Notebook>.fromOpaque(table!.pointee.context!).takeUnretainedValue()
  }
}

/// A host's inbox, whose chunks go where they are asked to.
final class Inbox {
  let bytes: UnsafeMutableRawBufferPointer
  private(set) var flushes = 0
  private var written: [[UInt8]] = []

  init(_ count: Int = 1 << 16) {
    bytes = .allocate(byteCount: count, alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0xee)
  }

  deinit { bytes.deallocate() }

  /// Chunks of what is written, one buffer for each time that the inbox was handed over.
  func chunks(_ write: (FeedWriter) throws -> Void) throws -> [[UInt8]] {
    written = []
    let writer = FeedWriter(bytes) { [unowned self] length in
      flushes += 1
      written.append(Array(bytes[0..<length]))
    }
    try write(writer)
    try writer.finish()
    return written
  }

  /// Feeds what is written.
  func feed(_ feed: (UnsafeRawBufferPointer) throws -> Void, _ write: (FeedWriter) throws -> Void) throws {
    for chunk in try chunks(write) { try chunk.withUnsafeBytes { try feed($0) } }
  }
}
