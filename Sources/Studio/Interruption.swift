import Conversation
import Motion

extension CharacterTurn {
  /// The log of a turn that fell silent: what had not arrived by then never does, what had and was still
  /// to sound is taken back, what was sounding ends there, and the turn ends there.
  func silenced(_ log: [Record], deltas: [(text: String, arrival: MediaTime)]) -> [Record] {
    guard let silence else { return log }
    var result = log.filter { ($0.arrival ?? .zero) <= silence }
    var order: [String] = []
    var merged: [String: Record] = [:]
    for record in result {
      if let first = merged[record.id] {
        merged[record.id] = first.revised(by: record)
      } else {
        order.append(record.id)
        merged[record.id] = record
      }
    }
    for id in order {
      guard let record = merged[id] else { continue }
      let isCut: Bool
      var ends = false
      switch record.kind {
      case .word, .phone, .audio, .voice: isCut = (record.end ?? silence) > silence
      case .cue:
        isCut = record.start.map { $0 >= silence } ?? true
        ends = !isCut && (record.end.map { $0 > silence } ?? (record.cue == .emotion))
      case .turn, .delta, .parameter: isCut = false
      }
      guard isCut || ends else { continue }
      result.append(
        Record(
          id: id, operation: isCut ? .cancel : .revise, kind: record.kind, participant: participant,
          arrival: silence, end: silence))
    }
    let text = deltas.filter { $0.arrival <= silence }.map(\.text).joined()
    result.append(
      Record(
        id: id, operation: .revise, kind: .turn, participant: participant, arrival: silence, end: silence,
        text: text))
    return result
  }
}
