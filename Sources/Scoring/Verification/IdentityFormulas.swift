import Statistics

extension GoldenFormula {
  /// Who it is, and how often that is taken for somebody else.
  static let identity = [
    GoldenFormula("eer", beginnings: ["eer", "auc", "dprime"], values: ["eer", "auc"]) { golden in
      let rates = try ErrorRates(genuine: try golden.column(0), impostor: try golden.column(1))
      return .table([
        "eer": .number(rates.equalErrorRate), "auc": .number(rates.areaUnderCurve),
        "dprime": .estimate(rates.sensitivity),
      ])
    },
    GoldenFormula("ncm_loso", values: ["pred", "top1"]) { golden in
      let table = try golden.table(0)
      let label = table.names.firstIndex { ["character", "label", "class"].contains($0) } ?? 0
      let group = table.names.firstIndex { ["session", "group"].contains($0) } ?? 1
      guard table.width >= 3 else {
        throw VerificationError.badInput(
          golden.item.inputs.first ?? "", reason: "three columns or more are needed")
      }
      func whole(_ column: Int) throws(VerificationError) -> [Int] {
        var result: [Int] = []
        for value in table.column(column) {
          guard let number = Int(exactly: value) else {
            throw .badInput(golden.item.inputs.first ?? "", reason: "\(value) is no label")
          }
          result.append(number)
        }
        return result
      }
      let features = table.names.indices.filter { $0 != label && $0 != group }
      let labels = try whole(label)
      let points = try PointCloud(
        rows: (0..<table.count).map { row in features.map { table.values[row * table.width + $0] } },
        named: "windows")
      let found = try NearestClassMean.leaveOneGroupOut(points, labels: labels, groups: try whole(group))
      let hits = zip(found, labels).count { $0 == $1 }
      return .table(["pred": .integers(found), "top1": .number(Double(hits) / Double(labels.count))])
    },
  ]
}
