import CWorker
import Foundation
import Glibc
import Testing

@Suite("Scratch folders go, whatever a strategy left in them")
struct RemovalTests {
  private static let nobody: uid_t = 65534

  /// A new folder that anybody may write in.
  private func place() throws -> String {
    let place = Probe.folder.appendingPathComponent("removal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    chmod(place, 0o777)
    return place
  }

  private func exists(_ path: String) -> Bool {
    var file = stat()
    return lstat(path, &file) == 0
  }

  /// Lets the probe make a tree and remove it again, as this user or as nobody; its exit code.
  private func removed(_ shape: String, in place: String, user: uid_t?) throws -> CInt {
    let probe = try Probe(["tree", place + "/tree", shape, user.map(String.init) ?? ""])
    defer { probe.close() }
    let code = cworker_exit_code(try probe.wait())
    let notes = try probe.notes()
    #expect(code == 0, "\(notes)")
    return code
  }

  private static var users: [uid_t?] { geteuid() == 0 ? [nil, nobody] : [nil] }

  @Test(
    "deep trees, closed folders, links, names that are numbers",
    arguments: ["deep", "closed", "links", "numbers", "wide"], users)
  func trees(shape: String, user: uid_t?) throws {
    let place = try place()
    let outside = place + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try Data("kept".utf8).write(to: URL(fileURLWithPath: outside + "/file"))
    #expect(try removed(shape, in: place, user: user) == 0)
    #expect(!exists(place + "/tree"))
    #expect(exists(outside + "/file"))
    #expect(cworker_remove_tree(place + "/") == 0)
    #expect(!exists(place))
  }

  @Test("what is no folder stays, and is named")
  func noFolders() throws {
    let place = try place()
    try Data().write(to: URL(fileURLWithPath: place + "/file"))
    symlink(place, place + "/link")
    #expect(cworker_remove_tree(place + "/file") == ENOTDIR)
    #expect(cworker_remove_tree(place + "/link") == ENOTDIR)
    #expect(cworker_remove_tree(place + "/link/") == ENOTDIR)
    #expect(cworker_remove_tree(place + "/none") == ENOENT)
    #expect(cworker_remove_tree("") == ENOENT)
    for path in [place + "/.", place + "/..", "/"] { #expect(cworker_remove_tree(path) == EINVAL) }
    #expect(exists(place + "/file"))
    #expect(cworker_remove_tree(place) == 0)
  }

  @Test("a sweep takes folders of hosts that are no more, and nothing else")
  func sweep() throws {
    let place = try place()
    // A number that was a process' and is none now.
    let gone = try Probe(["leave", "0"])
    try gone.wait()
    gone.close()
    let left = ["\(gone.pid)-a", "\(gone.pid)-"].map { "mien-worker-" + $0 }
    let kept = [
      "mien-worker-\(getpid())-a", "mien-worker-\(gone.pid)", "mien-worker-0\(gone.pid)-a", "mien-worker--a",
      "mien-worker-99999999999999999999-a", "mien-worker-4294967297-a", "mien-worker-x\(gone.pid)-a",
      "other-\(gone.pid)-a", "mien-worker-abcdef",
    ]
    for name in left + kept {
      try FileManager.default.createDirectory(
        atPath: "\(place)/\(name)/in", withIntermediateDirectories: true)
    }
    try Data().write(to: URL(fileURLWithPath: "\(place)/mien-worker-\(gone.pid)-file"))
    symlink(place, "\(place)/mien-worker-\(gone.pid)-link")
    var others = ["mien-worker-\(gone.pid)-file", "mien-worker-\(gone.pid)-link"]
    if geteuid() == 0 {
      let foreign = "mien-worker-\(gone.pid)-foreign"
      mkdir("\(place)/\(foreign)", 0o700)
      chown("\(place)/\(foreign)", Self.nobody, Self.nobody)
      others.append(foreign)
    }
    #expect(cworker_sweep(place, "mien-worker-") == 0)
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: place)) == Set(kept + others))
    #expect(cworker_sweep(place + "/none", "mien-worker-") == ENOENT)
    #expect(cworker_remove_tree(place) == 0)
  }
}
