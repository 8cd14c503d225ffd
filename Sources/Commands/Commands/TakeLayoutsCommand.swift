import ArgumentParser
import Catalog
import Foundation
import Formats
import Reporting

/// `mien take layouts`.
struct TakeLayoutsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layouts", abstract: "List the layouts that 'take import' reads, or print one.",
    discussion: """
      With NAME the JSON of a layout of arrays is printed, to be read or to begin an own one with: names of arrays, \
      joints and weights, form of rotations, axes, unit, rate.

      Example: mien take layouts beat2-smplx > own.json
      """)

  @Argument(help: "A layout of arrays.") var name: String?
  @OptionGroup var format: FormatOptions

  func run() throws {
    if let name {
      guard let text = MotionLayout.shippedText(name) else {
        let known = MotionLayout.shipped.map(\.id).joined(separator: ", ")
        throw ValidationError("'\(name)' is no layout of arrays; there are \(known)")
      }
      Console.print(text.trimmingCharacters(in: .newlines))
      return
    }
    var table = Table(columns: [.text("layout", "layout"), .text("reads", "reads")])
    for form in TakeFileLayout.offered { table.append([.text(form.word), .text(form.title)]) }
    for layout in MotionLayout.shipped { table.append([.text(layout.id), .text(layout.title)]) }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
