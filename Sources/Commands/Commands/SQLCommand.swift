import ArgumentParser
import Dispatch
import Reporting
import RunStore

/// `mien sql`.
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Ask the store a question in SQL; writing is refused.",
    discussion: """
      The views runs, scores, take_scores and takes keep their columns; tables may change.

      Example: mien sql 'SELECT run, metric, value FROM scores' --store out/m.sqlite
      """)

  @Argument(help: "One SELECT statement.")
  var statement: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let archive = try store.archive()
    let interruption = Workbench.interruption
    let watch = DispatchSource.makeTimerSource(queue: .global())
    watch.schedule(deadline: .now() + .milliseconds(100), repeating: .milliseconds(100))
    watch.setEventHandler { if interruption.isRaised { archive.interrupt() } }
    watch.resume()
    defer { watch.cancel() }
    let answer = try archive.query(statement)
    // Columns of one name are told apart, so that JSON keeps them all.
    var seen: [String: Int] = [:]
    let names = answer.columns.map { name -> String in
      seen[name, default: 0] += 1
      let count = seen[name] ?? 1
      return count == 1 ? name : "\(name).\(count)"
    }
    let numeric = names.indices.map { column in
      !answer.rows.isEmpty && answer.rows.allSatisfy { !$0[column].isText }
    }
    var table = Table(
      columns: zip(names, numeric).map { name, isNumber in
        isNumber ? .number(name, name) : .text(name, name)
      })
    for row in answer.rows {
      table.append(
        row.map { cell in
          switch cell {
          case .null: .missing("NULL")
          case .integer(let number): Int(exactly: number).map { .integer($0) } ?? .text("\(number)")
          case .real(let number): .optional(number, digits: 6, else: "not a number")
          case .text(let text): .text(text)
          case .blob(let bytes): .text("<\(bytes) bytes>")
          }
        })
    }
    Console.print(table.rendered(as: format.format))
  }
}

extension SQLiteArchive.Cell {
  /// Whether it is shown as text.
  fileprivate var isText: Bool {
    switch self {
    case .text, .blob: true
    case .null, .integer, .real: false
    }
  }
}
