import Formats
import Foundation
import Testing

@testable import Catalog

@Suite("Texts of many sounds")
struct SoundTextsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func texts(_ files: [String: String]) throws -> (said: [String: String], report: ImportReport) {
    for (name, text) in files { _ = try folder.write(text, name) }
    let place = try ImportFolder(folder.url)
    var report = ImportReport()
    let texts = try SoundTexts(place, &report)
    var said: [String: String] = [:]
    for sound in place.sounds { said[sound.path] = texts.text(of: sound) }
    return (said, report)
  }

  @Test("Sphinx: words between marks, fillers and numbers of pronunciations are not spoken")
  func sphinx() throws {
    let (said, report) = try texts([
      "wav/a.wav": "", "wav/b.wav": "", "wav/c.wav": "",
      "etc/x_train.transcription":
        "<s> he read(2) it <sil> twice ++cough++ </s> (a)\r\n\nonly these (speaker/b)\n<s> (sic) </s> (c.wav)\nlost\n<s> x </s> (d)\n",
    ])
    #expect(said == ["wav/a.wav": "he read it twice", "wav/b.wav": "only these", "wav/c.wav": "(sic)"])
    #expect(
      report.lines == [
        "missing: etc/x_train.transcription: 1 text has no sound of its name",
        "left out: etc/x_train.transcription: line 5: it is no line of words and (id)",
      ])
  }

  @Test("LJSpeech: the text as spoken, else as written; quotes and more bars stay")
  func table() throws {
    let (said, report) = try texts([
      "wavs/LJ1.wav": "", "wavs/LJ2.wav": "", "wavs/LJ3.flac": "",
      "metadata.csv":
        "\u{FEFF}LJ1|Dr. \"No\", 1813|Doctor \"No\", eighteen thirteen\nLJ2|as written|\nwavs/LJ3.flac|two fields\nno bar\n",
    ])
    #expect(
      said == [
        "wavs/LJ1.wav": "Doctor \"No\", eighteen thirteen", "wavs/LJ2.wav": "as written",
        "wavs/LJ3.flac": "two fields",
      ])
    #expect(report.faults.map(\.place) == ["metadata.csv: line 4"])
  }

  @Test("of equal ids the nearest file counts, and none where that is open")
  func nearest() throws {
    let (said, _) = try texts([
      "x/wav/a.wav": "", "y/wav/a.wav": "", "z/a.wav": "", "x/metadata.csv": "a|from x",
      "y/metadata.csv": "a|from y",
    ])
    #expect(said == ["x/wav/a.wav": "from x", "y/wav/a.wav": "from y"])
  }

  @Test("a table that is no text is refused by name")
  func broken() throws {
    _ = try folder.write(Data([0x61, 0x7C, 0xFF]), "metadata.csv")
    let place = try ImportFolder(folder.url)
    var report = ImportReport()
    let error = #expect(throws: CatalogError.self) { try SoundTexts(place, &report) }
    #expect(error?.description.contains("metadata.csv") == true)
  }
}
