import Foundation

extension GoldenFormula {
  /// Smoothness of speed profiles.
  static let smoothness = [
    GoldenFormula("smoothness", beginnings: ["sparc", "ldlj", "smoothness"], values: ["sparc", "ldlj"]) {
      golden in
      if golden.tables.isEmpty { return try published(golden) }
      let table = try golden.table(0)
      let fps = try golden.number("fs", 0.001...100_000, default: try golden.framesPerSecond())
      var result: [String: GoldenValue] = [:]
      for (index, name) in table.names.enumerated() {
        let both = values(of: table.column(index), fps, try settings(golden))
        result[name] = .table(both)
        if table.width == 1 { result.merge(both) { first, _ in first } }
      }
      return .table(result)
    }
  ]

  private typealias Settings = (padding: Int, cutoff: Double, least: Double)

  private static func settings(_ golden: GoldenCase) throws(VerificationError) -> Settings {
    (
      try golden.integer("padlevel", 0...8, default: 4), try golden.number("fc", 0...1e6, default: 10),
      try golden.number("amp_th", 0...1, default: 0.05)
    )
  }

  private static func values(of speed: [Double], _ fps: Double, _ settings: Settings) -> [String: GoldenValue]
  {
    func value(_ compute: () throws(Undefined) -> Double) -> GoldenValue {
      do throws(Undefined) {
        return .number(try compute())
      } catch {
        return .none(reason: error.reason)
      }
    }
    return [
      "sparc": value { () throws(Undefined) in
        try Smoothness.spectralArcLength(
          speed, framesPerSecond: fps, padding: settings.padding, cutoff: settings.cutoff,
          least: settings.least)
      },
      "ldlj": value { () throws(Undefined) in
        try Smoothness.logDimensionlessJerk(speed, framesPerSecond: fps)
      },
    ]
  }

  /// A bell written as a formula: `exp(-5t^2), t=-1..0.99 step 0.01, fs=100`.
  private static func published(_ golden: GoldenCase) throws -> GoldenValue {
    let form =
      /exp\(-([0-9.]+)\s*\*?\s*t\^2\),\s*t=(-?[0-9.]+?)\.\.(-?[0-9.]+) step ([0-9.]+), fs=([0-9.]+)/
    guard let match = golden.item.formula.firstMatch(of: form), let width = Double(match.1),
      let first = Double(match.2), let last = Double(match.3), let step = Double(match.4), step > 0,
      let fps = Double(match.5), fps > 0, last >= first
    else { throw VerificationError.unknown("a speed profile written as '\(golden.item.formula)'") }
    let count = ((last - first) / step).rounded() + 1
    guard count <= Double(Smoothness.longestProfile) else {
      throw VerificationError.badParameter("step", reason: "the profile would be too long")
    }
    let speed = (0..<Int(count)).map { index in
      let t = first + Double(index) * step
      return exp(-width * t * t)
    }
    return .table(values(of: speed, fps, try settings(golden)))
  }
}
