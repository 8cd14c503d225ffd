public import Conversation
public import Foundation
import Motion
import Provenance

/// Reads and writes `recording.jsonl`: one record per line, in order of arrival.
public enum RecordingLog {
  /// Bytes of the longest line that is read: the longest text of a record, all of it escaped, takes less than half.
  public static let longestLine = 1 << 20

  /// Reads the records of a file; blank lines are skipped.
  ///
  /// - Returns: the records, and the line (from 1) on which each stands.
  /// - Throws: ``CatalogError/malformed(file:place:reason:cure:)`` naming the first faulty line.
  public static func read(_ bytes: Data, file: String) throws(CatalogError) -> (
    records: [Record], lines: [Int]
  ) {
    var records: [Record] = []
    var lines: [Int] = []
    records.reserveCapacity(bytes.count / 96)
    lines.reserveCapacity(bytes.count / 96)
    var fault: (line: Int, reason: String)?
    scan(bytes, until: { fault != nil }) { line, outcome in
      switch outcome {
      case .success(let record):
        records.append(record)
        lines.append(line)
      case .failure(let error): fault = (line, error.reason)
      }
    }
    if let fault { throw malformed(file, fault.line, fault.reason) }
    return (records, lines)
  }

  /// Reads line after line and tells each one's number and record, or why it is none; blank lines are skipped.
  static func scan(
    _ bytes: Data, until isOver: () -> Bool = { false },
    _ tell: (Int, Result<Record, RecordLineError>) -> Void
  ) {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      let buffer = raw.bindMemory(to: UInt8.self)
      var line = 1
      // A byte order mark is no part of JSON, but editors leave one.
      var first = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      let isText = String(validating: buffer, as: UTF8.self) != nil
      while first < buffer.count, !isOver() {
        let found = memchr(base + first, 0x0A, buffer.count - first)
        let end = found.map { base.distance(to: UnsafeRawPointer($0)) } ?? buffer.count
        if end - first > longestLine {
          tell(line, .failure(RecordLineError(reason: "it is longer than \(longestLine) bytes")))
        } else if !isText,
          String(validating: UnsafeBufferPointer(rebasing: buffer[first..<end]), as: UTF8.self) == nil
        {
          tell(line, .failure(RecordLineError(reason: "it is not UTF-8")))
        } else if buffer[first..<end].contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) {
          var reader = RecordLine(buffer, first..<end)
          do throws(RecordLineError) { tell(line, .success(try reader.record())) } catch {
            tell(line, .failure(error))
          }
        }
        first = end + 1
        line += 1
      }
    }
  }

  /// Reads a log and checks it against the log's own rules (``Recording/validate()``).
  public static func recording(_ bytes: Data, file: String, entry: CorpusManifest.Entry) throws(CatalogError)
    -> Recording
  {
    let (records, lines) = try read(bytes, file: file)
    guard let duration = MediaTime(seconds: entry.duration) else {
      throw .malformed(
        file: file, place: "duration", reason: "\(entry.duration) s is not a length",
        cure: "see Corpora/README.md")
    }
    let people = entry.participants.map { Recording.Participant(id: $0.id, role: $0.role) }
    let recording = Recording(id: entry.id, participants: people, duration: duration, log: records)
    do { try recording.validate() } catch {
      guard case .invalid(let entry, let reason) = error, lines.indices.contains(entry) else {
        throw .conversation(file: file, error)
      }
      throw malformed(file, lines[entry], reason)
    }
    return recording
  }

  /// The bytes of a log; equal records give equal bytes.
  public static func write(_ records: [Record]) -> Data {
    var writer = RecordLineWriter(capacity: records.count)
    for record in records { writer.add(record) }
    return Data(writer.bytes)
  }

  private static func malformed(_ file: String, _ line: Int, _ reason: String) -> CatalogError {
    .malformed(
      file: file, place: "line \(line)", reason: reason, cure: "see Corpora/README.md for the schema")
  }
}
