import Statistics

extension GoldenFormula {
  /// Trends and alarms.
  static let drift = [
    GoldenFormula("mann_kendall", values: ["S", "sen_slope"]) { golden in
      let found = try MannKendallTest(try golden.column(0))
      return .table([
        "S": .integer(found.score), "z": .estimate(found.z), "p_two_sided": .estimate(found.p),
        "sen_slope": .number(found.slope),
      ])
    },
    GoldenFormula("cusum", values: ["pos", "neg"]) { golden in
      let found = try CumulativeSum(
        try golden.column(0), target: try golden.number("target", -1e140...1e140),
        sd: try golden.number("sd", -1e140...1e140), k: try golden.number("k", -1e140...1e140, default: 0.5),
        h: try golden.number("h", -1e140...1e140, default: 5))
      return .table([
        "pos": .numbers(found.upper), "neg": .numbers(found.lower),
        "alarm_index": found.alarmIndex.map { .integer($0) } ?? .none(reason: "no alarm"),
      ])
    },
  ]
}
