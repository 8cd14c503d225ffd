import Motion

/// How each face channel of a rig displaces its vertices at full weight, and the products of these displacements.
struct FaceDeltas {
  /// The channels, in the order of their vocabularies.
  let names: [String]
  /// Products of all pairs: `gram[i * names.count + j]`, in square metres.
  let gram: [Double]

  /// Displacement of one vertex of the rig.
  private struct Entry {
    var row: Int
    var move: SIMD3<Double>
  }

  init(_ rig: Rig, _ morphs: MorphSlots) {
    // Rows of a mesh drawn at several nodes are counted once.
    var bases: [Int: [Int]] = [:]
    var rows = 0
    var meshOfSlot: [(mesh: Int, target: Int)] = []
    for node in rig.nodes {
      guard let mesh = node.mesh else { continue }
      for target in rig.meshes[mesh].morphNames.indices { meshOfSlot.append((mesh, target)) }
      guard bases[mesh] == nil else { continue }
      var starts: [Int] = []
      for primitive in rig.meshes[mesh].primitives {
        starts.append(rows)
        rows += primitive.positions.count
      }
      bases[mesh] = starts
    }
    var names: [String] = []
    var columns: [[Entry]] = []
    var sums = [SIMD3<Double>](repeating: .zero, count: rows)
    for name in FaceVocabulary.allCases.flatMap(\.names) {
      guard let output = morphs.outputs[name] else { continue }
      var seen: Set<SIMD2<Int>> = []
      var touched: [Int] = []
      func add(_ slot: Int, _ weight: Double) {
        let (mesh, target) = meshOfSlot[slot]
        for (part, primitive) in rig.meshes[mesh].primitives.enumerated() {
          let morph = primitive.morphs[target]
          for (vertex, move) in zip(morph.vertices, morph.positions) {
            let row = (bases[mesh]?[part] ?? 0) + Int(vertex)
            if sums[row] == .zero { touched.append(row) }
            sums[row] += SIMD3<Double>(move) * weight
          }
        }
      }
      let binds: [MorphSlots.Bind] =
        switch output {
        case .expression(let number): morphs.expressions[number].binds
        case .slots(let slots): slots.map { MorphSlots.Bind(slot: $0, weight: 1) }
        }
      for bind in binds {
        let (mesh, target) = meshOfSlot[bind.slot]
        if seen.insert(SIMD2(mesh, target)).inserted { add(bind.slot, Double(bind.weight)) }
      }
      var entries: [Entry] = []
      for row in touched where sums[row] != .zero {
        entries.append(Entry(row: row, move: sums[row]))
        sums[row] = .zero
      }
      guard !entries.isEmpty else { continue }
      names.append(name)
      columns.append(entries)
    }
    let count = names.count
    var gram = [Double](repeating: 0, count: count * count)
    for i in 0..<count {
      for entry in columns[i] { sums[entry.row] = entry.move }
      for j in i..<count {
        var product = 0.0
        for entry in columns[j] { product += (sums[entry.row] * entry.move).sum() }
        gram[i * count + j] = product
        gram[j * count + i] = product
      }
      for entry in columns[i] { sums[entry.row] = .zero }
    }
    self.names = names
    self.gram = gram
  }
}
