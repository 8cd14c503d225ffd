import Foundation
import Testing

/// Transcripts in `Tests/Sessions`, run against the program as it was built.
@Suite("Sessions come out as written", .needsMien)
struct SessionTests {
  static let files: [String] = {
    let folder = MienBinary.checkout.appendingPathComponent("Tests/Sessions").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".session") }.sorted()
  }()

  @Test("Every line gives the output, the complaints and the code that the transcript says", arguments: files)
  func session(name: String) throws {
    let file = MienBinary.checkout.appendingPathComponent("Tests/Sessions/\(name)")
    let session = try SessionFile(String(contentsOf: file, encoding: .utf8))
    #expect(!session.steps.isEmpty)
    try MienBinary.withFolder { folder in
      for step in session.steps {
        let input = step.input.map { $0 + "\n" }.joined()
        let result = try ShellLine(step.line, input: input, in: folder)
        let place = "Tests/Sessions/\(name):\(step.number): $ \(step.line)"
        #expect(result.code == step.code, "\(place)\nstderr:\n\(result.errors)")
        #expect(
          ExpectedText(lines: step.output).matches(result.output), "\(place)\nstdout:\n\(result.output)")
        #expect(
          ExpectedText(lines: step.errors).matches(result.errors), "\(place)\nstderr:\n\(result.errors)")
      }
    }
  }

  @Test("There are transcripts")
  func some() { #expect(!Self.files.isEmpty) }
}
