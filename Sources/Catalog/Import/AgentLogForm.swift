import Formats
import Foundation
import Provenance

extension ImportForm {
  static let agentLog = ImportForm(
    id: "agent-log", group: .log, title: "logs of voice and text agents",
    files:
      "OpenAI Realtime, Responses, Chat Completions, Anthropic, Qwen: JSON lines, server-sent events, recorded YAML",
    assumptions: [
      "The agent is the character, the user the partner.",
      "Where messages have arrivals, the agent's voice begins with its first sound, or 0.6 s after its first text.",
      "Words are spread over their turn in proportion to letters and marked as estimated.",
      "Places in the sound that went in are places on the session's axis.",
    ], evidence: .synthetic
  ) { source, _, report throws(CatalogError) in
    let folder = try ImportFolder(source, &report)
    let kinds: Set<String> = ["jsonl", "json", "yaml", "yml", "txt", "log", "sse", "ndjson"]
    let files = folder.named.map { [$0] } ?? folder.files.filter { kinds.contains($0.kind) }
    return files.map { file in
      ImportTake(name: file.path) { () throws(CatalogError) in
        let sessions: [AgentSession]
        do throws(FormatsError) {
          sessions = try AgentLog.sessions(
            path: file.url.path, file: file.url.lastPathComponent, keepsAudio: true)
        } catch { throw .format(error) }
        return sessions.enumerated().map { number, session in
          var material = ImportMaterial(
            id: sessions.count == 1 ? file.stem : "\(file.stem)-\(number + 1)",
            transcript: Transcript(id: file.stem))
          material.session = session
          return material
        }
      }
    }
  }
}
