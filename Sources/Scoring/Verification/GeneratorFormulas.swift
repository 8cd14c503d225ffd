import Statistics

extension GoldenFormula {
  /// The generator that golden vectors draw from.
  static let generators = [
    GoldenFormula("lcg", values: ["uniform", "normal"]) { golden in
      let start = LinearCongruentialGenerator(seed: try golden.seed())
      var result: [String: GoldenValue] = [:]
      for (name, value) in golden.item.expected.table ?? [:] {
        let count = value.list?.count ?? 0
        var generator = start
        if name == "uniform" {
          result[name] = .numbers((0..<count).map { _ in generator.unit() })
        } else if name == "normal" {
          result[name] = .numbers((0..<count).map { _ in generator.normal() })
        } else if let match = name.wholeMatch(of: /index_of_(\d{1,15})/), let n = Int(match.1), n > 0 {
          result[name] = .integers((0..<count).map { _ in generator.index(below: n) })
        }
      }
      return .table(result)
    }
  ]
}
