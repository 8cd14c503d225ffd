import Catalog
import Conversation
import Foundation
import Provenance

/// The first line of a capture: `{"schema":"mien.capture/1","id":"…","participants":[{"id":"…","role":"…"}]}`.
struct CaptureHello {
  static let schema = "mien.capture/1"
  static let longest = 65_536

  let id: String
  let participants: [Recording.Participant]

  private struct Fields: Decodable {
    struct Person: Decodable {
      var id: String
      var role: Recording.Participant.Role
    }
    var schema: String
    var id: String
    var participants: [Person]
  }

  init(_ bytes: [UInt8]) throws(CaptureFault) {
    let form =
      "; begin with {\"schema\":\"\(Self.schema)\",\"id\":\"…\",\"participants\":[{\"id\":\"…\","
      + "\"role\":\"character\"}]}"
    guard bytes.count <= Self.longest, let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes))
    else { throw CaptureFault("the first line says not who takes part" + form) }
    guard fields.schema == Self.schema else {
      throw CaptureFault("the schema '\(fields.schema.prefix(60))' is not \(Self.schema)" + form)
    }
    guard fields.participants.count <= CaptureOptions.mostParticipants else {
      throw CaptureFault("more than \(CaptureOptions.mostParticipants) participants")
    }
    guard fields.participants.contains(where: { $0.role == .character }) else {
      throw CaptureFault("no participant has the role 'character'" + form)
    }
    id = fields.id
    participants = fields.participants.map { .init(id: $0.id, role: $0.role) }
    // The manifest's rules for ids are the ones that count.
    let manifest = CorpusManifest(
      id: "x", title: "", language: "und", licence: "", evidence: .synthetic, about: "",
      recordings: [listed(as: fields.id, duration: 1)])
    if let fault = manifest.firstFault {
      let place = fault.place.replacing("recordings[0].", with: "")
      throw CaptureFault("\(place): \(fault.reason)")
    }
    if let reason = RecordingID.fault(in: fields.id) {
      throw CaptureFault("id: \(reason); choose another one")
    }
    // Names of files stay within what file systems take, and within their folder.
    for name in [fields.id] + fields.participants.map(\.id)
    where name.utf8.count > 100 || name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw CaptureFault("an id has more than 100 bytes or holds control characters")
    }
  }

  /// The recording as a manifest lists it.
  func listed(as id: String, duration: Double) -> CorpusManifest.Entry {
    .init(
      id: id, log: "\(id)/recording.jsonl", duration: duration,
      participants: participants.map { .init(id: $0.id, role: $0.role) })
  }
}
