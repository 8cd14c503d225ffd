/// A transcript: lines given to the shell, what stands on stdin, what must come out.
///
///     # A comment.
///     $ mien metrics --format csv     a line for /bin/sh; mien is in its path
///     < quit                          a line on its stdin
///     metric,title,…                  a line of its stdout
///     ! no such thing                 a line of its stderr
///     ? 1                             its exit code, 0 unless said
///
/// `…` stands for anything inside a line, and alone for any lines; `\` in front of a first mark makes it text.
/// Lines share a folder, so one may read what an earlier one wrote.
struct SessionFile {
  /// One line for the shell and what must come of it.
  struct Step: Equatable {
    var number: Int
    var line: String
    var input: [String] = []
    var output: [String] = []
    var errors: [String] = []
    var code: Int32 = 0
  }

  /// A transcript that is none.
  struct Fault: Error, Equatable, CustomStringConvertible {
    let line: Int
    let reason: String
    var description: String { "line \(line): \(reason)" }
  }

  /// The steps in order.
  let steps: [Step]

  /// Reads a transcript.
  init(_ text: String) throws(Fault) {
    var steps: [Step] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      func rest(_ mark: String) -> String? {
        line == mark ? "" : line.hasPrefix(mark + " ") ? String(line.dropFirst(2)) : nil
      }
      if let command = rest("$") {
        steps.append(Step(number: index + 1, line: command))
        continue
      }
      guard let last = steps.indices.last else {
        if line.isEmpty || rest("#") != nil { continue }
        throw Fault(line: index + 1, reason: "there is no '$' line before it")
      }
      if let input = rest("<") {
        steps[last].input.append(input)
      } else if let error = rest("!") {
        steps[last].errors.append(error)
      } else if let code = rest("?") {
        guard let code = Int32(code) else {
          throw Fault(line: index + 1, reason: "'\(code)' is no exit code")
        }
        steps[last].code = code
      } else if rest("#") == nil {
        steps[last].output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
      }
    }
    for step in steps.indices {  // blank lines before the next step only part them
      while steps[step].output.last == "" { steps[step].output.removeLast() }
    }
    self.steps = steps
  }
}
