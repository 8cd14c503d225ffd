import Provenance
import Catalog
import Evaluation
import Foundation
import Runs

/// Finds the corpus and the character that a run rests on, for commands that go back from a take to them.
struct RunGround {
  let archive: any RunArchive
  let run: RunSummary
  /// Where the user says the corpus is.
  var corpusOption: String?
  /// Where the user says the character is.
  var characterOption: String?

  /// The corpus, checked to be the one the run was made on.
  func corpus() throws -> Corpus {
    let wanted = run.run.corpus
    for place in try candidates(corpusOption, remark: "corpus.place", id: wanted.id) {
      guard let corpus = try? Workbench.searchPath.corpus(place) else { continue }
      if try corpus.contentHash().description == wanted.contentHash { return corpus }
    }
    throw GroundError.missing(
      what: "corpus", id: wanted.id, run: run.id, option: "--corpus", given: corpusOption)
  }

  /// The character, checked to be the one the run was made with.
  func character() throws -> CharacterFolder {
    let wanted = run.run.character
    for place in try candidates(characterOption, remark: "character.place", id: wanted.id) {
      guard let folder = try? Workbench.searchPath.character(place, withSessions: false) else { continue }
      if folder.contentHash.description == wanted.contentHash { return folder }
    }
    throw GroundError.missing(
      what: "character", id: wanted.id, run: run.id, option: "--character", given: characterOption)
  }

  private func candidates(_ option: String?, remark: String, id: String) throws -> [String] {
    if let option { return [option] }
    return [try archive.remarks(of: run.id)[remark], id].compactMap { $0 }.filter { !$0.isEmpty }
  }
}

/// What a run rested on cannot be found again.
enum GroundError: Error, CustomStringConvertible {
  case missing(what: String, id: String, run: String, option: String, given: String?)
  case unlikeReference(id: String, run: String)

  var description: String {
    switch self {
    case .unlikeReference(let id, let run):
      "character '\(id)' no longer gives the reference values of run \(run); run it again with this version"
    case .missing(let what, let id, let run, let option, let given):
      if let given {
        "\(given): not the \(what) '\(id)' as run \(run) used it (its content differs); give the same one"
      } else {
        "the \(what) '\(id)' of run \(run) is not where it was, or has changed since; say where it is with \(option)"
      }
    }
  }
}
