import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("Records lie one after the other as the contract has them")
struct RecordTapeTests {
  @Test("sizes, texts and due frames are set; texts end with a zero")
  func layout() {
    let words = ["hello", "", "grüß dich", "a\u{0}b"]
    let tape = RecordTape(
      words.enumerated().map { index, word in
        var record = mien_record()
        record.id = UInt64(index)
        return RecordTape.Entry(record: record, text: word, dueFrame: index * 2)
      })
    #expect(tape.count == 4)
    #expect(tape.dueFrames == [0, 2, 4, 6])
    var record = tape.pointer(at: 0)
    for (index, word) in words.enumerated() {
      #expect(record.pointee.size % 8 == 0)
      #expect(record.pointee.id == UInt64(index))
      #expect(Int(record.pointee.text_length) == word.utf8.count)
      let bytes = (0..<word.utf8.count).map { UInt8(bitPattern: record.pointee.text[$0]) }
      #expect(bytes == Array(word.utf8))
      #expect(record.pointee.text[word.utf8.count] == 0)
      if index < 3 { record = UnsafePointer(mien_record_next(record)!) }
    }
  }

  @Test("an empty tape is a tape")
  func empty() { #expect(RecordTape([]).count == 0) }
}
