import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("Audio is readable as far as it is known")
struct AudioTapeTests {
  private let tape = AudioTape(
    columns: ["level", "pitch"], rows: (1...8).map(Float.init), rowsPerSecond: 100,
    samples: (1...6).map(Float.init), samplesPerSecond: 16_000)

  private func rows(_ count: Int) -> [Float] { (0..<count).map { tape.stream.pointee.rows[$0] } }

  @Test("names, rates and counts stand in the stream from the start, and nothing is known")
  func start() {
    let stream = tape.stream.pointee
    #expect(stream.column_count == 2)
    #expect(stream.columns[1].map { String(cString: $0) } == "pitch")
    #expect(stream.rows_per_second == 100 && stream.samples_per_second == 16_000)
    #expect(stream.known_rows == 0 && stream.known_samples == 0)
    #expect(rows(8) == [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("what is not known yet is not in the buffers")
  func beyondIsEmpty() {
    tape.schedule(knownRows: [1, 3, 3], knownSamples: [2, 2, 5])
    tape.publish(frame: 0)
    #expect(rows(8) == [1, 2, 0, 0, 0, 0, 0, 0])
    #expect(tape.stream.pointee.known_samples == 2)
    tape.publish(frame: 1)
    #expect(rows(8) == [1, 2, 3, 4, 5, 6, 0, 0])
    #expect(tape.stream.pointee.samples[2] == 0)
    tape.publish(frame: 2)
    #expect((0..<6).map { tape.stream.pointee.samples[$0] } == [1, 2, 3, 4, 5, 0])
  }

  @Test("counts that fall or exceed what there is are held at the bound")
  func bounds() {
    tape.schedule(knownRows: [2, 1, -5, 99], knownSamples: [-1, 4, 2, Int.max])
    for frame in 0..<4 { tape.publish(frame: frame) }
    #expect(tape.stream.pointee.known_rows == 4)
    #expect(tape.stream.pointee.known_samples == 6)
    tape.publish(frame: 400)
    #expect(tape.stream.pointee.known_rows == 4)
  }

  @Test("the next change is the first frame at which rows or samples grow")
  func nextChange() {
    tape.schedule(knownRows: [1, 1, 1, 2, 2], knownSamples: [1, 1, 2, 2, 2])
    #expect(tape.nextChange(after: 0, limit: 5) == 2)
    #expect(tape.nextChange(after: 2, limit: 5) == 3)
    #expect(tape.nextChange(after: 3, limit: 5) == 5)
    #expect(tape.nextChange(after: 0, limit: 1) == 1)
    #expect(tape.nextChange(after: 9, limit: 12) == 12)
  }
}
