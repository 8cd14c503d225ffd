/// The faults of a take: counted frame by frame, listed as stretches with their worst frame.
struct FaultList {
  typealias Finding = TakeMeasurement.Finding

  /// Stretches listed for one take; all faults are counted.
  static let listed = 64

  /// Faults by rule.
  private(set) var counts: [RigRule: Int] = [:]
  /// Which frames have a fault.
  private(set) var faultyFrames: [Bool]
  /// Stretches with the excess in their worst frame.
  private var stretches: [(rule: RigRule, finding: Finding, last: Int, excess: Double)] = []
  /// The stretch of each rule that may still grow, and how many its channel has.
  private var open: [RigRule: (index: Int?, count: Int)] = [:]

  init(frameCount: Int) {
    faultyFrames = [Bool](repeating: false, count: frameCount)
  }

  /// Begins another channel: no stretch goes on from one to the next.
  mutating func beginChannel() { open = [:] }

  /// Notes a fault.
  ///
  /// - Parameters:
  ///   - frames: Frames that the fault stands for, ascending from call to call within a channel.
  ///   - worst: The frame among them that was looked at.
  ///   - excess: How far beyond the limit, to find the worst frame of a stretch.
  mutating func note(
    _ rule: RigRule, frames: ClosedRange<Int>, worst: Int, _ channel: String, value: Double?, limit: Double?,
    unit: String? = nil, excess: Double = 0
  ) {
    counts[rule, default: 0] += frames.count
    for frame in frames where faultyFrames.indices.contains(frame) { faultyFrames[frame] = true }
    var state = open[rule] ?? (nil, 0)
    if let index = state.index, frames.lowerBound <= stretches[index].last + 1 {
      stretches[index].last = max(stretches[index].last, frames.upperBound)
      if excess > stretches[index].excess {
        stretches[index].excess = excess
        stretches[index].finding.worst = worst
        stretches[index].finding.value = value
        stretches[index].finding.limit = limit
      }
    } else if state.count < Self.listed {
      // Enough of each channel to fill the list; more would only cost memory.
      let finding = Finding(
        rule: rule.rawValue, frame: frames.lowerBound, worst: worst, channel: channel, value: value,
        limit: limit, unit: unit)
      stretches.append((rule, finding, frames.upperBound, excess))
      state = (stretches.count - 1, state.count + 1)
    } else {
      state.index = nil
    }
    open[rule] = state
  }

  /// Notes a fault of one frame.
  mutating func note(
    _ rule: RigRule, frame: Int, _ channel: String, value: Double?, limit: Double?, unit: String? = nil,
    excess: Double = 0
  ) {
    note(
      rule, frames: frame...frame, worst: frame, channel, value: value, limit: limit, unit: unit,
      excess: excess)
  }

  /// Notes a fault of the whole track, counted once.
  mutating func noteWhole(_ rule: RigRule, _ channel: String) {
    let last = max(0, faultyFrames.count - 1)
    note(rule, frames: 0...last, worst: 0, channel, value: nil, limit: nil)
    counts[rule, default: 0] -= last
  }

  /// The stretches in order of frame: all of them, or as many of each rule as fit the list.
  var findings: [Finding] {
    var chosen = stretches.indices.sorted { a, b in
      let (x, y) = (stretches[a].finding, stretches[b].finding)
      return x.frame == y.frame ? a < b : x.frame < y.frame
    }
    if chosen.count > Self.listed {
      var rank: [RigRule: Int] = [:]
      let ranked = chosen.map { index -> (index: Int, rank: Int) in
        rank[stretches[index].rule, default: 0] += 1
        return (index, rank[stretches[index].rule, default: 0])
      }
      let order = ranked.indices.sorted { a, b in
        ranked[a].rank == ranked[b].rank ? a < b : ranked[a].rank < ranked[b].rank
      }
      chosen = order.prefix(Self.listed).sorted().map { ranked[$0].index }
    }
    return chosen.map { index in
      var finding = stretches[index].finding
      finding.last = stretches[index].last == finding.frame ? nil : stretches[index].last
      finding.worst = finding.worst == finding.frame ? nil : finding.worst
      return finding
    }
  }
}
