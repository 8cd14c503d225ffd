import Catalog
import Foundation
import Testing

@Suite("Search path")
struct SearchPathTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for path in [
      "home/Corpora/a", "home/Corpora/b", "mine/Corpora/b", "mine/Corpora/c", "home/Corpora/notcorpus",
    ] {
      _ = try folder.write(
        path.hasSuffix("notcorpus") ? "" : "{}",
        path + (path.hasSuffix("notcorpus") ? "/x.txt" : "/corpus.json"))
    }
    _ = try folder.write("{}", "home/Corpora/Characters/nova/character.json")
  }

  private func root(_ name: String) -> URL { folder.url.appendingPathComponent(name) }

  @Test("the running program is a file that is there")
  func runningProgram() {
    let file = SearchPath.executable
    #expect(FileManager.default.isExecutableFile(atPath: file.path), "\(file.path)")
  }

  @Test("earlier roots hide later ones; only folders with a manifest are listed")
  func order() {
    let path = SearchPath(roots: [root("mine"), root("home")])
    let entries = path.list(.corpus)
    #expect(entries.map(\.name) == ["a", "b", "c"])
    #expect(entries[1].folder.path.contains("/mine/"))
    #expect(path.list(.character).map(\.name) == ["nova"])
  }

  @Test("MIEN_PATH, the user's folder and MIEN_HOME make the roots, in this order")
  func environment() {
    let path = SearchPath(
      environment: [
        "MIEN_PATH": "/x:/y", "XDG_DATA_HOME": "/d", "HOME": "/h", "MIEN_HOME": root("home").path,
      ],
      executable: nil)
    #expect(path.roots.map(\.path) == ["/x", "/y", "/d/mien", root("home").path])
    #expect(path.bundled?.path == root("home").path)
    #expect(
      SearchPath(environment: ["HOME": "/h"], executable: nil).roots.map(\.path) == ["/h/.local/share/mien"])
    #expect(SearchPath(environment: [:], executable: nil).roots == [])
  }

  @Test("without MIEN_HOME the nearest folder above the executable with a Corpora is taken")
  func executable() throws {
    let program = try folder.write("", "home/.build/debug/mien")
    let path = SearchPath(environment: [:], executable: program)
    #expect(path.bundled?.resolvingSymlinksInPath().path == root("home").resolvingSymlinksInPath().path)
    #expect(SearchPath(environment: [:], executable: URL(fileURLWithPath: "/")).bundled == nil)
  }

  @Test("a slash makes a path, anything else is a name")
  func names() throws {
    let path = SearchPath(roots: [root("home")])
    #expect(try path.folder(of: .corpus, "a").path == root("home/Corpora/a").path)
    #expect(try path.folder(of: .corpus, "./a").path.hasSuffix("/a"))
    #expect(try path.folder(of: .corpus, root("mine").path).path == root("mine").path)
    let error = #expect(throws: CatalogError.self) { try path.folder(of: .corpus, "zzz") }
    #expect(error?.description == "no corpus 'zzz'; there are a, b; a path with a slash names a folder")
    #expect(throws: CatalogError.self) { try path.folder(of: .corpus, "") }
  }

  @Test("what is no character is told what a character may be")
  func noCharacter() throws {
    let paths = SearchPath(roots: [])
    let unknown = #expect(throws: CatalogError.self) { try paths.character("x.vrma") }
    #expect(unknown?.description.contains(".glb, .gltf and .vrm files are characters too") == true)
    let file = try folder.write("x", "x.py")
    _ = try folder.write("x", "empty/other.txt")
    let cases = [
      (file.path, "x.py: it is no character"), (folder.url.path + "/gone", "gone: it does not exist"),
      (folder.url.path + "/empty", "empty: the folder has no character.json"),
    ]
    for (path, reason) in cases {
      let error = #expect(throws: CatalogError.self) { try paths.character(path) }
      #expect(error?.description.contains(reason) == true)
      #expect(error?.description.contains(".glb, .gltf or .vrm file") == true)
    }
  }
}
