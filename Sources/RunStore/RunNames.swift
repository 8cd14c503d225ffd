import GRDB
public import Runs

extension SQLiteArchive {
  /// Gives a run a name, or takes it away.
  public func name(_ name: String, run: String?) throws {
    try write { database in
      if let run {
        try Self.require(run, database)
        // A run is asked for by its id or its strategy too: a name that is one of them would mean two things.
        let taken = try Bool.fetchOne(
          database, sql: "SELECT 1 FROM run WHERE id = ?1 OR strategy = ?1 LIMIT 1", arguments: [name])
        if taken != nil { throw RunsError.takenName(name) }
        try database.execute(
          sql:
            "INSERT INTO tag (name, run) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET run = excluded.run",
          arguments: [name, run])
        return
      }
      let known = try String.fetchAll(database, sql: "SELECT name FROM tag ORDER BY name")
      guard known.contains(name) else { throw RunsError.unknownTag(name, known: known) }
      try database.execute(sql: "DELETE FROM tag WHERE name = ?", arguments: [name])
    }
  }

  /// The names of runs, in order of name.
  public func tags() throws -> [RunTag] {
    try read { database in
      // A store of an earlier version that is opened for reading has none.
      guard try database.tableExists("tag") else { return [] }
      return try Row.fetchAll(database, sql: "SELECT name, run FROM tag ORDER BY name").map {
        RunTag(name: try $0.decode(forColumn: "name"), run: try $0.decode(forColumn: "run"))
      }
    }
  }
}
