import Statistics

extension GoldenFormula {
  /// Largest order of a Fréchet distance's matrices: a thousand takes seconds, and three times as many half a minute
  /// each.
  private static let largestFrechet = 1_000

  /// Distances of clouds of points.
  static let distributions = [
    GoldenFormula("frechet", values: ["mean_term", "cov_term"]) { golden in
      let (a, b) = (try golden.points(0), try golden.points(1))
      let order = FrechetDistance.order(a, b)
      guard order <= Self.largestFrechet else {
        throw VerificationError.tooLarge(
          "the smallest of columns and rows is \(order); Fréchet distances are checked up to \(largestFrechet)"
        )
      }
      let found = try FrechetDistance(a, b)
      return .table([
        "mean_term": .number(found.meanTerm), "cov_term": .number(found.covarianceTerm),
        "fd": .number(found.value),
      ])
    },
    GoldenFormula("energy", values: ["v", "u"]) { golden in
      let found = try EnergyDistance(try golden.points(0), try golden.points(1))
      return .table(["v": .number(found.v), "u": .estimate(found.u)])
    },
    GoldenFormula("mmd2", beginnings: ["mmd2", "mmd"], values: ["biased", "unbiased"]) { golden in
      let found = try MaximumMeanDiscrepancy(try golden.points(0), try golden.points(1))
      return .table([
        "sigma": .number(found.sigma), "biased": .number(found.biased), "unbiased": .estimate(found.unbiased),
      ])
    },
    GoldenFormula(
      "energy_exact_permutation", beginnings: ["two_sample_exact_p", "energy_exact_permutation"],
      values: ["observed", "count", "total"]
    ) { golden in
      let x = try golden.points(0)
      let y = try golden.points(1)
      let found = try TwoSamplePermutation(energyOf: x, y, seed: 0, draws: 1)
      guard found.isExact else {
        throw StatisticsError.tooMany(
          what: "relabellings", allowed: TwoSamplePermutation.exactLimit, given: .max)
      }
      return .table([
        "observed": .number(found.observed), "count": .integer(found.extremeCount),
        "total": .integer(found.count), "p": .number(found.p),
      ])
    },
    GoldenFormula("mahalanobis") { golden in
      let distance = try MahalanobisDistance(Covariance(of: try golden.points(1)))
      let table = try golden.table(0)
      var distances = try (0..<table.count).map { try distance.distance(of: table.row($0)) }
      if let match = golden.item.formula.firstMatch(of: /row (\d{1,9})/), let row = Int(match.1),
        distances.count > 1
      {
        guard row < distances.count else {
          throw VerificationError.badInput("\(match.0)", reason: "there are \(distances.count) rows")
        }
        distances = [distances[row]]
      }
      guard let first = distances.first, distances.count == 1 else { return .numbers(distances) }
      return .number(first)
    },
    GoldenFormula("hellinger") { golden in
      .number(try HellingerDistance.between(try golden.column(0), try golden.column(1)))
    },
  ]
}

extension GoldenValue {
  /// The number of an estimate, or the reason why it has none.
  static func estimate(_ estimate: Estimate<Double>) -> GoldenValue {
    switch estimate {
    case .value(let number): .number(number)
    case .undefined(let error): .none(reason: error.description)
    }
  }

  /// The number, or the reason why there is none.
  static func optional(_ number: Double?, else reason: String) -> GoldenValue {
    number.map { .number($0) } ?? .none(reason: reason)
  }
}
