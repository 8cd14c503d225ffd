/// Migration 3: names of runs, experiments, and what lists ask for again and again, kept as takes and scores come.
///
/// `run_tally` and `strategy_mean` follow `take` and `score` by triggers, so that whoever writes keeps them true.
enum RunSummaries {
  static let sql = """
    PRAGMA user_version = 3;

    CREATE TABLE tag (
      name TEXT PRIMARY KEY,
      run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX tag_of_run ON tag (run);

    DROP TABLE experiment;
    CREATE TABLE experiment (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      plan TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE experiment_point (
      experiment TEXT NOT NULL REFERENCES experiment(id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      settings TEXT NOT NULL,
      PRIMARY KEY (experiment, position)
    ) WITHOUT ROWID;
    CREATE INDEX experiment_point_of_run ON experiment_point (run);

    -- What lists of takes ask for stands behind the track in the table: the index spares reading the track.
    CREATE INDEX take_listing ON take (run, recording, participant, seed, failure, frames, lookahead, track_hash);

    CREATE INDEX run_by_strategy ON run (strategy, number);

    CREATE TABLE run_tally (
      run TEXT PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
      takes INTEGER NOT NULL,
      failed INTEGER NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO run_tally (run, takes, failed)
      SELECT run.id, count(take.id) - count(take.failure), count(take.failure)
      FROM run LEFT JOIN take ON take.run = run.id GROUP BY run.id;
    CREATE TRIGGER run_is_tallied AFTER INSERT ON run BEGIN
      INSERT OR IGNORE INTO run_tally (run, takes, failed) VALUES (new.id, 0, 0);
    END;
    CREATE TRIGGER take_is_tallied AFTER INSERT ON take BEGIN
      UPDATE run_tally SET takes = takes + (new.failure IS NULL), failed = failed + (new.failure IS NOT NULL)
      WHERE run = new.run;
    END;
    CREATE TRIGGER take_is_taken_off AFTER DELETE ON take BEGIN
      UPDATE run_tally SET takes = takes - (old.failure IS NULL), failed = failed - (old.failure IS NOT NULL)
      WHERE run = old.run;
    END;

    CREATE TABLE strategy_mean (
      strategy TEXT NOT NULL,
      metric TEXT NOT NULL,
      runs INTEGER,
      sum REAL,
      PRIMARY KEY (strategy, metric)
    ) WITHOUT ROWID;
    INSERT INTO strategy_mean (strategy, metric, runs, sum)
      SELECT run.strategy, score.metric, count(score.value), total(score.value)
      FROM run JOIN score ON score.run = run.id WHERE score.value IS NOT NULL
      GROUP BY run.strategy, score.metric;
    CREATE TRIGGER score_is_summed AFTER INSERT ON score WHEN new.value IS NOT NULL BEGIN
      INSERT INTO strategy_mean (strategy, metric, runs, sum)
        SELECT strategy, new.metric, 1, new.value FROM run WHERE id = new.run
        ON CONFLICT (strategy, metric) DO UPDATE SET runs = runs + 1, sum = sum + excluded.sum;
    END;
    -- Taking away would leave what rounding lost: NULL has the view make the mean again.
    CREATE TRIGGER score_is_taken_off AFTER DELETE ON score WHEN old.value IS NOT NULL BEGIN
      UPDATE strategy_mean SET runs = NULL, sum = NULL
      WHERE strategy = (SELECT strategy FROM run WHERE id = old.run) AND metric = old.metric;
    END;
    -- Before the run itself goes, because a score's strategy stands there.
    CREATE TRIGGER run_takes_its_scores_along BEFORE DELETE ON run BEGIN
      DELETE FROM score WHERE run = old.id;
    END;

    CREATE VIEW run_summary AS
      SELECT run.id AS run, run.number, run.strategy, run.strategy_version, run.parameters, run.corpus,
        run.corpus_evidence, run.character, run.character_evidence, run.arrival, run.given, run.seeds,
        CAST(run.fps_num AS REAL) / run.fps_den AS fps, run_tally.takes, run_tally.failed,
        (SELECT group_concat(name, ' ') FROM (SELECT name FROM tag WHERE tag.run = run.id ORDER BY name)) AS tags,
        run.tool_version
      FROM run JOIN run_tally ON run_tally.run = run.id ORDER BY run.number;

    CREATE VIEW score_long AS
      SELECT score.run, run.strategy, run.corpus, run.character, run.seeds, score.metric, score.title, score.unit,
        score.direction, score.value, score.undefined, score.n, score.takes, score.undefined_takes
      FROM score JOIN run ON run.id = score.run;

    CREATE VIEW metric_mean AS
      SELECT strategy, metric, runs, sum / runs AS mean FROM strategy_mean WHERE runs > 0
      UNION ALL
      SELECT run.strategy, score.metric, count(score.value), avg(score.value)
      FROM strategy_mean JOIN run ON run.strategy = strategy_mean.strategy
        JOIN score ON score.run = run.id AND score.metric = strategy_mean.metric
      WHERE strategy_mean.runs IS NULL AND score.value IS NOT NULL GROUP BY run.strategy, score.metric;

    CREATE VIEW tags AS SELECT name, run FROM tag ORDER BY name;

    CREATE VIEW experiments AS
      SELECT experiment.id, experiment.title, experiment_point.position, experiment_point.run,
        experiment_point.settings
      FROM experiment JOIN experiment_point ON experiment_point.experiment = experiment.id
      ORDER BY experiment.id, experiment_point.position;

    DROP VIEW runs;
    CREATE VIEW runs AS
      SELECT id, strategy, strategy_version, parameters, corpus, corpus_evidence, character,
        character_evidence, arrival, seeds, run_tally.takes, run_tally.failed, given
      FROM run JOIN run_tally ON run_tally.run = run.id ORDER BY number;
    """
}
