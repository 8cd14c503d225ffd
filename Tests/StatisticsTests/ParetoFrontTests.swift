import Statistics
import Testing

@Suite("The Pareto front")
struct ParetoFrontTests {
  @Test("Who is beaten in nothing is on it, who is beaten everywhere is not")
  func front() throws {
    let front = try ParetoFront(goodness: [[1, 5], [5, 1], [0, 4], [5, 0]])
    #expect(front.members == [0, 1])
    #expect(front.dominators == [nil, nil, 0, 1])
  }

  @Test("Equal systems do not beat each other; one system is its own front")
  func equal() throws {
    #expect(try ParetoFront(goodness: [[1, 2], [1, 2]]).members == [0, 1])
    #expect(try ParetoFront(goodness: [[7]]).members == [0])
    #expect(try ParetoFront(goodness: []).members.isEmpty)
  }

  @Test("Random systems: nobody on the front is dominated, everybody else is")
  func property() throws {
    var generator = SplitMix64(seed: 9)
    for _ in 0..<50 {
      let rows = (0..<8).map { _ in (0..<3).map { _ in Double(generator.next() >> 61) } }
      let members = Set(try ParetoFront(goodness: rows).members)
      for (place, own) in rows.enumerated() {
        let beaten = rows.contains { other in
          zip(other, own).allSatisfy { $0 >= $1 } && other != own
        }
        #expect(members.contains(place) == !beaten)
      }
      #expect(!members.isEmpty)
    }
  }

  @Test("Ragged rows and infinities are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try ParetoFront(goodness: [[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try ParetoFront(goodness: [[.infinity]]) }
  }
}
