public import Foundation

/// How one item of golden vectors came out.
public struct GoldenResult: Sendable, Equatable {
  /// The verdict on an item.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Every value agrees within the tolerance.
    case agrees = "ok"
    /// A value disagrees.
    case disagrees = "FAIL"
    /// A value, the formula or an input is not known or cannot be read, so nothing is shown.
    case notCovered = "not covered"
  }

  /// The item.
  public let item: String
  /// Its formula, in its own words.
  public let formula: String
  /// Values compared.
  public let checked: Int
  /// Agreeing decimal digits of the worst value; 17 for equal bits, `nil` without values.
  public let digits: Double?
  /// The tolerance, as `rel 1e-9` or `abs 0`.
  public let tolerance: String
  /// The verdict.
  public let verdict: Verdict
  /// What is wrong, for the first value that is; `nil` where all agree.
  public let reason: String?
}

/// A directory of golden vectors, checked with the code that the metrics run on.
public struct GoldenReport: Sendable, Equatable {
  /// One result per item, in order of name.
  public let results: [GoldenResult]

  /// Whether there are items and all of them agree.
  public var passes: Bool { !results.isEmpty && results.allSatisfy { $0.verdict == .agrees } }

  /// How many items have a verdict.
  public func count(_ verdict: GoldenResult.Verdict) -> Int { results.count { $0.verdict == verdict } }

  /// Checks every item.
  ///
  /// - Parameters:
  ///   - expected: the bytes of `expected.json`.
  ///   - input: gives the bytes of `inputs/<name>.csv` for a plain file name without its ending, or says why not.
  /// - Throws: ``VerificationError`` where `expected.json` is not of the format; what is wrong with one item makes that
  ///   item not covered.
  public init(
    expected: Data, input: (String) throws(VerificationError) -> Data
  ) throws(VerificationError) {
    let root = try GoldenValue.read(expected)
    guard let items = root.table?["items"]?.table else {
      throw .badExpectations(place: "root", reason: "no object 'items'")
    }
    guard !items.isEmpty else { throw .badExpectations(place: "items", reason: "there are none") }
    var tables: [String: Result<GoldenTable, VerificationError>] = [:]
    var results: [GoldenResult] = []
    for name in items.keys.sorted() {
      guard let value = items[name] else { continue }
      results.append(
        Self.result(name, value) { file throws(VerificationError) in
          if let known = tables[file] { return try known.get() }
          let read = Result { () throws(VerificationError) in
            try GoldenTable(csv: try input(file), file: "inputs/\(file).csv")
          }
          tables[file] = read
          return try read.get()
        })
    }
    self.results = results
  }

  private static func result(
    _ name: String, _ value: GoldenValue, read: (String) throws(VerificationError) -> GoldenTable
  ) -> GoldenResult {
    let item: GoldenItem
    do throws(VerificationError) {
      item = try GoldenItem(name: name, value)
    } catch {
      return GoldenResult(
        item: name, formula: "", checked: 0, digits: nil, tolerance: "", verdict: .notCovered,
        reason: error.description)
    }
    var comparison = GoldenComparison(item: item)
    do {
      guard let formula = GoldenFormula.find(for: item) else {
        throw VerificationError.unknown("formula '\(item.formula.prefix(80))'")
      }
      let golden = try GoldenCase(item, read: read)
      let found: GoldenValue
      do {
        found = try formula.compute(golden)
      } catch let error as VerificationError {
        throw error
      } catch {
        let reason = (error as? Undefined)?.reason ?? "\(error)"
        found = .none(reason: reason)
      }
      comparison.compare(found, item.expected, at: "")
    } catch {
      comparison.miss("\(error)")
    }
    return comparison.result
  }
}
