public import Foundation

/// How the files of takes that others made are read: a form of its own, or a layout of arrays.
public enum TakeFileLayout: Sendable, Equatable {
  /// Live Link Face tables (`.csv`).
  case livelink
  /// Live Link Face datagrams, one behind the other (`.livelink`, `.udp`, `.bin`).
  case livelinkPackets
  /// Blend-shape frames as BEAT has them: names, and frames of weights and time (`.json`).
  case arkitJSON
  /// Motion of a skeleton (`.bvh`).
  case bvh
  /// VRM animation (`.vrma`).
  case vrma
  /// Animation in glTF (`.glb`, `.gltf`, `.vrm`).
  case gltf
  /// A form of our own that is read back.
  case take(TakeReader)
  /// Arrays by a layout, and the folder that its own files lie in.
  case arrays(MotionLayout, folder: URL?)

  /// A layout that a word chooses, and what it reads.
  public typealias Form = (word: String, layout: TakeFileLayout, title: String)

  /// Layouts that are no arrays, by the words that choose them.
  public static let forms: [Form] = forms(with: [])

  /// The same with readers of other rooms.
  public static func forms(with others: [TakeReader]) -> [Form] {
    let foreign: [Form] = [
      ("livelink", .livelink, "Live Link Face table (.csv .livelink)"),
      (
        "livelink-packets", .livelinkPackets,
        "Live Link Face datagrams, one behind the other (.livelink .udp .bin)"
      ),
      ("arkit-json", .arkitJSON, "names, and frames of weights and time, as in BEAT and ours (.json)"),
      ("bvh", .bvh, "BVH, any skeleton whose joints are recognised or mapped (.bvh)"),
      ("vrma", .vrma, "VRM animation (.vrma)"),
      ("gltf", .gltf, "animation in glTF (.glb .gltf .vrm)"),
    ]
    return foreign + (TakeReader.all + others).map { ($0.id, .take($0), $0.title) }
  }

  /// The layout of a word: one of `forms`, `beat-arkit-json`, or a shipped layout; else the path of an own one.
  ///
  /// - Throws: ``FormatsError`` when it is neither, or the own one is broken.
  public init(_ text: String, forms: [Form] = TakeFileLayout.forms) throws(FormatsError) {
    let word = text == "beat-arkit-json" ? "arkit-json" : text
    if let form = forms.first(where: { $0.word == word }) {
      self = form.layout
    } else if let layout = MotionLayout.shipped(word) {
      self = .arrays(layout, folder: nil)
    } else {
      let file = URL(fileURLWithPath: text)
      guard !text.isEmpty, FileManager.default.fileExists(atPath: file.path) else {
        let known = (forms.map(\.word) + MotionLayout.shipped.map(\.id)).joined(separator: ", ")
        throw .unsupported(
          file: text.isEmpty ? "''" : text, place: "layout", reason: "it is no layout and no file",
          cure: "choose \(known), or the path of an own layout")
      }
      if let reason = UnreadableReason.of(file) { throw .unreadable(file: file.path, reason: reason) }
      self = .arrays(
        try MotionLayout(parsing: FolderFiles.bytes(of: file), file: text),
        folder: file.deletingLastPathComponent())
    }
  }

  /// Endings of its files, in lower case.
  public var endings: [String] {
    switch self {
    case .livelink: ["csv", "livelink"]
    case .livelinkPackets: ["livelink", "udp", "bin"]
    case .arkitJSON: ["json", "arkit-json"]
    case .bvh: ["bvh"]
    case .vrma: ["vrma"]
    case .gltf: ["glb", "gltf", "vrm"]
    case .take(let reader): reader.endings
    case .arrays: ["npz", "npy", "json"]
    }
  }

  /// Whether a stated rate says anything: of arrays, and of rows whose times it must keep to. All else tells its own.
  var takesStatedRate: Bool {
    switch self {
    case .arrays: true
    case .take(let reader): reader == .csv || reader == .npz
    case .livelink, .livelinkPackets, .arkitJSON, .bvh, .vrma, .gltf: false
    }
  }

  /// Bytes that tell which of several layouts with one ending a file is of.
  static let headLength = 512

  /// Whether a file that begins so is surely of this layout. Those that begin anyhow are recognised by their ending.
  func recognises(_ head: Data) -> Bool {
    switch self {
    case .livelink:
      let text = String(decoding: head.prefix(64), as: UTF8.self).drop { $0 == "\u{FEFF}" }
      return text.lowercased().hasPrefix("timecode")
    case .livelinkPackets: return head.first.map { $0 < 0x20 } ?? false
    case .take(let reader): return reader.recognises(head)
    case .arkitJSON, .bvh, .vrma, .gltf, .arrays: return false
    }
  }
}
