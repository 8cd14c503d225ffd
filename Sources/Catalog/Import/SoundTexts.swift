import Formats
import Foundation

/// What is said in sounds, as one file tells it of many.
///
/// Two forms are read. Sphinx: files of extension `transcription`, and `transcription.txt`, with lines
/// `<s> words </s> (id)`; fillers such as `<sil>` and `++noise++` and the numbers of pronunciations, as in `read(2)`,
/// are not spoken. LJSpeech: `metadata.csv` and `metadata.txt` with lines `id|text|normalised`, of which the text as
/// spoken is the last. An id is the name of a sound's file, with or without folders and extension.
struct SoundTexts {
  private struct Entry {
    var text: String
    var folder: String
  }
  private var entries: [String: [Entry]] = [:]

  /// Reads every such file of a folder.
  init(_ folder: ImportFolder, _ report: inout ImportReport) throws(CatalogError) {
    let known = Set(folder.sounds.map(\.stem))
    for file in folder.files {
      let name = file.url.lastPathComponent.lowercased()
      let isSphinx = file.kind == "transcription" || name == "transcription.txt"
      let isTable = name == "metadata.csv" || name == "metadata.txt"
      guard isSphinx || isTable else { continue }
      let bytes = try ImportFolder.bytes(of: file.url)
      guard bytes.count <= ReadingLimits.fileBytes, let marked = String(validating: bytes, as: UTF8.self)
      else {
        throw .malformed(
          file: file.url.path, place: "text",
          reason: "it is not UTF-8, or longer than \(ReadingLimits.fileBytes) bytes", cure: "save it as UTF-8"
        )
      }
      let text = PlainText.unmarked(marked)
      var strays = 0
      for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .enumerated()
      {
        guard line.contains(where: { !$0.isWhitespace }) else { continue }
        guard let (id, said) = isSphinx ? Self.sphinx(line) : Self.row(line),
          said.utf8.count <= RecordLine.longestText
        else {
          report.add(
            .leftOut, "\(file.path): line \(number + 1)",
            isSphinx ? "it is no line of words and (id)" : "it is no row id|text")
          continue
        }
        guard known.contains(id) else {
          strays += 1
          continue
        }
        entries[id, default: []].append(Entry(text: said, folder: file.folder))
      }
      report.add(
        .init(
          .missing, file.path, strays, one: "text has no sound of its name",
          many: "texts have no sound of their name"))
    }
  }

  /// What is said in a sound: what a file in its folder or the nearest one above it says, else what the only file says
  /// that knows it.
  func text(of sound: ImportFolder.File) -> String? {
    guard let known = entries[sound.stem] else { return nil }
    var folder = sound.folder
    while true {
      if let entry = known.first(where: { $0.folder == folder }) { return entry.text }
      guard !folder.isEmpty else { break }
      folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
    }
    return known.count == 1 ? known[0].text : nil
  }

  private static func stem(_ id: Substring) -> String {
    let name = (String(id).trimmingWhitespace().replacingOccurrences(of: "\\", with: "/") as NSString)
      .lastPathComponent
    let kind = (name as NSString).pathExtension.lowercased()
    return ImportFolder.audio.contains(kind) ? (name as NSString).deletingPathExtension : name
  }

  private static func sphinx(_ line: Substring) -> (id: String, text: String)? {
    let line = line.trimmingWhitespace()
    guard line.hasSuffix(")"), let open = line.lastIndex(of: "(") else { return nil }
    let id = stem(line[line.index(after: open)...].dropLast())
    guard !id.isEmpty else { return nil }
    let words = line[..<open].split(whereSeparator: \.isWhitespace).compactMap { word -> Substring? in
      if word.hasPrefix("<"), word.hasSuffix(">") { return nil }
      if word.hasPrefix("++"), word.hasSuffix("++") { return nil }
      guard word.hasSuffix(")"), let number = word.lastIndex(of: "("), number > word.startIndex,
        word[number...].dropFirst().dropLast().allSatisfy({ $0.isASCII && $0.isNumber })
      else { return word }
      return word[..<number]
    }
    return (id, words.joined(separator: " "))
  }

  private static func row(_ line: Substring) -> (id: String, text: String)? {
    let fields = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count >= 2 else { return nil }
    let id = stem(fields[0])
    guard !id.isEmpty else { return nil }
    let spoken = fields.count > 2 ? TranscriptAssembly.oneLine(String(fields[2])) : ""
    return (id, spoken.isEmpty ? TranscriptAssembly.oneLine(String(fields[1])) : spoken)
  }
}
