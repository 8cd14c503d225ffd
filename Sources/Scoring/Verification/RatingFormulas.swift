import Statistics

extension GoldenFormula {
  /// Families of tests, and strengths from votes.
  static let ratings = [
    GoldenFormula("holm_bh", beginnings: ["holm", "bh", "holm_bh"], values: ["holm", "bh"]) { golden in
      let p = try golden.column(0)
      return .table([
        "holm": .numbers(try MultipleComparisons.holm(p)),
        "bh": .numbers(try MultipleComparisons.benjaminiHochberg(p)),
      ])
    },
    GoldenFormula("bradley_terry", values: ["theta", "elo"]) { golden in
      let table = try golden.table(0)
      let model = try BradleyTerryModel(wins: (0..<table.count).map { table.row($0) })
      return .table([
        "theta": .numbers(model.strengths), "elo": .numbers(model.elo),
        "se_theta": .numbers(model.standardErrors), "loglik": .number(model.logLikelihood),
      ])
    },
  ]
}
