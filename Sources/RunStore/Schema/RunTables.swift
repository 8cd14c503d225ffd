/// Migration 1: runs, takes, measurements and scores, and the views over them.
enum RunTables {
  static let sql = """
    PRAGMA application_id = \(Schema.applicationID);
    PRAGMA user_version = 1;

    CREATE TABLE run (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      experiment TEXT,
      strategy TEXT NOT NULL,
      strategy_version TEXT NOT NULL,
      parameters TEXT NOT NULL,
      bundle_hash TEXT NOT NULL,
      corpus TEXT NOT NULL,
      corpus_hash TEXT NOT NULL,
      corpus_evidence TEXT NOT NULL CHECK (corpus_evidence IN ('real', 'synthetic')),
      character TEXT NOT NULL,
      character_hash TEXT NOT NULL,
      character_evidence TEXT NOT NULL CHECK (character_evidence IN ('real', 'synthetic')),
      arrival TEXT NOT NULL,
      seeds TEXT NOT NULL,
      fps_num INTEGER NOT NULL,
      fps_den INTEGER NOT NULL,
      metrics_hash TEXT NOT NULL,
      reference_hash TEXT NOT NULL,
      specification TEXT NOT NULL,
      platform TEXT NOT NULL,
      tool_version TEXT NOT NULL
    );

    CREATE TABLE provenance (
      run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (run, name)
    ) WITHOUT ROWID;

    CREATE TABLE experiment (
      id TEXT PRIMARY KEY,
      plan TEXT NOT NULL
    );

    CREATE TABLE take (
      id INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      recording TEXT NOT NULL,
      participant TEXT NOT NULL,
      seed TEXT NOT NULL,
      frames INTEGER,
      lookahead INTEGER,
      fps_num INTEGER,
      fps_den INTEGER,
      channels TEXT,
      track BLOB,
      track_hash TEXT,
      failure TEXT,
      UNIQUE (run, recording, participant, seed)
    );

    CREATE TABLE measurement (
      take INTEGER NOT NULL REFERENCES take(id) ON DELETE CASCADE,
      metric TEXT NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (take, metric)
    ) WITHOUT ROWID;

    CREATE TABLE take_score (
      take INTEGER NOT NULL REFERENCES take(id) ON DELETE CASCADE,
      metric TEXT NOT NULL,
      value REAL,
      undefined TEXT,
      PRIMARY KEY (take, metric),
      CHECK ((value IS NULL) <> (undefined IS NULL))
    ) WITHOUT ROWID;

    CREATE TABLE score (
      run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      metric TEXT NOT NULL,
      title TEXT NOT NULL,
      unit TEXT NOT NULL,
      direction TEXT NOT NULL,
      value REAL,
      undefined TEXT,
      n INTEGER NOT NULL,
      takes INTEGER NOT NULL,
      undefined_takes INTEGER NOT NULL,
      PRIMARY KEY (run, metric),
      CHECK ((value IS NULL) <> (undefined IS NULL))
    ) WITHOUT ROWID;
    CREATE INDEX score_by_metric ON score (metric, value);

    CREATE VIEW runs AS
      SELECT id, strategy, strategy_version, parameters, corpus, corpus_evidence, character,
        character_evidence, arrival, seeds,
        (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NULL) AS takes,
        (SELECT count(*) FROM take WHERE take.run = run.id AND failure IS NOT NULL) AS failed
      FROM run ORDER BY number;

    CREATE VIEW scores AS
      SELECT score.run, run.strategy, score.metric, score.title, score.unit, score.direction,
        score.value, score.undefined, score.n, score.takes, score.undefined_takes
      FROM score JOIN run ON run.id = score.run ORDER BY run.number, score.position;

    CREATE VIEW take_scores AS
      SELECT take.run, take.recording, take.participant, take.seed, take_score.metric,
        take_score.value, take_score.undefined
      FROM take_score JOIN take ON take.id = take_score.take;

    CREATE VIEW takes AS
      SELECT run, recording, participant, seed, frames, lookahead, fps_num, fps_den, channels,
        track, track_hash, failure
      FROM take;
    """
}
