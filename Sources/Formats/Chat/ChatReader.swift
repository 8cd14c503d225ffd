public import Foundation

/// Chats with language models as training and logging tools keep them.
///
/// Read are OpenAI messages (`messages` of `role` and `content`, with tool calls) and ShareGPT (`conversations` or
/// `items` of `from` and `value`), as JSONL with one chat a line, as a JSON list of chats, as one chat, and as JSONL
/// or a list of bare messages, which make one chat. Which it is shows in the content, not in the file's name.
///
/// The model is the character and what it writes is marked text; the user is the partner. System prompts and what
/// tools answer are not spoken and are counted in notes of the first chat.
public enum ChatReader {
  /// Reads a file's chats, in its order.
  ///
  /// A line that is no JSON is left out and noted with its number.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line, where nothing in the file is a chat.
  public static func read(_ bytes: Data, file: String) throws(FormatsError) -> [Transcript] {
    let content = try PlainText.utf8(bytes, file: file)
    var gathering = ChatGathering(file: file)
    if let fault = try readLines(content, file: file, into: &gathering) {
      // The first line alone is no JSON: one value over several lines, or lines of which the first is broken.
      let document: JSONValue?
      do { document = try JSONValue(parsing: content, file: file, place: "") } catch {
        guard !fault.isOpen else { throw error }
        document = nil
      }
      if let document {
        gathering.document(document)
      } else {
        var lines = JSONLines(content, file: file)
        while let line = try lines.next() { gathering.line(line) }
        guard gathering.hasChats else { throw fault.error }
      }
    }
    return try gathering.transcripts()
  }

  private struct FirstLineFault {
    var error: FormatsError
    /// Whether the line ends as the first one of a value over several lines does.
    var isOpen: Bool
  }

  /// Reads one value a line, or the only line's list; gives the fault of the first line and reads no further.
  private static func readLines(
    _ bytes: Data, file: String, into gathering: inout ChatGathering
  ) throws(FormatsError) -> FirstLineFault? {
    var lines = JSONLines(bytes, file: file)
    guard let first = try lines.next() else { return nil }
    let value: JSONValue
    do { value = try first.value() } catch {
      let last = first.bytes.last { $0 > 0x20 } ?? 0
      return FirstLineFault(error: error, isOpen: "[{,:".utf8.contains(last))
    }
    guard let second = try lines.next() else {
      gathering.document(value)
      return nil
    }
    gathering.line(value, number: first.number)
    gathering.line(second)
    while let line = try lines.next() { gathering.line(line) }
    return nil
  }
}
