import Foundation
import StrategyDriver
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Whether a program is a Python interpreter, found out before it is ever given a path.
///
/// A manifest may name any program, and another one than an interpreter would do its own with the path of our worker.
/// So it is first started with one argument that is an option to whatever reads it and names no file, and has to
/// answer with a product that does not stand in it. It has no input.
enum PythonHandshake {
  /// The only argument: `-I` (isolated), `-S` (no packages) and `-c` with the code, grown together.
  static let argument = "-ISc" + code
  /// What an interpreter prints.
  static let answer = "mien python 1022117"
  private static let code = "print('mien','python',1009*1013)"
  /// Seconds by the clock that it has.
  static let patience = 10.0

  /// Programs that answered, with what would change if they became others.
  private static let known = Mutex<Set<String>>([])

  /// Asks a program.
  ///
  /// - Returns: why it is none; `nil` for an interpreter, and for what does not start at all, as its worker will say.
  static func refusal(
    _ program: String, environment: [String: String], patience: Double = patience
  ) -> String? {
    let mark = mark(of: program)
    if let mark, known.withLock({ $0.contains(mark) }) { return nil }
    var limits = WorkerLimits.python
    limits.start = patience
    limits.cpu = patience
    let started = try? WorkerProcess(
      command: [program, argument], environment: environment, rowBytes: 4096, limits: limits)
    guard let process = started else { return nil }
    var said = ""
    do throws(WorkerFailure) { _ = try process.awaitReady() } catch {
      let lines = process.printed()
      if lines.contains(answer) {
        if let mark { known.withLock { _ = $0.insert(mark) } }
        return nil
      }
      switch error {
      case .busy, .hung, .hungry: said = "it had not answered after \(Int(patience)) s"
      default: said = lines.first.map { "it said “\($0.prefix(120))”" } ?? "it said nothing"
      }
    }
    return "\(program) is no Python interpreter: asked for a product, it gave none"
      + (said.isEmpty ? "" : ", \(said)") + "; 'python' names an interpreter"
  }

  /// Path, place, size and time of a file; `nil` where there is none.
  private static func mark(of program: String) -> String? {
    var status = stat()
    guard stat(program, &status) == 0 else { return nil }
    return "\(program) \(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) "
      + "\(status.st_mtim.tv_nsec)"
  }
}
