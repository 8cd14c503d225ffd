import Foundation
import Motion

extension TakeReader {
  /// `mien.take/1`.
  static let json = TakeReader(
    id: "json", endings: ["json"], title: "our own \(TakeJSON.schemaID), as '--as json' writes it (.json)",
    recognises: { String(decoding: $0.prefix(400), as: UTF8.self).contains("\"\(TakeJSON.schemaID)\"") }
  ) { bytes, request throws(FormatsError) in
    let takes = try TakeJSON.contents([UInt8](bytes), file: request.file)
    let names = takes.map(\.performance.name)
    let number: Int?
    if let clip = request.clip {
      number = names.firstIndex(of: clip) ?? Int(clip).flatMap { names.indices.contains($0) ? $0 : nil }
    } else {
      number = names.indices.first
    }
    guard let number else {
      throw .unsupported(
        file: request.file, place: "clip '\(request.clip ?? "")'", reason: "there is no such take",
        cure: names.isEmpty ? "export it again" : "choose one of \(names.prefix(8).joined(separator: ", "))")
    }
    let take = takes[number]
    if let additive = take.additive { throw relative(additive, file: request.file) }
    try check(take.performance.track, file: request.file)
    let others = names.indices.filter { $0 != number }.map { names[$0] }
    var notes: [ImportNote] = []
    if !others.isEmpty {
      notes.append(
        ImportNote(
          .leftOut, request.file,
          "the take of \(others.prefix(8).joined(separator: ", ")); a clip chooses it"))
    }
    return Reading(take.performance.track, notes: notes)
  }
}
