import Reporting
import Runs
import Scoring

/// Runs as a table: identity, takes, and the headline scores in few digits.
enum RunTable {
  /// Headline scores that a list shows; all of them are in `show`.
  static let shown = ["rig-validity.gate/2", "lip-sync.r0/1", "lip-sync.f-gain/1", "coupling.z/3"]

  static func table(_ runs: [RunSummary]) -> Table {
    let columns = Metrics.descriptors.filter { $0.headline != nil && Self.shown.contains($0.id) }
    var table = Table(
      columns: [
        .text("id", "run"), .text("strategy", "strategy"), .text("set", "set"), .text("corpus", "corpus"),
        .text("character", "character"), .text("arrival", "arrival"), .text("given", "given"),
        .text("seeds", "seeds"),
        .number("takes", "takes"), .number("failed", "failed"),
      ] + columns.map { .number($0.id, "\($0.title) \($0.direction.symbol)") } + [
        .text("evidence", "evidence")
      ])
    for run in runs {
      let scores = Dictionary(run.scores.map { ($0.metric, $0.value) }) { first, _ in first }
      let values = columns.map { column -> Table.Cell in
        let value = scores[column.id]
        return .optional(value?.number, digits: 3, else: "")
      }
      table.append(
        [
          .text(run.id), .text("\(run.run.source.id) \(run.run.source.version)"),
          .text(settings(of: run, among: runs)), .text(run.run.corpus.id),
          .text(run.run.character.id), .text(run.run.arrival), .text(run.run.givenText),
          .text(run.run.seeds.map(String.init).joined(separator: ",")), .integer(run.takes),
          .integer(run.failed),
        ] + values + [.text(EvidenceLabel(run.run).text)])
    }
    return table
  }

  /// Parameters in which a run differs from other listed runs of its strategy.
  private static func settings(of run: RunSummary, among runs: [RunSummary]) -> String {
    let siblings = runs.filter { $0.run.source.id == run.run.source.id }.map(\.run.source.parameters)
    return run.run.source.parameters.sorted { $0.key < $1.key }
      .filter { id, value in siblings.contains { $0[id] != value } }
      .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
