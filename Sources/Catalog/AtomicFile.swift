public import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes files and folders beside their place and renames them into it, so that a reader sees the old
/// content or the new one and never half of either.
public enum AtomicFile {
  /// Writes bytes to a file, replacing one that is there; missing folders above it are made.
  ///
  /// A place that is a symbolic link stays one: the file to which it leads is written.
  public static func write(_ bytes: Data, to file: URL) throws(CatalogError) {
    try write([(bytes, file)])
  }

  /// Writes files that belong together: all are written beside their places before the first is renamed into its own,
  /// so that when one cannot be written none is. They are renamed from the last to the first: where the first stands,
  /// all that belongs to it does.
  ///
  /// - Throws: ``CatalogError`` naming the file that cannot be written, or the place that two of them have.
  public static func write(_ files: [(bytes: Data, place: URL)]) throws(CatalogError) {
    var places: [URL] = []
    for file in files {
      var status = stat()
      if stat(file.place.path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        throw .refused(
          what: file.place.path,
          reason: "it is a device, a pipe or a folder, which is not replaced by a file",
          cure: "name a file")
      }
      let isLink = lstat(file.place.path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
      let place = isLink ? try target(of: file.place) : file.place.standardizedFileURL
      guard !places.contains(place) else {
        throw .refused(
          what: file.place.path, reason: "two files are to be written there", cure: "name another place")
      }
      places.append(place)
    }
    var besides: [URL] = []
    do throws(CatalogError) {
      for (file, place) in zip(files, places) {
        try makeFolder(place.deletingLastPathComponent())
        let beside = neighbour(of: place)
        let descriptor = open(beside.path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw .unwritable(file: place.path, reason: systemReason()) }
        besides.append(beside)
        if let reason = put(file.bytes, descriptor) {
          throw .unwritable(file: place.path, reason: reason)
        }
      }
      for (beside, place) in zip(besides, places).reversed() where rename(beside.path, place.path) != 0 {
        throw .unwritable(file: place.path, reason: systemReason())
      }
    } catch {
      for beside in besides { unlink(beside.path) }
      throw error
    }
  }

  /// Writes bytes through to the disk and closes the descriptor; gives the reason when that fails.
  private static func put(_ bytes: Data, _ descriptor: Int32) -> String? {
    var failure: String?
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, failure == nil {
        let rest = buffer.baseAddress.map { $0 + done }
        let count = pwrite(descriptor, rest, buffer.count - done, off_t(done))
        if count < 0 {
          if errno != EINTR { failure = systemReason() }
        } else {
          done += count
        }
      }
    }
    if failure == nil, fsync(descriptor) != 0 { failure = systemReason() }
    close(descriptor)
    return failure
  }

  /// Fills a new folder beside its place and renames it when everything is there.
  ///
  /// An existing folder at the place is replaced only when it is empty or `mayReplace` says so, and is
  /// put back when the renaming fails. When `fill` throws, nothing stays behind. A place that is a symbolic link
  /// stays one: the folder to which it leads is written.
  public static func writeFolder(
    _ folder: URL, replacing mayReplace: Bool, fill: (URL) throws(CatalogError) -> Void
  ) throws(CatalogError) {
    let files = FileManager.default
    let folder = try target(of: folder)
    let exists = files.fileExists(atPath: folder.path)
    if exists {
      var isFolder: ObjCBool = false
      _ = files.fileExists(atPath: folder.path, isDirectory: &isFolder)
      guard isFolder.boolValue else {
        throw .refused(
          what: folder.path, reason: "it is a file, and a folder is to be made there",
          cure: "choose another place")
      }
    }
    if exists, !mayReplace {
      let inside = (try? files.contentsOfDirectory(atPath: folder.path)) ?? ["?"]
      guard inside.isEmpty else {
        throw .refused(what: folder.path, reason: "the folder is not empty", cure: "choose another place")
      }
    }
    try makeFolder(folder.deletingLastPathComponent())
    let beside = neighbour(of: folder)
    do { try files.createDirectory(at: beside, withIntermediateDirectories: false) } catch {
      throw .unwritable(file: folder.path, reason: error.localizedDescription)
    }
    do { try fill(beside) } catch {
      try? files.removeItem(at: beside)
      throw error
    }
    let old = neighbour(of: folder, mark: "old")
    if exists, rename(folder.path, old.path) != 0 {
      let reason = systemReason()
      try? files.removeItem(at: beside)
      throw .unwritable(file: folder.path, reason: reason)
    }
    if rename(beside.path, folder.path) != 0 {
      let reason = systemReason()
      if exists { rename(old.path, folder.path) }
      try? files.removeItem(at: beside)
      throw .unwritable(file: folder.path, reason: reason)
    }
    if exists { try? files.removeItem(at: old) }
  }

  /// Where a chain of symbolic links ends.
  private static func target(of place: URL) throws(CatalogError) -> URL {
    var place = place.standardizedFileURL
    for _ in 0..<32 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place.path) else {
        return place
      }
      // Folders above are resolved before a relative link is followed from there.
      let above = place.deletingLastPathComponent().resolvingSymlinksInPath()
      place = URL(fileURLWithPath: next, relativeTo: above).absoluteURL.standardizedFileURL
    }
    throw .refused(
      what: place.path, reason: "it is a symbolic link that leads to itself", cure: "choose another place")
  }

  private static func makeFolder(_ folder: URL) throws(CatalogError) {
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .unwritable(file: folder.path, reason: error.localizedDescription)
    }
  }

  private static func neighbour(of file: URL, mark: String = "new") -> URL {
    file.deletingLastPathComponent().appendingPathComponent(".\(file.lastPathComponent).\(getpid()).\(mark)")
  }

  private static func systemReason() -> String { String(cString: strerror(errno)) }
}
