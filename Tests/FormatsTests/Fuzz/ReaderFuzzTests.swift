import Testing

/// `MIEN_FUZZ_SECONDS=60 swift test --filter Fuzz` feeds each reader for a minute, `MIEN_FUZZ_SEED=2` with other bytes.
@Suite("Fuzz: files from outside are read or refused")
struct ReaderFuzzTests {
  @Test("a seed is a value, or an error with file, place and cure", arguments: ReaderUnderTest.all)
  func seeds(_ reader: ReaderUnderTest) throws { try FuzzTrial(reader, "seed").readSeeds() }

  @Test("a seed cut off anywhere is a value or an error", arguments: ReaderUnderTest.all)
  func cuts(_ reader: ReaderUnderTest) throws { try FuzzTrial(reader, "cut").cutSeeds() }

  @Test("a spoilt seed is a value or an error", arguments: ReaderUnderTest.all)
  func spoilt(_ reader: ReaderUnderTest) throws { try FuzzTrial(reader, "spoilt").spoilSeeds() }
}
