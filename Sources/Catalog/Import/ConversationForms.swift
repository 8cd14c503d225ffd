import Conversation
import Formats
import Foundation
import Provenance

extension ImportForm {
  private static let textAssumptions = [
    "Words are spread over their turn in proportion to letters and marked as estimated.",
    "An emotion label holds for the whole of its turn.",
  ]

  /// Files, each of which holds conversations, without audio.
  static func conversations(
    _ id: String, _ title: String, kinds: Set<String>, files: String, assumptions: [String] = [],
    evidence: Evidence = .real,
    read:
      @escaping @Sendable (Data, String, CorpusImport) throws(CatalogError) -> (
        transcripts: [Transcript], vocabulary: String?
      )
  ) -> ImportForm {
    ImportForm(
      id: id, group: .conversation, title: title, files: files, assumptions: textAssumptions + assumptions,
      evidence: evidence
    ) { source, job, report throws(CatalogError) in
      let folder = try ImportFolder(source, &report)
      let chosen = folder.named.map { [$0] } ?? folder.files.filter { kinds.contains($0.kind) }
      return chosen.map { file in
        ImportTake(name: file.path) { () throws(CatalogError) in
          let bytes = try ImportFolder.bytes(of: file.url)
          guard bytes.count <= ReadingLimits.fileBytes else {
            throw .refused(
              what: file.url.path,
              reason: "it has \(bytes.count) bytes, and \(ReadingLimits.fileBytes) are read",
              cure: "divide it")
          }
          let (transcripts, vocabulary) = try read(bytes, file.url.lastPathComponent, job)
          let isOne = transcripts.count == 1
          return transcripts.map { transcript in
            var material = ImportMaterial(
              id: isOne && transcript.id.isEmpty ? file.stem : transcript.id, transcript: transcript)
            material.vocabulary = vocabulary.flatMap(EmotionVocabulary.named)
            return material
          }
        }
      }
    }
  }

  /// Tables read by one of the maps that are there, whichever knows the file.
  static func mapped(_ id: String, _ title: String, maps: [String], kinds: Set<String>, files: String)
    -> ImportForm
  {
    conversations(id, title, kinds: kinds, files: files) { bytes, file, job throws(CatalogError) in
      let ready = maps.compactMap { ColumnMap.ready($0) }
      let known = ColumnMap.recognised(bytes, file: file).flatMap { found in ready.first { $0.id == found.id }
      }
      let text = file.lowercased()
      let byName = ready.first { map in
        switch map.form {
        case .csv: text.hasSuffix(".csv")
        case .tsv: text.hasSuffix(".tsv")
        case .json: text.hasSuffix(".json")
        case .jsonl: text.hasSuffix(".jsonl") || text.hasSuffix(".jsonl.gz")
        }
      }
      guard let map = known ?? byName ?? ready.first else { return ([], nil) }
      do throws(FormatsError) { return (try ColumnMap.read(map, bytes, file: file), map.vocabulary) } catch {
        throw .format(error)
      }
    }
  }

  static let meld = conversations(
    "meld", "MELD tables of TV dialogue", kinds: ["csv"], files: "MELD CSV, plain or dyadic",
    assumptions: ["Time zero of a recording is the start of its dialogue's first utterance."]
  ) { bytes, file, _ throws(CatalogError) in
    do throws(FormatsError) { return (try MELDTable.read(bytes, file: file), "meld") } catch {
      throw .format(error)
    }
  }

  static let table = conversations(
    "table", "a table through a column map", kinds: ["csv", "tsv", "jsonl", "json"],
    files: "CSV, TSV, JSONL or JSON, with --map FILE (schema \(ColumnMap.schema))"
  ) { bytes, file, job throws(CatalogError) in
    let map: ColumnMap
    if let given = job.map {
      do throws(FormatsError) { map = try ColumnMap(given.bytes, file: given.file) } catch {
        throw .format(error)
      }
    } else if let known = ColumnMap.recognised(bytes, file: file) {
      map = known
    } else {
      throw .refused(
        what: file, reason: "no column map was given and none that is there knows the file",
        cure: "give one with --map FILE; 'mien corpus formats --maps' prints those that are there")
    }
    do throws(FormatsError) { return (try ColumnMap.read(map, bytes, file: file), map.vocabulary) } catch {
      throw .format(error)
    }
  }

  static let chat = conversations(
    "chat", "chats with language models", kinds: ["json", "jsonl"],
    files: "OpenAI messages JSONL, ShareGPT JSON or JSONL",
    assumptions: [
      "The assistant is the character; its text is read as performers read it: marks are cues or nothing, the rest is "
        + "spoken."
    ], evidence: .synthetic
  ) { bytes, file, _ throws(CatalogError) in
    do throws(FormatsError) { return (try ChatReader.read(bytes, file: file), nil) } catch {
      throw .format(error)
    }
  }
}
