import Motion
import Testing

@testable import Formats

@Suite struct JSONFormTests {
  @Test func `a file reads back with names, markers, audio and rate`() throws {
    let material = try sampleMaterial()
    let takes = try TakeJSON.read(TakeForm.named("json").write(material).bytes, file: "a")
    #expect(takes.count == 1)
    #expect(takes[0].track == material.performances[0].track)
    #expect(takes[0].markers == material.performances[0].markers)
    #expect(takes[0].audio == "take.wav")
  }

  @Test func `two speakers are two takes`() throws {
    var material = try sampleMaterial()
    material.performances.append(.init(name: "joke/bo", track: hostileTake()))
    let takes = try TakeJSON.read(TakeForm.named("json").write(material).bytes, file: "a")
    #expect(takes.map(\.name) == ["joke/nova", "joke/bo"])
    #expect(takes[1].track == hostileTake())
  }

  @Test(arguments: [
    "{}", "{\"schema\":\"mien.take/2\",\"takes\":[]}", "[1]",
    "{\"schema\":\"mien.take/1\",\"takes\":[{\"channels\":[],\"samples\":[[1]]}]}",
    "{\"schema\":\"mien.take/1\",\"takes\":[{\"fps\":{\"numerator\":0,\"denominator\":1}}]}",
    "{\"schema\":\"mien.take/1\",\"takes\":[{\"fps\":{\"numerator\":30,\"denominator\":1},\"channels\":[{\"name\":\"a\",\"kind\":\"weight\"},{\"name\":\"a\",\"kind\":\"weight\"}],\"samples\":[]}]}",
    "{\"schema\":\"mien.take/1\",\"takes\":[{\"fps\":{\"numerator\":30,\"denominator\":1},\"channels\":[{\"name\":\"a\",\"kind\":\"weight\"}],\"samples\":[[1],[1,2]]}]}",
  ])
  func `a broken file is refused`(_ text: String) {
    #expect(throws: FormatsError.self) { try TakeJSON.read(Array(text.utf8), file: "a") }
  }
}
