import Statistics

extension GoldenFormula {
  /// Tests, intervals and effects of paired differences.
  static let paired = [
    GoldenFormula("signflip_exact") { golden in
      let differences = try golden.differences()
      guard differences.count <= SignFlipTest.exactLimit else {
        throw StatisticsError.tooMany(
          what: "differences", allowed: SignFlipTest.exactLimit, given: differences.count)
      }
      let found = try SignFlipTest(differences: differences, seed: 0)
      return .table([
        "count": .integer(found.extremeCount), "total": .integer(found.patternCount), "p": .number(found.p),
      ])
    },
    GoldenFormula(
      "bootstrap_exact", beginnings: ["all n^n resamples", "bootstrap_exact"], values: ["n_resamples"]
    ) {
      golden in
      let units = try golden.differences().map { ResamplingUnit(sum: $0) }
      let found = try BootstrapDistribution.exact(of: units)
      var result = try intervals(found, golden)
      result["n_resamples"] = .integer(found.resamples)
      return .table(result)
    },
    GoldenFormula(
      "bootstrap_lcg", beginnings: ["percentile bootstrap", "bootstrap_lcg"], values: ["B", "seed"]
    ) {
      golden in
      let units = try golden.differences().map { ResamplingUnit(sum: $0) }
      let resamples = try golden.integer("B", 2...1_000_000)
      guard units.count * resamples <= 1_000_000_000 else {
        throw VerificationError.badParameter(
          "B", reason: "\(resamples) resamples of \(units.count) are too many")
      }
      let seed = try golden.seed()
      var generator = LinearCongruentialGenerator(seed: seed)
      let found = try BootstrapDistribution.sampled(of: units, resamples: resamples, using: &generator)
      var result = try intervals(found, golden)
      result["B"] = .integer(found.resamples)
      result["seed"] = .number(Double(seed))
      return .table(result)
    },
    GoldenFormula("wilcoxon", beginnings: ["wilcoxon"]) { try wilcoxon($0, by: nil) },
    GoldenFormula(
      "wilcoxon_exact",
      beginnings: ["wilcoxon signed rank, two-sided exact", "wilcoxon_exact", "wilcoxon exact"]
    ) { try wilcoxon($0, by: .exact) },
    GoldenFormula(
      "wilcoxon_ties",
      beginnings: ["zeros dropped, tie-corrected normal", "wilcoxon_ties", "tie-corrected normal"]
    ) { try wilcoxon($0, by: .normal) },
    GoldenFormula(
      "effects", beginnings: ["mean_diff", "effects", "same with ties and zeros"], values: ["dz", "g_z"]
    ) { golden in
      let found = try PairedEffects(treatment: try golden.column(0), baseline: try golden.column(1))
      return .table([
        "mean_diff": .number(found.meanDifference), "dz": .estimate(found.dz), "g_z": .estimate(found.gz),
        "rank_biserial": .estimate(found.rankBiserial), "cliffs_delta": .number(found.cliffsDelta),
      ])
    },
  ]

  private static func wilcoxon(_ golden: GoldenCase, by method: WilcoxonTest.Method?) throws -> GoldenValue {
    let found = try WilcoxonTest(differences: try golden.differences(), by: method)
    return .table(["W": .number(found.statistic), "p": .number(found.p)])
  }

  /// The standard error, and every interval that is asked for by name: `ci95`, `ci90`.
  private static func intervals(
    _ found: BootstrapDistribution, _ golden: GoldenCase
  ) throws -> [String: GoldenValue] {
    var result: [String: GoldenValue] = ["se": .number(found.standardError)]
    for name in golden.expectedNames {
      guard let match = name.wholeMatch(of: /ci(\d{1,2}(\.\d{1,6})?)/), let percent = Double(match.1) else {
        continue
      }
      let tail = (1 - percent / 100) / 2
      result[name] = .numbers([try found.quantile(tail), try found.quantile(1 - tail)])
    }
    return result
  }
}
