import ArgumentParser
import Reporting
import RunStore
import Runs

/// `mien tag`.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Give a run a name, list names, or take one away.",
    discussion: """
      A name stands wherever a run is asked for; giving it again moves it. $last is the run that was opened last, $best \
      the one that rank, best or sweep put first when they last did.

      Example: mien tag speech favourite --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("The run.", valueName: "run")) var target: String?
  @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String?
  @Option(help: ArgumentHelp("Take this name away.", valueName: "name")) var remove: String?
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if remove != nil, target != nil { throw ValidationError("--remove stands alone") }
    if target != nil, name == nil { throw ValidationError("write the name behind the run: tag RUN NAME") }
  }

  func run() throws {
    if let remove {
      try store.writableArchive().name(remove, run: nil)
    } else if let target, let name {
      try RunTag.check(name)
      _ = try store.archive()
      let archive = try store.writableArchive()
      let run = try archive.find(target).id
      try archive.name(name, run: run)
      Console.print("\(name) is \(run)")
    } else {
      var table = Table(columns: [.text("name", "name"), .text("run", "run")])
      for tag in try store.archive().tags() { table.append([.text(tag.name), .text(tag.run)]) }
      Console.print(table.rendered(as: format.format, width: Console.width))
    }
  }
}
