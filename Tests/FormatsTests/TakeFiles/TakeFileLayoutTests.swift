import Formats
import Foundation
import Testing

@Suite("Layouts by word or path")
struct TakeFileLayoutTests {
  private func refusal(_ text: String) -> String {
    do {
      _ = try TakeFileLayout(text)
      return ""
    } catch { return error.description }
  }

  @Test("a path that is no file is named whole, with the reason in plain words")
  func places() {
    let folder = FileManager.default.temporaryDirectory.standardizedFileURL.path
    #expect(refusal(folder).hasPrefix("\(folder): it is a folder"))
    #expect(refusal("/dev/zero").hasPrefix("/dev/zero: it is a device"))
  }

  @Test("neither an empty nor an unknown word is taken for a path")
  func words() {
    #expect(refusal("").hasPrefix("'': layout: it is no layout and no file; choose livelink"))
    #expect(refusal("nosuch").contains("it is no layout and no file; choose livelink"))
  }
}
