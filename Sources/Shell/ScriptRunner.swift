/// Runs scripts; the first line that fails ends it.
struct ScriptRunner {
  /// Runs single lines.
  let runner: LineRunner
  /// Takes complaints, one line each.
  let complain: (String) -> Void

  /// Runs a script to its end or to `quit`.
  ///
  /// - Returns: 0, or the exit code of the line that failed, which is named with its place.
  /// - Throws: what the source throws.
  func run(_ source: some LineSource) throws(ShellError) -> Int32 {
    var source = source
    var number = 0
    while let line = try source.next() {
      number += 1
      let place = "\(source.name):\(number)"
      switch runner.run(line) {
      case .nothing, .ran(0): continue
      case .leave: return 0
      case .refused(let reason):
        complain("\(place): \(reason)")
        return LineRunner.usage
      case .ran(let code):
        complain("\(place): ended with exit code \(code): \(Self.shown(line))")
        return code
      }
    }
    return 0
  }

  /// A line fit to be printed: short, and without anything that a terminal acts on.
  private static func shown(_ line: String) -> String {
    let harmless = line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }
    let text = String(String.UnicodeScalarView(harmless))
    return text.count > 200 ? text.prefix(200) + "…" : text
  }
}
