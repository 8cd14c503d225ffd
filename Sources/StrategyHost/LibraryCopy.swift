import Foundation
import Provenance

/// Copies of libraries under names made of their content, from which they are loaded.
///
/// A library that is rebuilt while it is loaded damages whoever has it mapped, and the dynamic loader gives
/// the old one for a path that it knows. A copy is neither rebuilt nor known.
enum LibraryCopy {
  /// Copies that are kept; the oldest ones go.
  static let keep = 200

  /// The copy of a library, made where there is none yet; the library itself where none can be made.
  ///
  /// What stands beside the library and looks like one is linked beside the copy, where the loader looks for
  /// it (`$ORIGIN`).
  static func make(of library: URL, in folder: URL) -> URL {
    guard let data = try? Data(contentsOf: library) else { return library }
    let hash = ContentHash(of: data).description
    let shelf = folder.appendingPathComponent("loaded")
    let home = shelf.appendingPathComponent(hash)
    let copy = home.appendingPathComponent(library.lastPathComponent)
    let files = FileManager.default
    // The name is a promise about the content; a copy that was cut short or changed does not keep it.
    if let kept = try? Data(contentsOf: copy), ContentHash(of: kept).description == hash {
      // What is used is young, so that it is not pruned under a run that will start further workers from it.
      try? files.setAttributes([.modificationDate: Date()], ofItemAtPath: home.path)
      return copy
    }
    do {
      try files.createDirectory(at: home, withIntermediateDirectories: true)
      let beside = library.deletingLastPathComponent().standardizedFileURL
      for name in (try? files.contentsOfDirectory(atPath: beside.path)) ?? []
      where name.contains(".so") && name != library.lastPathComponent {
        try? files.createSymbolicLink(
          at: home.appendingPathComponent(name), withDestinationURL: beside.appendingPathComponent(name))
      }
      try data.write(to: copy, options: .atomic)
    } catch { return library }
    prune(shelf)
    return copy
  }

  private static func prune(_ shelf: URL) {
    let key = URLResourceKey.contentModificationDateKey
    let all =
      (try? FileManager.default.contentsOfDirectory(at: shelf, includingPropertiesForKeys: [key])) ?? []
    guard all.count > keep else { return }
    let dated = all.map {
      ($0, (try? $0.resourceValues(forKeys: [key]))?.contentModificationDate ?? .distantPast)
    }
    for (old, _) in dated.sorted(by: { $0.1 < $1.1 }).prefix(all.count - keep) {
      try? FileManager.default.removeItem(at: old)
    }
  }
}
