import Foundation
import Motion

/// Curves in an array (frames × curves) and their names in another file: rigs of their makers' own.
enum CurveTable {
  /// Reads the array at a place; names come from the file given, else from one beside it that has as many.
  static func read(_ url: URL, handle: TakeHandle, timing: TrackTiming) throws(FormatsError) -> (
    Track, [ImportNote]
  ) {
    let file = FolderFiles.name(url)
    let array = try NPYArray(FolderFiles.bytes(of: url), file: file)
    var names: [String]?
    var source = ""
    if let given = handle.options.names {
      names = try list(given)
      source = FolderFiles.name(given)
    } else if array.shape.count == 2 {
      var matches: [(URL, [String])] = []
      for url in handle.names {
        let texts = try list(url)
        if texts.count == array.width { matches.append((url, texts)) }
      }
      if matches.count > 1, matches.contains(where: { $0.1 != matches[0].1 }) {
        throw .unsupported(
          file: file, place: "names",
          reason:
            "\(matches.map { FolderFiles.name($0.0) }.joined(separator: " and ")) both have \(array.width) names",
          cure: "say which one holds them")
      }
      names = matches.first?.1
      source = matches.first.map { FolderFiles.name($0.0) } ?? ""
    }
    return try track(array, names: names, source: source, file: file, timing: timing)
  }

  /// An array as a track of weights under their names.
  ///
  /// - Throws: ``FormatsError`` when it is no table of finite numbers, or the names are not as many or not unlike.
  static func track(_ array: NPYArray, names: [String]?, source: String, file: String, timing: TrackTiming)
    throws(FormatsError) -> (Track, [ImportNote])
  {
    func malformed(_ place: String, _ reason: String, _ cure: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: cure)
    }
    guard array.shape.count == 2, array.length > 0, array.width > 0 else {
      throw malformed("header", "curves of shape \(array.shape)", "save frames × curves")
    }
    guard array.width <= MotionFolder.largestChannelCount else {
      throw .unsupported(
        file: file, place: "header", reason: "\(array.width) curves",
        cure: "at most \(MotionFolder.largestChannelCount) are read")
    }
    var notes: [ImportNote] = []
    if names == nil {
      notes.append(ImportNote(.missing, file, "names of its \(array.width) curves; they are numbered"))
    }
    let labels =
      names
      ?? (0..<array.width).map {
        "curve." + String(repeating: "0", count: max(0, 3 - String($0).count)) + String($0)
      }
    guard labels.count == array.width else {
      throw malformed(
        "names", "\(labels.count) names in \(source) for \(array.width) curves",
        "give the right file of names")
    }
    if let empty = labels.firstIndex(where: \.isEmpty) {
      throw malformed("names", "name \(empty + 1) in \(source) is empty", "name each curve")
    }
    let layout = ChannelLayout(labels.map { .weight($0) })
    if let twice = ChannelLayout.firstDuplicate(in: labels.map { .weight($0) }) {
      throw malformed("names", "'\(twice)' occurs twice in \(source)", "name each curve differently")
    }
    let (rate, rateNote) = try timing.rate(stated: nil, frames: array.length, file: file)
    try MotionFolder.checkSize(
      channels: layout.channels.count, width: layout.width, frames: array.length, rate: rate, file: file)
    guard let values = array.floats() else {
      throw malformed("header", "its values are \(array.element)", "save numbers")
    }
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      throw malformed(
        "frame \(bad / array.width)", "'\(labels[bad % array.width])' is not a finite number", "fill it")
    }
    let track = Track(layout: layout, rate: rate, samples: values)
    notes.insert(
      ImportNote(
        .read, file,
        "\(array.length) frames of \(array.width) curves" + (source.isEmpty ? "" : ", named by \(source)")),
      at: 0)
    notes.append(rateNote)
    let outside = values.lazy.filter { $0 < 0 || $0 > 1 }.count
    if outside > 0 {
      notes.append(ImportNote(.read, file, "\(outside) weights lie outside 0 to 1; kept as they are"))
    }
    if let note = timing.lengthNote(track, file: file) { notes.append(note) }
    return (track, notes)
  }

  /// Names from an array of texts, or from text with a name on each line.
  static func list(_ url: URL) throws(FormatsError) -> [String] {
    let file = FolderFiles.name(url)
    let bytes = try FolderFiles.text(of: url)
    guard bytes.first == 0x93 else {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .malformed(
          file: file, place: "line 1", reason: "it is not UTF-8", cure: "save the names as UTF-8")
      }
      var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      while lines.last == "" { lines.removeLast() }
      return lines
    }
    let array = try NPYArray(bytes, file: file)
    guard let texts = array.texts() else {
      throw .malformed(
        file: file, place: "header", reason: "its values are \(array.element), or no valid Unicode",
        cure: "save the names as an array of texts")
    }
    return texts
  }
}
