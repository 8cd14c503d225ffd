public import Characters
public import Foundation

/// A folder of performed sessions: tracks where a sheet has them, and the sheet.
public struct SessionFolder: Sendable {
  private let place: URL
  private var files: [(path: String, bytes: Data)] = []

  /// Prepares the folder of a sheet's sessions and its decoys'.
  ///
  /// - Throws: ``CatalogError`` when a folder stands at the place that holds anything else than what an earlier
  ///   performance of the sheet left there.
  public init(of sheet: CharacterSheet, at place: URL) throws(CatalogError) {
    self.place = place
    let tracks = (sheet.sessions + sheet.decoys.flatMap(\.sessions)).map(\.track)
    let foreign = Self.foreign(in: place, besides: Set(tracks + [CharacterFolder.sheetName]))
    if let foreign {
      throw .refused(
        what: place.path, reason: "the folder holds '\(foreign)', which is no session of the sheet",
        cure: "choose another place")
    }
  }

  /// Adds a session's packed track under the sheet's path of it.
  public mutating func add(_ session: CharacterSheet.Session, packed: Data) {
    files.append((session.track, packed))
  }

  /// Adds the sheet.
  ///
  /// - Throws: ``CatalogError`` when the sheet cannot be written as JSON.
  public mutating func add(_ sheet: CharacterSheet) throws(CatalogError) {
    files.append(
      (CharacterFolder.sheetName, try StoredJSON.encode(sheet, file: CharacterFolder.sheetName)))
  }

  /// Writes the folder as a whole or not at all; what an earlier performance left is replaced.
  public func write() throws(CatalogError) {
    try AtomicFile.writeFolder(place, replacing: true) { place throws(CatalogError) in
      for file in files { try AtomicFile.write(file.bytes, to: place.appendingPathComponent(file.path)) }
    }
  }

  /// The first thing in a folder that would not be written again.
  private static func foreign(in folder: URL, besides own: Set<String>) -> String? {
    guard let inside = FileManager.default.enumerator(atPath: folder.path) else { return nil }
    for case let path as String in inside {
      let kind = inside.fileAttributes?[.type] as? FileAttributeType
      if kind != .typeDirectory, !own.contains(path) { return path }
    }
    return nil
  }
}
