import GRDB

/// The tables and views of a store, as named, ordered, append-only migrations.
enum Schema {
  /// `PRAGMA application_id` of a store: "Mien" in ASCII.
  static let applicationID: Int32 = 0x4d69_656e
  /// `PRAGMA user_version` that this build writes; files of a higher one are refused.
  static let version: Int32 = 3

  /// Name and statements of every version, oldest first; what was once released is never changed.
  static let migrations: [(name: String, sql: String)] = [
    ("1-runs", RunTables.sql), ("2-given", GivenColumn.sql), ("3-summaries", RunSummaries.sql),
  ]

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in migrations {
      migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
    }
    return migrator
  }
}
