import Motion

/// Counts what a guard does, without allocating.
struct GuardTally: Sendable {
  private struct Entry {
    var frames = 0
    var lastFrame = -1
    var largest = -1.0
    var channel = 0
    var frame = 0
  }

  private var frames = 0
  private var framesTouched = 0
  private var isTouched = false
  private var entries = [Entry](repeating: Entry(), count: GuardReport.Rule.allCases.count)

  mutating func note(_ rule: GuardReport.Rule, _ channel: Int, _ amount: Double) {
    isTouched = true
    let index = rule.position
    if entries[index].lastFrame != frames {
      entries[index].lastFrame = frames
      entries[index].frames += 1
    }
    if amount > entries[index].largest {
      entries[index].largest = amount
      entries[index].channel = channel
      entries[index].frame = frames
    }
  }

  mutating func closeFrame() {
    frames += 1
    if isTouched { framesTouched += 1 }
    isTouched = false
  }

  func report(_ layout: ChannelLayout) -> GuardReport {
    var byRule: [GuardReport.Rule: Int] = [:]
    var largest: [GuardReport.Correction] = []
    for rule in GuardReport.Rule.allCases where entries[rule.position].frames > 0 {
      let entry = entries[rule.position]
      byRule[rule] = entry.frames
      largest.append(
        GuardReport.Correction(
          rule: rule, channel: layout.channels[entry.channel].name, frame: entry.frame, amount: entry.largest)
      )
    }
    return GuardReport(frames: frames, framesTouched: framesTouched, byRule: byRule, largest: largest)
  }
}

extension GuardReport.Rule {
  /// Position in `allCases`.
  fileprivate var position: Int {
    switch self {
    case .never: 0
    case .finite: 1
    case .range: 2
    case .unit: 3
    case .hemisphere: 4
    case .swing: 5
    case .twist: 6
    case .speed: 7
    case .pair: 8
    }
  }
}
