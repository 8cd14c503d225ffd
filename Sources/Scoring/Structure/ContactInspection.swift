import Motion
import Rigging

/// One walk over a take's posed body: what goes through what.
struct ContactInspection {
  private let track: Track
  private let contacts: RigStructure.Contacts
  /// Frames looked at by rule; a reason where the rig cannot be asked.
  private(set) var looked: [RigRule: Result<Int, Undefined>] = [:]

  init(_ track: Track, _ contacts: RigStructure.Contacts) {
    self.track = track
    self.contacts = contacts
  }

  /// Looks at lids, lips and hands and notes what is at fault.
  mutating func run(_ faults: inout FaultList) {
    checkFace(.lidThroughEye, contacts.lids, &faults)
    checkFace(.lipThroughTeeth, contacts.lips, &faults)
    checkHands(&faults)
  }

  private mutating func checkFace(
    _ rule: RigRule, _ parts: Result<[FaceContact], Undefined>, _ faults: inout FaultList
  ) {
    guard case .success(let parts) = parts, var posed = contacts.posed else {
      if case .failure(let reason) = parts { looked[rule] = .failure(reason) }
      return
    }
    let binding = TrackBinding(layout: track.layout, posed: posed)
    // One frame is posed once for both eyes.
    let reaches = zip(track.layout.channels, track.layout.offsets).compactMap { channel, column in
      let reach = parts.compactMap { $0.reaches[channel.name] }.max() ?? 0
      return channel.kind == .weight && reach > 0 ? (column: column, reach: reach) : nil
    }
    let looks = ContactSampling.frames(of: track, reaches: reaches)
    var scratch = parts.map { _ in FaceContact.Scratch() }
    var depths: [[Float]] = parts.map { _ in [] }
    for look in looks {
      track.samples.withUnsafeBufferPointer { samples in
        let first = look.frame * binding.width
        posed.apply(
          binding, UnsafeBufferPointer(rebasing: samples[first..<first + binding.width]), updatingWorld: false
        )
      }
      for number in parts.indices { depths[number].append(parts[number].depth(posed, &scratch[number])) }
    }
    for (part, depths) in zip(parts, depths) {
      faults.beginChannel()
      for (look, depth) in zip(looks, depths) where depth > part.tolerance && depth.isFinite {
        faults.note(
          rule, frames: look.block, worst: look.frame, part.place, value: Double(depth) * 1000,
          limit: Double(part.tolerance) * 1000, unit: "mm", excess: Double(depth - part.tolerance))
      }
    }
    looked[rule] = .success(looks.count)
  }

  private mutating func checkHands(_ faults: inout FaultList) {
    switch contacts.hands {
    case .failure(let reason): looked[.handThroughBody] = .failure(reason)
    case .success(let hands):
      let columns = hands.columns(in: track.layout)
      var stance = hands.stance
      var depths = [Float](repeating: 0, count: hands.words.count)
      let block = ContactSampling.block(track.rate)
      let width = track.layout.width
      var found: [(hand: Int, frame: Int, depth: Float)] = []
      var count = 0
      track.samples.withUnsafeBufferPointer { samples in
        guard let base = samples.baseAddress else { return }
        for first in stride(from: 0, to: track.frameCount, by: block) {
          let frame = min(first + block / 2, track.frameCount - 1)
          hands.depths(base + frame * width, columns, &stance, into: &depths)
          count += 1
          for hand in depths.indices where depths[hand] > hands.allowed(hand) {
            found.append((hand, frame, depths[hand]))
          }
        }
      }
      for hand in hands.words.indices {
        faults.beginChannel()
        for entry in found where entry.hand == hand {
          let first = entry.frame / block * block
          let last = min(track.frameCount, first + block) - 1
          faults.note(
            .handThroughBody, frames: first...last, worst: entry.frame, hands.words[hand],
            value: Double(entry.depth) * 1000, limit: Double(hands.allowed(hand)) * 1000, unit: "mm",
            excess: Double(entry.depth - hands.allowed(hand)))
        }
      }
      looked[.handThroughBody] = .success(count)
    }
  }
}
