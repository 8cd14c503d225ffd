public import Statistics

/// Strengths of systems by votes as a table, strongest first.
public struct RatingReport: Sendable {
  /// The strengths.
  public let rated: RatedStrengths
  /// Seed of the resampling.
  public let seed: UInt64

  /// Rates votes.
  ///
  /// - Parameter prior: imagined ties between every two systems; 0 refuses unbeaten ones.
  /// - Throws: ``ReportingError/rating(reason:)``.
  public init(
    _ votes: [PairedVotes.Vote], prior: Double = 0, seed: UInt64 = 1, resamples: Int = 1000
  ) throws(ReportingError) {
    do {
      rated = try RatedStrengths(try PairedVotes(votes), prior: prior, seed: seed, resamples: resamples)
    } catch {
      let cure = prior == 0 ? "; --prior 0.5 adds half an imagined tie between every two systems" : ""
      if case .notConnected = error { throw .rating(reason: error.description + cure) }
      throw .rating(reason: error.description)
    }
    self.seed = seed
  }

  /// One row per system.
  public var table: Table {
    var table = Table(columns: [
      .number("rank", "rank"), .text("system", "system"), .text("tied", "tied"), .number("elo", "Elo"),
      .text("interval", "95 % interval"), .machine("low"), .machine("high"), .number("strength", "θ"),
      .number("standard_error", "SE of θ"), .number("votes", "votes"), .number("wins", "wins"),
      .number("ties", "ties"), .machine("undefined"),
    ])
    table.keys = 2
    let model = rated.model
    let order = model.strengths.indices.sorted {
      (model.strengths[$1], $0) < (model.strengths[$0], $1)
    }
    for system in order {
      let tally = rated.votes.tally(of: system)
      let interval = rated.intervals.value?[system]
      let elo = interval.map { (BradleyTerryModel.elo($0.low), BradleyTerryModel.elo($0.high)) }
      let group = rated.groups.value?[system]
      let isTied = group.map { own in (rated.groups.value ?? []).count { $0 == own } > 1 } ?? false
      let text = elo.flatMap { low, high in
        NumberText.fixed(low, digits: 0).flatMap { low in
          NumberText.fixed(high, digits: 0).map { "[\(low), \($0)]" }
        }
      }
      table.append([
        .integer(1 + model.strengths.count { $0 > model.strengths[system] }),
        .text(rated.votes.systems[system]),
        .text(isTied ? "tied \(group ?? 0)" : ""), .number(model.elo[system], digits: 0), .optional(text),
        .optional(elo?.0, digits: 0), .optional(elo?.1, digits: 0),
        .number(model.strengths[system], digits: 3), .number(model.standardErrors[system], digits: 3),
        .integer(tally.votes), .integer(tally.wins), .integer(tally.ties),
        .optional(rated.intervals.reason),
      ])
    }
    return table
  }

  /// What a reader must know beside the numbers.
  public var notes: [String] {
    let votes = rated.votes
    var notes = [
      "\(votes.count) votes of \(votes.raters.count) raters on \(votes.clips.count) clips; Bradley–Terry, a tie is half a "
        + "win for both; Elo = 1500 + 400/ln 10 · θ"
    ]
    if let reason = rated.intervals.reason {
      notes.append("no intervals and no tied groups: \(reason)")
    } else {
      notes.append(
        "95 % intervals: \(rated.resamples) resamples of raters and of clips, seed \(seed)"
          + (rated.unlinked > 0 ? "; \(rated.unlinked) of them leave a system unlinked and are left out" : "")
      )
    }
    if rated.prior > 0 {
      notes.append(
        "\(rated.prior) imagined ties stand between every two systems: strengths are drawn together")
    }
    return notes
  }

  /// The table with its notes.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .csv, .tsv: return table.rendered(as: format)
    case .json:
      let object = JSONObject([
        ("schema", .text("mien.rating/1")), ("seed", .text("\(seed)")), ("notes", .texts(notes)),
        ("systems", .table(table)),
      ])
      return object.text + "\n"
    case .table, .markdown:
      return table.rendered(as: format, width: width) + "\n"
        + notes.map { "- \(SafeText.escaped($0))\n" }.joined()
    case .latex: return table.rendered(as: .latex) + LatexTable.comments(notes)
    }
  }
}
