import ArgumentParser
import Testing

@testable import Commands

@Suite("Completion walks the commands that parse lines")
struct CompletionTests {
  private struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tool", subcommands: [Make.self, Group.self])
  }

  private struct Make: ParsableCommand {
    enum Form: String, CaseIterable, ExpressibleByArgument { case glb, csv }

    @Argument var run: String
    @Argument(completion: .file()) var files: [String] = []
    @Option(name: [.customLong("as"), .customShort("a")]) var form: Form = .glb
    @Option var strategy: String = ""
    @Option(completion: .directory) var out: String?
    @Option var set: [String] = []
    @Flag var quiet = false
  }

  private struct Group: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Check.self])
  }

  private struct Check: ParsableCommand {
    @Flag var strict = false
    @Option var name: String?
  }

  private func candidates(_ words: [String], _ current: String = "") throws -> (
    values: [String], wantsFiles: Bool
  ) {
    let tree = try #require(CommandTree(dump: Root._dumpHelp()))
    return Completion.candidates(
      words: words, current: current, in: tree,
      sources: [
        "run": { _, _ in ["idle-1"] }, "strategy": { _, _ in ["idle", "speech", "speech-2"] },
        "check.name": { _, written in written.hasSuffix(":") ? [written + "x"] : ["x:"] },
      ])
  }

  @Test("Commands come first, those under them after")
  func commands() throws {
    #expect(try candidates([]).values.starts(with: ["make", "group"]))
    #expect(try candidates(["group"]).values == ["check"])
    #expect(try candidates(["help"]).values == ["make", "group"])
    #expect(try candidates(["help", "group"]).values == ["check"])
  }

  @Test("Options are offered once, repeatable ones again")
  func options() throws {
    let all = try candidates(["make"], "--").values
    for name in ["--as", "--strategy", "--out", "--set", "--quiet", "--help"] { #expect(all.contains(name)) }
    let rest = try candidates(["make", "--quiet", "-a", "csv", "--set", "x=1"], "-").values
    #expect(!rest.contains("--quiet") && !rest.contains("--as") && rest.contains("--set"))
    #expect(try candidates(["group", "check"]).values.contains("--strict"))
  }

  @Test("An option's value is one of its cases, a known id, or a file")
  func values() throws {
    #expect(try candidates(["make", "--as"]).values == ["glb", "csv"])
    #expect(try candidates(["make", "-a"]).values == ["glb", "csv"])
    #expect(try candidates(["make", "--as="], "--as=").values == ["--as=glb", "--as=csv"])
    #expect(try candidates(["make", "--strategy"]).values == ["idle", "speech", "speech-2"])
    #expect(try candidates(["make", "--out"]).wantsFiles)
    #expect(try candidates(["make"], "--out=x").wantsFiles)
    #expect(try !candidates(["make", "--as"]).wantsFiles)
  }

  @Test("Every part of a comma-separated value is completed")
  func lists() throws {
    #expect(
      try candidates(["make", "--strategy"], "idle,s").values
        == ["idle,idle", "idle,speech", "idle,speech-2"])
  }

  @Test("A word that is whole is the only candidate")
  func whole() throws {
    #expect(try candidates(["make", "--strategy"], "speech").values == ["speech"])
    #expect(try candidates(["make", "--strategy"], "speec").values.contains("speech-2"))
  }

  @Test("What is listed under a command's name goes before what is listed for all")
  func places() throws {
    #expect(try candidates(["group", "check", "--name"], "").values == ["x:"])
    #expect(try candidates(["group", "check", "--name"], "y:").values == ["y:x"])
  }

  @Test("Receivers, layouts, parts of a mask and characters complete")
  func words() {
    func offered(_ line: String, _ written: String = "") -> [String] {
      Completion.candidates(words: line.split(separator: " ").map(String.init), current: written).values
    }
    #expect(offered("play x --to") == ["vmc://", "livelink://", "mien://"])
    #expect(
      offered("take layouts").contains("beat2-smplx") && offered("take import x --layout").contains("bvh"))
    #expect(offered("export x --mask", "face,").contains("face,!body"))
    #expect(offered("show x --channels").contains("jawOpen"))
  }

  @Test("Places are counted past options and their values, and the last may repeat")
  func positionals() throws {
    #expect(try candidates(["make"]).values == ["idle-1"])
    #expect(try candidates(["make", "--as", "glb"]).values == ["idle-1"])
    #expect(try candidates(["make", "idle-1"]).wantsFiles)
    #expect(try candidates(["make", "idle-1", "x", "y"]).wantsFiles)
    #expect(try candidates(["make", "--"], "-x").values == ["idle-1"])
  }

  @Test("Words that are no command offer nothing")
  func unknown() throws {
    #expect(try candidates(["help", "nothing"]).values.isEmpty)
    #expect(try candidates(["make", "--nothing=x"], "--nothing=").values.isEmpty)
  }
}
