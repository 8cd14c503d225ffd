import ArgumentParser
import Catalog
import Conversation
import Formats
import Reporting

/// `mien corpus formats`.
struct CorpusFormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the forms of other people's material that can be imported.",
    discussion: """
      --maps prints the column maps that are there, --map ID one of them as JSON to start from, --emotions the \
      vocabularies of emotion with the labels of each.

      Example: mien corpus formats
      """)

  @Flag(help: "List the column maps.") var maps = false
  @Option(help: ArgumentHelp("Print a column map.", valueName: "id")) var map: String?
  @Flag(help: "List the vocabularies of emotion.") var emotions = false
  @OptionGroup var format: FormatOptions

  func run() throws {
    if let map {
      guard let found = ColumnMap.ready(map) else {
        throw CatalogError.notFound(kind: "column map", name: map, known: ColumnMap.ready.map(\.id))
      }
      try JSONOutput.print(found.json)
      return
    }
    var table: Table
    if maps {
      table = Table(columns: [.text("id", "id"), .text("title", "title"), .text("form", "form")])
      for entry in ColumnMap.ready {
        table.append([.text(entry.id), .text(entry.title), .text(entry.map.form.rawValue)])
      }
    } else if emotions {
      table = Table(columns: [.text("id", "id"), .text("title", "title"), .text("labels", "labels")])
      for entry in EmotionVocabulary.all {
        let labels = entry.labels.map { label in
          entry.emotion(label).map { "\(label) = \($0.rawValue)" } ?? "\(label) = none"
        }
        table.append([.text(entry.id), .text(entry.title), .text(labels.joined(separator: ", "))])
      }
    } else {
      table = Table(columns: [
        .text("id", "form"), .text("group", "kind"), .text("title", "what"), .text("files", "files"),
      ])
      for form in ImportForm.all {
        table.append([.text(form.id), .text(form.group.rawValue), .text(form.title), .text(form.files)])
      }
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
