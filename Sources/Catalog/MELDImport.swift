import Conversation
import Formats
public import Foundation

extension CorpusImport {
  /// Imports a MELD table: one recording per dialogue, without audio.
  ///
  /// - Throws: ``CatalogError`` when the table is broken, naming the line.
  public func meld(_ csv: URL) throws(CatalogError) -> Corpus {
    var draft = draft(
      about: "Dialogues with emotion labels and the times of utterances; no audio.",
      assumptions: [
        "Time zero of a recording is the start of its dialogue's first utterance.",
        "The speaker with most letters is the character, everybody else the partner.",
        "Words are spread over their utterance in proportion to letters and marked as estimated.",
        "An emotion label holds for the whole of its utterance.",
      ])
    let bytes = try Self.bytes(of: csv)
    let conversations: [ImportedConversation]
    do { conversations = try MELDTable(bytes, file: csv.path).conversations() } catch { throw .format(error) }
    for conversation in conversations {
      draft.entries.append(CorpusDraft.Entry(recording: conversation.recording))
      draft.manifest.notes += conversation.notes
    }
    let turns = conversations.reduce(0) { $0 + $1.recording.log.count { $0.kind == .turn } }
    draft.manifest.notes.insert("\(conversations.count) dialogues with \(turns) utterances came in", at: 0)
    return try finish(draft, source: csv)
  }
}
