import Testing

@Suite("Transcripts are read as they are meant")
struct SessionFileTests {
  @Test("Marks tell lines for the shell, input, errors and codes from output")
  func marks() throws {
    let file = try SessionFile(
      """
      # About.

      $ mien -f -
      < runs
      <
      out
      \\$ no command
      ! complaint
      ? 64

      $ true
      """)
    #expect(
      file.steps == [
        .init(
          number: 3, line: "mien -f -", input: ["runs", ""], output: ["out", "$ no command"],
          errors: ["complaint"], code: 64), .init(number: 11, line: "true"),
      ])
  }

  @Test("What is no transcript is refused with its line")
  func faults() {
    #expect(throws: SessionFile.Fault(line: 2, reason: "there is no '$' line before it")) {
      try SessionFile("# x\nout")
    }
    #expect(throws: SessionFile.Fault(line: 2, reason: "'one' is no exit code")) {
      try SessionFile("$ x\n? one")
    }
  }
}
