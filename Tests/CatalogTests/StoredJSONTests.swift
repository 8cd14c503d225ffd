import Foundation
import Testing

@testable import Catalog

@Suite("Files of JSON")
struct StoredJSONTests {
  private struct Thing: Codable, Equatable {
    struct Part: Codable, Equatable { var size: Int }
    var name: String
    var parts: [Part]
  }

  private func message(_ text: String) -> String {
    let error = #expect(throws: CatalogError.self) {
      try StoredJSON.decode(Thing.self, from: Data(text.utf8), file: "f.json")
    }
    let message = error?.description ?? ""
    #expect(!message.contains("\n"))
    return message
  }

  @Test("what is encoded comes back, in a form for people")
  func roundTrip() throws {
    let thing = Thing(name: "né", parts: [.init(size: 1)])
    let bytes = try StoredJSON.encode(thing, file: "f.json")
    #expect(String(decoding: bytes, as: UTF8.self).contains("\n"))
    #expect(try StoredJSON.decode(Thing.self, from: bytes, file: "f.json") == thing)
  }

  @Test("what is no JSON is named by line and column")
  func syntax() {
    #expect(message("{\n  \"name\": \"a\",\n  \"parts\": [}\n}").hasPrefix("f.json: line 3, column 13"))
    #expect(message("").hasPrefix("f.json: "))
  }

  @Test("a key that stands twice is refused by its second place")
  func twice() {
    let text = message("{\n  \"name\": \"a\",\n  \"name\": \"b\",\n  \"parts\": []\n}")
    #expect(text.contains("line 3") && text.contains("\"name\" twice"), "\(text)")
  }

  @Test("missing and wrong fields are named by their path")
  func fields() {
    #expect(message("{\"name\": \"a\"}").contains("'parts' is missing"))
    #expect(
      message("{\"name\": \"a\", \"parts\": [{\"size\": 1}, {\"size\": \"x\"}]}").contains("parts[1].size"))
    #expect(message("[]").hasPrefix("f.json: top level"))
  }

  @Test("a file that is not there has its cure, a folder its reason")
  func files() throws {
    let folder = try TemporaryFolder()
    let none = #expect(throws: CatalogError.self) {
      try StoredJSON.bytes(of: folder.url.appendingPathComponent("none"), cure: "make it")
    }
    #expect(none?.description.contains("make it") == true)
    let error = #expect(throws: CatalogError.self) { try StoredJSON.bytes(of: folder.url, cure: "make it") }
    #expect(error?.description.contains("make it") == false)
  }
}
