import Conversation
import Formats
import Foundation

extension ImportForm {
  /// What ends a name and whose side it is, in the challenges since 2023.
  private static let sides: [(ending: String, speaker: String)] = [
    ("main-agent", "main-agent"), ("main_agent", "main-agent"), ("interloctr", "interlocutor"),
    ("interlocutor", "interlocutor"),
  ]

  /// GENEA: words with times, one file per side of a conversation.
  static let genea = ImportForm(
    id: "genea", group: .timing, title: "GENEA challenge transcripts",
    files: "TSV with audio, one side or NAME_main-agent and NAME_interloctr",
    assumptions: [
      "The main agent is the character.",
      "Words are grouped into turns at pauses longer than 0.6 s; such turns are marked as estimated.",
    ]
  ) { source, _, report throws(CatalogError) in
    let folder = try ImportFolder(source, &report)
    let tables = folder.files.filter { $0.kind == "tsv" }
    func split(_ file: ImportFolder.File) -> (stem: String, speaker: String?) {
      for side in sides where file.stem.lowercased().hasSuffix(side.ending) {
        let stem = file.stem.dropLast(side.ending.count)
        return (String(stem.reversed().drop { "_-.".contains($0) }.reversed()), side.speaker)
      }
      return (file.stem, nil)
    }
    var chosen = tables
    if let named = folder.named { chosen = tables.filter { split($0).stem == split(named).stem } }
    var order: [String] = []
    var groups: [String: [ImportFolder.File]] = [:]
    for file in chosen {
      let stem = split(file).stem
      if groups[stem] == nil { order.append(stem) }
      groups[stem, default: []].append(file)
    }
    return order.map { stem in
      let files = groups[stem] ?? []
      return ImportTake(name: stem) { () throws(CatalogError) in
        var material = ImportMaterial(id: stem, transcript: Transcript(id: stem))
        for file in files {
          let bytes = try ImportFolder.bytes(of: file.url)
          let own: Transcript
          do throws(FormatsError) {
            own = try GENEA.transcript(bytes, file: file.url.lastPathComponent)
          } catch { throw .format(error) }
          let name = split(file).speaker ?? (files.count > 1 ? file.stem : "")
          material.transcript.speakers.append(
            .init(
              name: name, role: name == "main-agent" ? .character : name == "interlocutor" ? .partner : nil))
          for lane in own.lanes.values { material.transcript.lanes[name] = lane }
          material.transcript.notes += own.notes
          if let sound = folder.sound(file.stem, near: file.folder) {
            material.sounds[name] = .file(sound.url)
          }
        }
        return [material]
      }
    }
  }
}
