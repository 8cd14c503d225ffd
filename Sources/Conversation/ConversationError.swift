/// What is wrong with a conversation.
public enum ConversationError: Error, Equatable, CustomStringConvertible {
  /// An entry of the log breaks the log's rules. Entries count from 0.
  case invalid(entry: Int, reason: String)
  /// An arrival model needs something that the recording does not hold.
  case unsupported(model: String, recording: String, reason: String)
  /// No arrival model has this id.
  case unknownModel(String)
  /// The recording has no such participant.
  case unknownParticipant(String, recording: String)
  /// A file of emotion labels breaks its rules.
  case malformedVocabulary(file: String, place: String, reason: String, cure: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .invalid(let entry, let reason): "log entry \(entry + 1): \(reason.asOneLine)"
    case .unsupported(let model, let recording, let reason):
      "arrival model \(model) cannot serve recording '\(recording)': \(reason); choose another with --arrival"
    case .unknownModel(let id):
      "no arrival model '\(id)'; there are \(ArrivalModel.all.map(\.id).joined(separator: ", "))"
    case .unknownParticipant(let id, let recording):
      "recording '\(recording)' has no participant '\(id)'"
    case .malformedVocabulary(let file, let place, let reason, let cure):
      "\(file): \(place.asOneLine): \(reason.asOneLine); \(cure.asOneLine)"
    }
  }
}
