import Conversation
import Formats
import Foundation
import Motion

extension ImportForm {
  static let audio = ImportForm(
    id: "audio", group: .audio, title: "speech alone",
    files:
      "WAV, FLAC, Ogg, AIFF …; what is said stands in STEM.lab, STEM.txt, transcription.txt (Sphinx) or metadata.csv "
      + "(LJSpeech)",
    assumptions: ["Each file is one voice; a text of it is spoken where a voice is heard."]
  ) { source, _, report throws(CatalogError) in
    let folder = try ImportFolder(source, &report)
    let texts = try SoundTexts(folder, &report)
    let sounds = folder.named.map { [$0] } ?? folder.sounds
    return sounds.map { sound in
      ImportTake(name: sound.path) { () throws(CatalogError) in
        var transcript = Transcript(id: sound.stem, speakers: [.init(name: "", role: .character)])
        let beside = folder.beside(sound.stem, in: sound.folder).first { ["lab", "txt"].contains($0.kind) }
        let text =
          try beside.map { file throws(CatalogError) in try Self.text(of: file.url) } ?? texts.text(of: sound)
        if let text, !text.isEmpty { transcript.turns = [Self.turn(text, by: "", in: sound)] }
        var material = ImportMaterial(id: sound.stem, transcript: transcript, sounds: ["": .file(sound.url)])
        material.isSpokenThroughout = true
        return [material]
      }
    }
  }

  /// A turn over a whole file, which is narrowed to where the voice is heard.
  private static func turn(_ text: String, by speaker: String, in sound: ImportFolder.File) -> Transcript.Turn
  {
    Transcript.Turn(
      speaker: speaker, text: text, start: .zero,
      end: AudioHead(path: sound.url.path).flatMap { MediaTime(seconds: $0.seconds) })
  }

  /// RAVDESS: seven numbers in a file's name, of which the third is the emotion, the fourth its strength, the fifth
  /// the sentence and the seventh the actor.
  static let ravdess = ImportForm(
    id: "ravdess", group: .audio, title: "RAVDESS, acted emotional speech",
    files: "audio files named MM-CC-EE-II-SS-RR-AA",
    assumptions: [
      "Emotion, strength, sentence and actor are read from the file's name.",
      "The emotion holds for the whole of the file, with strength 0.5 for normal and 1 for strong.",
      "The sentence is spoken from where the voice is first heard to where it is last heard.",
    ]
  ) { source, _, report throws(CatalogError) in
    let folder = try ImportFolder(source, &report)
    let sounds = folder.named.map { [$0] } ?? folder.sounds
    var takes: [ImportTake] = []
    for sound in sounds {
      let codes = sound.stem.split(separator: "-").map(String.init)
      let isNamed = codes.count == 7 && codes.allSatisfy { $0.count == 2 && Int($0) != nil }
      guard isNamed else {
        report.add(.leftOut, sound.path, "its name is not seven numbers of two digits")
        continue
      }
      takes.append(
        ImportTake(name: sound.path) { () throws(CatalogError) in
          let sentences = ["01": "Kids are talking by the door.", "02": "Dogs are sitting by the door."]
          let actor = "actor-\(codes[6])"
          var transcript = Transcript(id: sound.stem, speakers: [.init(name: actor, role: .character)])
          if let sentence = sentences[codes[4]] {
            let strength = codes[2] == "01" ? nil : codes[3] == "02" ? 1.0 : 0.5
            var turn = Self.turn(sentence, by: actor, in: sound)
            turn.emotions = [.init(codes[2], value: strength)]
            transcript.turns = [turn]
          } else {
            transcript.notes.append(
              ImportNote(.leftOut, sound.path, "sentence \(codes[4]) is none of 01 and 02"))
          }
          var material = ImportMaterial(
            id: sound.stem, transcript: transcript, sounds: [actor: .file(sound.url)])
          material.vocabulary = EmotionVocabulary.named("ravdess")
          material.isSpokenThroughout = true
          return [material]
        })
    }
    return takes
  }

  private static func text(of file: URL) throws(CatalogError) -> String {
    let bytes = try ImportFolder.bytes(of: file)
    guard bytes.count <= RecordLine.longestText, let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(
        file: file.path, place: "text",
        reason: "it is not UTF-8, or longer than \(RecordLine.longestText) bytes",
        cure: "save it as UTF-8")
    }
    return TranscriptAssembly.oneLine(PlainText.unmarked(text))
  }
}
