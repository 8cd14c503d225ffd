/// How a worker ended or had to be ended.
public enum WorkerFailure: Error, Equatable, CustomStringConvertible {
  /// The program could not be started.
  case notStarted(program: String, reason: String)
  /// The library or script could not be loaded.
  case notLoaded(reason: String)
  /// A signal ended the process: it crashed.
  case crashed(signal: Int32, doing: String, said: String)
  /// The process left by itself.
  case left(code: Int32, doing: String, said: String)
  /// It closed its connection to the host, or sent what is no reply.
  case cutOff(doing: String)
  /// It used too much processor time for one request.
  case busy(seconds: Double, doing: String)
  /// It did nothing for too long.
  case hung(seconds: Double, doing: String)
  /// It held too much memory.
  case hungry(bytes: UInt64, limit: UInt64, doing: String)

  /// The user asked to stop.
  case stopped

  /// One line: what happened, and at which call and frames.
  public var description: String {
    switch self {
    case .notStarted(let program, let reason):
      "its process does not start: \(program): \(reason)"
    case .notLoaded(let reason): reason
    case .stopped: "stopped"
    case .crashed(let signal, let doing, let said):
      "its process died of signal \(signal) (\(Self.name(of: signal))) \(doing)\(Self.quoting(said))"
    case .left(let code, let doing, let said):
      "its process ended itself with exit code \(code) \(doing)\(Self.quoting(said))"
    case .cutOff(let doing): "its process closed its connection to the host \(doing)"
    case .busy(let seconds, let doing):
      "more than \(Self.plain(seconds)) s of processor time \(doing); its process was ended "
        + "(limits.cpu of strategy.json allows more)"
    case .hung(let seconds, let doing):
      "no answer within \(Self.plain(seconds)) s \(doing); its process was ended (limits.wall of strategy.json "
        + "allows more)"
    case .hungry(let bytes, let limit, let doing):
      "\(bytes >> 20) MiB of memory \(doing), and \(limit >> 20) MiB are allowed; its process was ended "
        + "(limits.memory of strategy.json allows more)"
    }
  }

  private static func quoting(_ said: String) -> String {
    said.isEmpty ? "" : ": it said \u{201c}\(said)\u{201d}"
  }

  private static func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case 4: "illegal instruction, or a trap"
    case 5: "a trap"
    case 6: "abort"
    case 7: "bus error"
    case 8: "arithmetic error"
    case 9: "killed from outside"
    case 11: "a bad pointer"
    case 25: "a file too large"
    case 31: "a forbidden system call"
    default: "see signal(7)"
    }
  }
}
