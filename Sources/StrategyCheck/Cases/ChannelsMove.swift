import Motion

extension StrategyCase {
  static let channelsMove = StrategyCase(
    "channels-move",
    "every declared channel leaves its rest somewhere in a conversation with everything in it"
  ) { stand in
    let audition = try stand.audition()
    let take = try stand.take(stand.scenes.talk(1, seconds: 90), audition, seed: stand.seed("moves"))
    let layout = take.layout
    var still: [String] = []
    take.rows.withUnsafeBufferPointer { rows in
      for (channel, offset) in zip(layout.channels, layout.offsets) {
        var moves = false
        for (index, rest) in channel.kind.rest.enumerated() where !moves {
          moves = (0..<take.frameCount).contains { rows[$0 * layout.width + offset + index] != rest }
        }
        if !moves { still.append(channel.name) }
      }
    }
    stand.note("moved", layout.channels.count - still.count, "channels")
    return still.isEmpty
      ? .passed
      : .warned("always at rest: \(Wording.list(still)); a layer that owns a channel keeps others from it")
  }
}
