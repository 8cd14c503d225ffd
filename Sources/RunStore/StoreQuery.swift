import Foundation
import GRDB

extension SQLiteArchive {
  /// A value in the answer to a query.
  public enum Cell: Sendable, Equatable {
    /// NULL.
    case null
    /// An integer.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// Text.
    case text(String)
    /// A blob of so many bytes.
    case blob(bytes: Int)

    init(_ value: DatabaseValue) {
      switch value.storage {
      case .null: self = .null
      case .int64(let number): self = .integer(number)
      case .double(let number): self = .real(number)
      case .string(let text): self = .text(text)
      case .blob(let data): self = .blob(bytes: data.count)
      }
    }
  }

  /// Answers a query with text, for people and scripts; writing is refused.
  ///
  /// One statement that begins with SELECT, WITH, VALUES or EXPLAIN. SQLite calls more than that read-only
  /// (ATTACH, PRAGMA, BEGIN), but those change the connection that later queries use.
  ///
  /// - Returns: column names and rows; blobs are given by their length.
  /// - Throws: ``RunStoreError/badQuery(reason:)``.
  public func query(_ sql: String) throws -> (columns: [String], rows: [[Cell]]) {
    let verb = Self.firstWord(of: sql).uppercased()
    guard !verb.isEmpty else {
      throw RunStoreError.badQuery(reason: "there is no statement; try SELECT * FROM runs")
    }
    let refusal = RunStoreError.badQuery(
      reason: "only reading is allowed here, with SELECT, WITH, VALUES or EXPLAIN")
    guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(verb) else { throw refusal }
    do {
      return try pool.read { database in
        let statement = try database.makeStatement(sql: sql)
        guard statement.isReadonly else { throw refusal }
        var rows: [[Cell]] = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() { rows.append(row.map { Cell($0.1) }) }
        return (statement.columnNames, rows)
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
      throw RunStoreError.badQuery(reason: "one statement at a time; write a single SELECT")
    } catch let error as DatabaseError {
      throw RunStoreError.badQuery(reason: error.message ?? "SQLite error \(error.resultCode)")
    }
  }

  /// Ends queries that are under way; they throw. May be called from any thread.
  public func interrupt() { pool.interrupt() }

  /// The first word after white space and comments.
  private static func firstWord(of sql: String) -> Substring {
    var rest = Substring(sql)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == ";" || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.range(of: "*/") else { return "" }
        rest = rest[end.upperBound...]
      } else {
        return rest.prefix { $0.isLetter }
      }
    }
  }
}
