/// Migration 2: what strategies were given. Every run before it gave them everything.
enum GivenColumn {
  static let sql = """
    PRAGMA user_version = 2;
    ALTER TABLE run ADD COLUMN given TEXT NOT NULL DEFAULT 'everything';
    DROP VIEW runs;
    CREATE VIEW runs AS
      SELECT id, strategy, strategy_version, parameters, corpus, corpus_evidence, character,
        character_evidence, arrival, seeds,
        (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NULL) AS takes,
        (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NOT NULL) AS failed,
        given
      FROM run ORDER BY number;
    """
}
