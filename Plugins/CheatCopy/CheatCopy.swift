import Behaviors
import Motion
public import StrategyABI
import StrategySDK

/// The symbol that a host looks up.
@c(mien_strategy_entry)
public func mienStrategyEntry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<mien_entry>? {
  StrategyExport.entry(for: [CopyBehavior.self], major: major, minor: minor)
}

/// Plays stretches of the character's own rehearsal, picked by lot, whatever is said: all of it is the
/// character's but its meaning. What scores of fit must catch, and scores of style alone cannot.
final class CopyBehavior: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "cheat-copy", version: "1.0.0", title: "Cheat: copy (adversarial baseline)",
    summary: "Random stretches of rehearsal, blended, deaf to the conversation: must lose on fit.",
    channels: BehaviorChannels.all, needs: [.rehearsal],
    parameters: [
      StrategyParameter("stretch", title: "Length of a stretch", unit: "s", range: 1...30, initial: 4),
      StrategyParameter("blend", title: "Blend into the next", unit: "s", range: 0...0.5, initial: 0.25),
    ])

  private var rows: RehearsalRows?
  private var seed: UInt64 = 0
  private var stretch = 1
  private var blend = 0

  func prepare(_ session: StrategySession) throws -> Int {
    rows = RehearsalRows(session)
    seed = session.seed
    let rate = session.rate.framesPerSecond
    stretch = max(1, Int((session.parameters["stretch"] * rate).rounded()))
    blend = min(stretch - 1, Int((session.parameters["blend"] * rate).rounded()))
    return 0
  }

  func receive(_ record: KnownRecord) throws {}

  func render(_ span: FrameSpan, into target: FrameRows) {
    guard let rows else { return }
    for index in 0..<span.frameCount {
      let frame = span.firstFrame + index
      let number = frame / stretch
      let place = frame % stretch
      let row = target.row(index)
      let new = rows.row(source(number, place, rows))
      guard place < blend, number > 0 else {
        row.update(from: new, count: RehearsalRows.width)
        continue
      }
      // The stretch before runs on under the blend.
      let old = rows.row(source(number - 1, place + stretch, rows))
      let share = Float(place + 1) / Float(blend + 1)
      RehearsalRows.blend(old, new, share, into: row)
    }
  }

  /// Frame of rehearsal for a place in a stretch; a session that ends first begins again.
  private func source(_ number: Int, _ place: Int, _ rows: RehearsalRows) -> Int {
    var lot = StrategyRandom(seed: seed &+ UInt64(number) &* 0x9e37_79b9, stream: "stretch")
    let session = rows.sessions[min(rows.sessions.count - 1, Int(lot.unit() * Double(rows.sessions.count)))]
    let first = Int(lot.unit() * Double(max(1, session.count - stretch - blend)))
    return session.lowerBound + (first + place) % session.count
  }
}
