import ArgumentParser
import Catalog
import Foundation
import Reporting
import Speech

/// `mien corpus features`.
struct CorpusFeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "Print the features of speech that strategies and measures hear.",
    discussion: """
      One row per 10 ms; TIME is the end of the row in seconds, and each column lags behind the sound by its delay \
      (--list). What was analysed is kept by the content of the file in $MIEN_CACHE, else $XDG_CACHE_HOME/mien, else \
      ~/.cache/mien.

      Examples:
        mien corpus features speech.wav --columns pitch,nucleus,stress --format csv
        mien corpus features parlor joke nova --columns speaking,pause
        mien corpus features --list
      """)

  @Argument(
    help: ArgumentHelp(
      "An audio file, or a corpus, a recording and a participant.",
      valueName: "audio | corpus recording participant"),
    completion: .file())
  var source: [String] = []
  @Option(
    help: ArgumentHelp("Only these columns, in this order, with commas between them.", valueName: "names"),
    completion: .list(SpeechFeatures.columns))
  var columns: String?
  @Flag(help: "Print what the columns are: unit, delay, method.")
  var list = false
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if list {
      guard source.isEmpty else { throw ValidationError("--list takes no audio") }
    } else if source.count != 1, source.count != 3 {
      throw ValidationError(
        "\(source.count) arguments: give an audio file, or a corpus, a recording and a participant")
    }
    _ = try selection()
  }

  func run() throws {
    let selection = try selection()
    guard !list else {
      try Self.print(Self.descriptions(of: selection), as: format.format, key: "columns")
      return
    }
    let features = try speech().features
    // Rows of large sounds are printed piece by piece where no column's width depends on all of them.
    let isSeparated = format.format == .csv || format.format == .tsv
    let step = isSeparated ? 4096 : max(1, features.rowCount)
    var first = 0
    repeat {
      let rows = first..<min(first + step, features.rowCount)
      let table = Self.table(features, rows: rows, columns: selection)
      if first == 0 {
        try Self.print(table, as: format.format, key: "rows")
      } else {
        let text = table.rendered(as: format.format)
        Console.print(String(text.utf8.drop { $0 != UInt8(ascii: "\n") }.dropFirst()) ?? "")
      }
      first += step
    } while first < features.rowCount
  }

  /// Positions of the columns that were asked for.
  private func selection() throws -> [Int] {
    guard let columns else { return Array(SpeechFeatures.all.indices) }
    var selection: [Int] = []
    for name in columns.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let position = SpeechFeatures.column(name) else {
        throw ValidationError(
          "there is no column '\(name)'; there are \(SpeechFeatures.columns.joined(separator: ", "))")
      }
      guard !selection.contains(position) else { throw ValidationError("column '\(name)' is named twice") }
      selection.append(position)
    }
    return selection
  }

  private func speech() throws -> AnalysedSpeech {
    guard source.count == 3 else {
      let file = URL(fileURLWithPath: (source[0] as NSString).expandingTildeInPath)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
        throw CatalogError.missing(
          file: source[0],
          cure: "check the path; speech of a corpus takes a recording and a participant besides")
      }
      guard !isFolder.boolValue else {
        throw CatalogError.refused(
          what: source[0], reason: "it is a folder",
          cure: "give an audio file, or a corpus with a recording and a participant")
      }
      return try FeatureCache.standard.speech(at: file)
    }
    let corpus = try Workbench.searchPath.corpus(source[0])
    guard let speech = try corpus.speech(source[1], of: source[2]) else {
      throw CatalogError.refused(
        what: "\(source[1])/\(source[2])", reason: "the participant has no audio",
        cure: "name one who has; see \(Corpus.manifestName)")
    }
    return speech
  }

  private static func print(_ table: Table, as format: TableFormat, key: String) throws {
    Console.print(
      format == .json
        ? table.json(schema: "mien.corpus-features/1", key: key)
        : table.rendered(as: format, width: Console.width))
  }

  private static func descriptions(of selection: [Int]) -> Table {
    var table = Table(columns: [
      .text("name", "name"), .text("unit", "unit"), .number("delay", "delay [ms]"), .text("summary", "what"),
      .text("method", "method"),
    ])
    for column in selection.map({ SpeechFeatures.all[$0] }) {
      table.append([
        .text(column.name), .text(column.unit), .number(column.delayMilliseconds, digits: 1),
        .text(column.summary), .text(column.method),
      ])
    }
    return table
  }

  private static func table(_ features: FeatureMatrix, rows: Range<Int>, columns: [Int]) -> Table {
    var table = Table(
      columns: [.number("time", "time")]
        + columns.map { .number(SpeechFeatures.all[$0].name, SpeechFeatures.all[$0].name) })
    for row in rows {
      table.append(
        [.number(Double(row + 1) / Double(SpeechFeatures.rowsPerSecond), digits: 2)]
          + columns.map { .number(decimal(features[row, $0]), digits: 3) })
    }
    return table
  }

  /// The number that a person would write for a single-precision one: 0.1 and not 0.10000000149.
  private static func decimal(_ value: Float) -> Double { Double(value.description) ?? Double(value) }
}
