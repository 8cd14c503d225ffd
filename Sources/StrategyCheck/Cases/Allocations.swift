import StrategyHost

extension StrategyCase {
  static let allocations = StrategyCase(
    "allocations", "render asks for no memory"
  ) { stand in
    guard !stand.bundle.isScript else { return .skipped("a script's interpreter allocates all the time") }
    guard stand.countsAllocations else {
      return .skipped("the library that counts allocations was not found")
    }
    let audition = try stand.audition(block: 1, measures: true)
    var (calls, allocations, first): (UInt64, UInt64, Int?) = (0, 0, nil)
    _ = try stand.perform(
      stand.scenes.talk(4, seconds: 60), audition, seed: stand.seed("time"), block: 1
    ) { block, frame in
      calls += block.calls
      allocations += block.allocations
      if block.allocations > 0, first == nil { first = frame }
      return true
    }
    stand.note("calls", Double(calls))
    stand.note("allocations", Double(allocations))
    guard let first else { return .passed }
    return .failed(
      "render allocated \(allocations) times in \(calls) calls, first at frame \(first); reserve in prepare and receive"
    )
  }
}
