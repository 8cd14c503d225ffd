import Motion

extension Track {
  /// A track whose frames are rewritten one by one; the closure sees the frame, all old samples and a copy
  /// of the old row.
  func mapFrames(
    _ body: (_ frame: Int, _ all: UnsafeBufferPointer<Float>, _ row: inout [Float]) -> Void
  ) -> Track {
    let width = layout.width
    var result: [Float] = []
    result.reserveCapacity(samples.count)
    var row = [Float](repeating: 0, count: width)
    samples.withUnsafeBufferPointer { all in
      for frame in 0..<frameCount {
        for column in 0..<width { row[column] = all[frame * width + column] }
        body(frame, all, &row)
        result.append(contentsOf: row)
      }
    }
    return Track(layout: layout, rate: rate, samples: result)
  }

  /// The same with every rotation scaled to unit length.
  func withUnitRotations() -> Track {
    let offsets = layout.channels.indices.filter { layout.channels[$0].kind == .rotation }
      .map { layout.offsets[$0] }
    return mapFrames { _, _, row in
      for offset in offsets {
        let q = Quaternion(x: row[offset], y: row[offset + 1], z: row[offset + 2], w: row[offset + 3])
        let unit = q.normalized
        for lane in 0..<4 { row[offset + lane] = unit.vector[lane] }
      }
    }
  }

  /// Columns of the channels that a rule picks.
  func columns(_ holds: (Channel) -> Bool) -> [Int] {
    layout.channels.indices.filter { holds(layout.channels[$0]) }.flatMap { index in
      layout.offsets[index]..<layout.offsets[index] + layout.channels[index].kind.width
    }
  }
}

/// Mean and deviation of every column: the reference's, and the track's own where that has none.
struct ColumnStatistics {
  var mean: [Double]
  var deviation: [Double]

  init(_ track: Track, _ reference: ScoringReference) {
    let own = ScoringReference(curvesOf: track)
    mean = []
    deviation = []
    for channel in track.layout.channels {
      let width = channel.kind.width
      let known = reference.curves[channel.name].flatMap {
        $0.mean.count == width && $0.deviation.count == width ? $0 : nil
      }
      let curve = known ?? own.curves[channel.name]
      mean += curve?.mean ?? channel.kind.rest.map(Double.init)
      deviation += curve?.deviation ?? [Double](repeating: 0, count: width)
    }
  }
}
