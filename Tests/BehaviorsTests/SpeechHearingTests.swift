import Motion
import StrategyABI
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct SpeechHearingTests {
  /// Calls a body with a stream of three columns, 100 rows a second, all of them known: `name` with the rows
  /// given, and stressed nuclei in the rows named.
  private func withStream(
    _ name: String, _ rows: [Float], nuclei: [Int] = [], _ body: (FeatureStream) throws -> Void
  ) throws {
    let table: [Float] = rows.enumerated().flatMap { row, value -> [Float] in
      [value, nuclei.contains(row) ? 1 : 0, row < 250 ? 0.9 : 0.3]
    }
    try name.withCString { name in
      try "nucleus".withCString { nucleus in
        try "stress".withCString { stress in
          try [Optional(name), nucleus, stress].withUnsafeBufferPointer { columns in
            try table.withUnsafeBufferPointer { values in
              var raw = mien_feature_stream(
                size: UInt32(MemoryLayout<mien_feature_stream>.size), column_count: 3, rows_per_second: 100,
                samples_per_second: 16_000, columns: columns.baseAddress, rows: values.baseAddress,
                samples: nil, known_rows: UInt64(rows.count), known_samples: 0)
              try withUnsafePointer(to: &raw) { try body(FeatureStream($0)) }
            }
          }
        }
      }
    }
  }

  @Test func stressedVowelsAreToldOnceAndAhead() throws {
    try withStream("speaking", rows, nuclei: [120, 180, 270]) { stream in
      var hearing = SpeechHearing(stream)
      var vowels: [(told: Double, vowel: Double)] = []
      for frame in 0..<300 {
        let time = Double(frame) / 60
        if let vowel = hearing.stressedVowel(at: time) { vowels.append((time, vowel)) }
      }
      #expect(vowels.map { Int(($0.vowel * 100).rounded()) } == [112, 172])
      #expect(vowels.allSatisfy { $0.vowel - $0.told > 0.03 })
    }
  }

  @Test func stressInSoundMovesHeadAndBrowsWithoutAJump() throws {
    var accents = SpeechAccents(seed: 3, style: CharacterStyle(CharacterSheet()), level: 1.4)
    let frame = PerformanceFrame()
    var pitch: [Float] = []
    for index in 0..<1800 {
      let time = Double(index) / 60
      frame.clear()
      if index % 60 == 0 { accents.hear(time + 0.05, at: time) }
      accents.add(to: frame, at: time)
      pitch.append(frame.head.x)
    }
    #expect((pitch.max() ?? 0) > 1.5)
    #expect(zip(pitch, pitch.dropFirst()).allSatisfy { abs($0 - $1) < 1.5 })
    // Between two accents the head is back.
    #expect(stride(from: 59, to: 1800, by: 60).allSatisfy { abs(pitch[$0]) < 1e-3 })
  }

  /// Sound from 1 to 2 s, told 40 ms late, and from 2.4 to 3 s.
  private let rows: [Float] = (0..<600).map { (104..<200).contains($0) || (244..<300).contains($0) ? 1 : 0 }

  @Test func speechIsHeardWhereItIsAndNotBeyondWhatIsKnown() throws {
    try withStream("speaking", rows) { stream in
      let hearing = SpeechHearing(stream)
      #expect(!hearing.hears(at: -1) && !hearing.hears(at: 0) && !hearing.hears(at: 0.98))
      #expect(hearing.hears(at: 1.02) && hearing.hears(at: 1.9))
      #expect(!hearing.hears(at: 2.1) && !hearing.hears(at: 7) && !hearing.hears(at: 1e9))
    }
    try withStream("level", rows) { #expect(!SpeechHearing($0).hears(at: 1.5)) }
  }

  @Test func withoutSoundNothingIsHeard() {
    var hearing = SpeechHearing(nil)
    #expect(!hearing.hears(at: 1.5) && hearing.stressedVowel(at: 1.5) == nil)
  }

  private func situations(_ known: KnownConversation) throws -> [Situation] {
    var situations: [Situation] = []
    try withStream("speaking", rows) { stream in
      let hearing = SpeechHearing(stream)
      var reader = SituationReader()
      for frame in 0..<300 {
        let time = Double(frame) / 60
        situations.append(reader.read(known, at: time, step: 1 / 60, hears: hearing.hears(at: time)))
      }
    }
    return situations
  }

  @Test func soundAloneIsATurnWithPauses() throws {
    let situations = try situations(KnownConversation())
    #expect(situations.filter(\.turnBegan).map { Int(($0.time * 10).rounded()) } == [10])
    #expect(situations.filter(\.turnEnded).map { Int(($0.time * 10).rounded()) } == [36])
    #expect(situations.filter(\.phraseBegan).count == 2 && situations.filter(\.phraseEnded).count == 2)
    // A pause of 0.4 s does not end the turn, though nothing sounds in it.
    #expect(situations[132].state == .speaking && !situations[132].isVoiced)
    #expect(situations[30].state == .idle && situations[240].state == .idle)
  }

  @Test func whatIsKnownOfTheTurnGoesBeforeItsSound() throws {
    let known = KnownConversation()
    for record in Rehearsal.speech([("far", "F AA1 R")], from: 4) { known.receive(record, now: 0) }
    known.settle(now: 0)
    let situations = try situations(known)
    #expect(situations.filter { $0.state == .speaking }.allSatisfy { $0.time >= 4 })
    #expect(situations.contains { $0.state == .speaking })
  }
}
