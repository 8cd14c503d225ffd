import Conversation
import Motion
import Testing

@Suite("Phones spread over a word") struct PhoneSpreadTests {
  static let hello = [Phone(.HH), Phone(.AH, stress: 0), Phone(.L), Phone(.OW, stress: 1)]

  @Test("They tile the word, vowels longer than consonants, stressed ones longest") func tiles() {
    let start = MediaTime.milliseconds(1000)
    let end = MediaTime.milliseconds(1675)
    let placed = PhoneSpread().place(Self.hello, from: start, to: end)
    #expect(placed.map(\.phone) == Self.hello)
    #expect(placed.first?.start == start && placed.last?.end == end)
    for (left, right) in zip(placed, placed.dropFirst()) { #expect(left.end == right.start) }
    // Shares 1, 2 · 0.75, 1, 2 · 1.25 · 1.3 of 6.75 in all: 100 ms each.
    let lengths = placed.map { ($0.end - $0.start).seconds }
    for (length, expected) in zip(lengths, [0.1, 0.15, 0.1, 0.325]) { #expect(abs(length - expected) < 1e-6) }
  }

  @Test("A word without length has no phones, silences take no time") func edges() {
    let spread = PhoneSpread()
    let time = MediaTime.milliseconds(5)
    #expect(spread.place(Self.hello, from: time, to: time).isEmpty)
    #expect(spread.place(Self.hello, from: time, to: .zero).isEmpty)
    #expect(spread.place([], from: .zero, to: time).isEmpty)
    #expect(spread.place([Phone(.silence)], from: .zero, to: time).isEmpty)
    #expect(spread.place(Self.hello, from: MediaTime(flicks: .min), to: MediaTime(flicks: .max)).isEmpty)
    let tight = spread.place(Self.hello, from: .zero, to: MediaTime(flicks: 4))
    #expect(tight.map(\.end.flicks) == [1, 2, 3, 4])
  }

  @Test("Records are anchored and known as their word is, and marked estimated") func records() {
    let word = Record(
      id: "t1.w1", kind: .word, participant: "nova", arrival: .zero, start: .zero, end: .milliseconds(400),
      anchor: .init(turn: "t1", offset: 3), text: "hello")
    let records = PhoneSpread().records(Self.hello, of: word)
    #expect(records.map(\.id) == ["t1.w1.p1", "t1.w1.p2", "t1.w1.p3", "t1.w1.p4"])
    #expect(records.compactMap(\.text) == ["HH", "AH0", "L", "OW1"])
    #expect(
      records.allSatisfy {
        $0.isEstimated && $0.kind == .phone && $0.anchor == word.anchor && $0.arrival == .zero
      })
    var timeless = word
    timeless.end = nil
    #expect(PhoneSpread().records(Self.hello, of: timeless).isEmpty)
  }
}
