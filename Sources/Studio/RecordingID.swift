import Catalog

/// What an id has to be so that a recording can have a folder of that name in a corpus.
enum RecordingID {
  /// Why a text cannot be the id of a recording; `nil` when it can.
  ///
  /// The manifest's rule for ids, and none of the names that a corpus folder uses itself. File systems may not
  /// tell upper from lower case, so neither does this.
  static func fault(in id: String) -> String? {
    if let reason = CorpusManifest.fault(inID: id) { return reason }
    return id.lowercased() == Corpus.manifestName.lowercased() ? "'\(id)' is the name of the manifest" : nil
  }
}
