/// What is wrong with what a user says of runs and takes.
public enum RunsError: Error, Equatable, CustomStringConvertible {
  /// Not of the form `RECORDING/PARTICIPANT@SEED`.
  case badReference(String)
  /// No run has this id or starts with it.
  case unknownRun(String, known: [String])
  /// Several runs start with it.
  case ambiguousRun(String, matches: [String])
  /// Another plan has the same id.
  case sameID(String)
  /// The run has no such take.
  case unknownTake(String, run: String, known: [String])
  /// Not a name that a run can bear.
  case badTag(String)
  /// A run or a strategy of the archive is called so.
  case takenName(String)
  /// No run bears this name.
  case unknownTag(String, known: [String])
  /// The take is finished and its track was not kept.
  case droppedTrack(String, run: String)
  /// The take failed and has no track.
  case failedTake(String, run: String, reason: String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .badReference(let text):
      "'\(text)' names no take; write RECORDING/PARTICIPANT, with @SEED where a run has several seeds"
    case .unknownRun(let id, let known):
      known.isEmpty
        ? "no run '\(id)': the store is empty; make one with 'mien run'"
        : "no run '\(id)'; 'mien runs' lists \(known.prefix(6).joined(separator: ", "))"
          + (known.count > 6 ? " and \(known.count - 6) more" : "")
    case .ambiguousRun(let id, let matches):
      "'\(id)' begins several runs: \(matches.joined(separator: ", ")); write more of it"
    case .sameID(let id):
      "run '\(id)' is in the store with another plan whose hash begins alike; use another --store"
    case .unknownTake(let take, let run, let known):
      "run \(run) has no take '\(take)'; there are \(known.prefix(6).joined(separator: ", "))"
        + (known.count > 6 ? " and \(known.count - 6) more" : "")
    case .badTag(let name):
      "'\(name)' cannot name a run; write a letter and then letters, digits, '.', '-' or '_', 64 at most"
    case .takenName(let name):
      "'\(name)' is a run or a strategy of this store already; choose another name"
    case .unknownTag(let name, let known):
      "no run is named '\(name)'"
        + (known.isEmpty ? "" : "; names are \(known.prefix(6).joined(separator: ", "))")
    case .droppedTrack(let take, let run):
      "the track of take \(take) in run \(run) was not kept, its scores were; make the run again in another "
        + "store, or with --keep-tracks"
    case .failedTake(let take, let run, let reason): "take \(take) of run \(run) failed: \(reason)"
    }
  }
}
