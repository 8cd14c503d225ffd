import Motion
import Rigging

/// Channels of a rig map, found from the targets that it mixes them into.
///
/// A map says how channels move targets: t = A·c. A file that brings the targets gives the channels back where A
/// can be undone, by least squares over the targets that belong together. Entries that name one target, at weight 1
/// and alone, are mere names and are not looked at here.
struct TargetShares {
  /// Entries that share targets, and so must be solved together.
  struct Group {
    var channels: [String]
    var targets: [String]
  }

  /// Our names for targets that stand for one channel as they are.
  private(set) var names: [String: String] = [:]
  private(set) var groups: [Group] = []
  private let shares: [String: [String: Float]]

  init(_ channels: [String: [String: Float]]) {
    let shares = channels.mapValues { $0.filter { $0.value != 0 } }
    self.shares = shares
    var users: [String: [String]] = [:]
    for (channel, parts) in shares.sorted(by: { $0.key < $1.key }) {
      for target in parts.keys { users[target, default: []].append(channel) }
    }
    var seen: Set<String> = []
    for channel in shares.keys.sorted() where seen.insert(channel).inserted {
      var group = Group(channels: [channel], targets: [])
      var known: Set<String> = []
      var next = 0
      while next < group.channels.count {
        for target in shares[group.channels[next]]?.keys.sorted() ?? [] where known.insert(target).inserted {
          group.targets.append(target)
          for other in users[target] ?? [] where seen.insert(other).inserted { group.channels.append(other) }
        }
        next += 1
      }
      if group.channels.count == 1, group.targets.count == 1, shares[channel]?[group.targets[0]] == 1 {
        names[group.targets[0]] = channel
      } else {
        groups.append(group)
      }
    }
  }

  /// Replaces the targets of a track by the channels that move them, as far as the map can be undone.
  func apply(to track: inout Track, file: String, notes: inout [ImportNote]) {
    for group in groups { solve(group, &track, file, &notes) }
  }

  /// Gives weights that stand for one channel its name; what the map mixes is left to ``apply(to:file:notes:)``.
  func rename(_ track: inout Track, file: String, notes: inout [ImportNote]) {
    var taken = Set(track.layout.channels.map(\.name))
    var renamed: [String] = []
    let channels = track.layout.channels.map { channel -> Channel in
      guard channel.kind == .weight, let name = names[channel.name], taken.insert(name).inserted else {
        return channel
      }
      renamed.append("\(channel.name) is \(name)")
      return .weight(name)
    }
    guard !renamed.isEmpty else { return }
    track = Track(layout: ChannelLayout(channels), rate: track.rate, samples: track.samples)
    notes.append(ImportNote(.read, file, "by the map \(renamed.joined(separator: ", "))"))
  }

  private func solve(_ group: Group, _ track: inout Track, _ file: String, _ notes: inout [ImportNote]) {
    let list = group.channels.prefix(6).map { String($0.prefix(60)) }.joined(separator: ", ")
    func leave(_ reason: String) {
      notes.append(ImportNote(.leftOut, file, "of the map \(list): \(reason)"))
    }
    let layout = track.layout
    let targets = group.targets.filter { layout[$0]?.kind == .weight }
    guard !targets.isEmpty else {
      if !group.channels.allSatisfy({ layout[$0] != nil }) { leave("the file has none of the targets") }
      return
    }
    if let taken = group.channels.first(where: { layout[$0] != nil && !targets.contains($0) }) {
      return leave("the file has \(taken.prefix(60)) itself")
    }
    let matrix = targets.map { target in group.channels.map { Double(shares[$0]?[target] ?? 0) } }
    guard let inverse = Self.inverse(matrix) else {
      return leave("what moved them cannot be told from \(targets.count) targets that they share")
    }
    let columns = targets.compactMap { layout.offset(of: $0) }
    let gone = Set(targets)
    let kept = layout.channels.filter { !gone.contains($0.name) }
    let out = ChannelLayout(kept + group.channels.map { .weight($0) })
    var result = Track(layout: out, rate: track.rate, frameCount: track.frameCount)
    let starts = kept.map { (from: layout.offset(of: $0.name) ?? 0, width: $0.kind.width) }
    var largest = 0.0
    for frame in 0..<track.frameCount {
      var at = 0
      for start in starts {
        for part in 0..<start.width { result[frame, at + part] = track[frame, start.from + part] }
        at += start.width
      }
      let values = columns.map { Double(track[frame, $0]) }
      let found = inverse.map { row in zip(row, values).reduce(0) { $0 + $1.0 * $1.1 } }
      for (row, value) in zip(matrix, values) {
        largest = max(largest, abs(zip(row, found).reduce(0) { $0 + $1.0 * $1.1 } - value))
      }
      for (number, value) in found.enumerated() { result[frame, at + number] = Float(value) }
    }
    track = result
    notes.append(ImportNote(.read, file, "by the map \(list) from \(targets.count) targets"))
    if largest > 0.01 {
      notes.append(
        ImportNote(
          .assumed, file,
          "the targets of \(list) do not move together as the map has it: the nearest weights are taken, "
            + "\(TrackTiming.number(largest)) off at most"))
    }
  }

  /// (AᵀA)⁻¹Aᵀ by Gauss and Jordan with pivots, row by row; `nil` when columns of A depend on each other.
  static func inverse(_ a: [[Double]]) -> [[Double]]? {
    let count = a.first?.count ?? 0
    guard count > 0, count <= a.count else { return nil }
    var rows: [[Double]] = (0..<count).map { i in
      (0..<count).map { j in a.reduce(0) { $0 + $1[i] * $1[j] } } + a.map { $0[i] }
    }
    let scale = (0..<count).reduce(0) { max($0, rows[$1][$1]) }
    for column in 0..<count {
      guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
        abs(rows[pivot][column]) > 1e-6 * scale
      else { return nil }
      rows.swapAt(column, pivot)
      let value = rows[column][column]
      rows[column] = rows[column].map { $0 / value }
      for other in 0..<count where other != column && rows[other][column] != 0 {
        let factor = rows[other][column]
        for part in rows[other].indices { rows[other][part] -= factor * rows[column][part] }
      }
    }
    return rows.map { Array($0[count...]) }
  }
}
