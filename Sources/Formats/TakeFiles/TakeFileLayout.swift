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
  /// Arrays by a layout, and the folder that its own files lie in.
  case arrays(MotionLayout, folder: URL?)

  /// Layouts that are no arrays, by the words that choose them.
  public static let forms: [(word: String, layout: TakeFileLayout, title: String)] = [
    ("livelink", .livelink, "Live Link Face table (.csv)"),
    (
      "livelink-packets", .livelinkPackets,
      "Live Link Face datagrams, one behind the other (.livelink .udp .bin)"
    ),
    ("arkit-json", .arkitJSON, "names, and frames of weights and time, as in BEAT (.json)"),
    ("bvh", .bvh, "BVH, any skeleton whose joints are recognised or mapped (.bvh)"),
    ("vrma", .vrma, "VRM animation (.vrma)"),
    ("gltf", .gltf, "animation in glTF (.glb .gltf .vrm)"),
  ]

  /// The layout of a word: one of ``forms``, `beat-arkit-json`, or a shipped layout; else the path of an own one.
  ///
  /// - Throws: ``FormatsError`` when it is neither, or the own one is broken.
  public init(_ text: String) throws(FormatsError) {
    let word = text == "beat-arkit-json" ? "arkit-json" : text
    if let form = Self.forms.first(where: { $0.word == word }) {
      self = form.layout
    } else if let layout = MotionLayout.shipped(word) {
      self = .arrays(layout, folder: nil)
    } else {
      let file = URL(fileURLWithPath: text)
      guard !text.isEmpty, FileManager.default.fileExists(atPath: file.path) else {
        let known = (Self.forms.map(\.word) + MotionLayout.shipped.map(\.id)).joined(separator: ", ")
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
    case .livelink: ["csv"]
    case .livelinkPackets: ["livelink", "udp", "bin"]
    case .arkitJSON: ["json"]
    case .bvh: ["bvh"]
    case .vrma: ["vrma"]
    case .gltf: ["glb", "gltf", "vrm"]
    case .arrays: ["npz", "npy", "json"]
    }
  }

  /// Layouts that files are read in when none is said: those whose ending tells enough.
  public static let told: [TakeFileLayout] = forms.map(\.layout)
}
