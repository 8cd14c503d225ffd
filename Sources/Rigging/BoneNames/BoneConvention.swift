import Motion

/// The names that one family of tools gives the joints of a humanoid.
///
/// Names are kept folded: lower case, without blanks, underscores, dots and hyphens. Where two names stand for one
/// bone, the earlier goes first; a node is never taken for two bones.
struct BoneConvention: Sendable {
  /// A side of the body in the spellings that names are made of.
  struct Side: Sendable {
    /// `l` or `r`.
    let letter: String
    /// `left` or `right`.
    let word: String
    static let both = [Side(letter: "l", word: "left"), Side(letter: "r", word: "right")]
  }

  /// What the convention is called in notices.
  let name: String
  /// Folded names with their bones, in the order of preference.
  let entries: [(name: String, bone: HumanoidBone)]
  /// A folded name without which the convention does not apply: what tells it from a neighbour.
  let mark: String?
  /// Folded names of the hips.
  var hips: [String] { entries.filter { $0.bone == .hips }.map(\.name) }

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - name: What the convention is called.
  ///   - mark: A folded name that must be there.
  ///   - centre: Names of the bones that have no side.
  ///   - limbs: VRM's name of a limb without its side (`UpperArm`), and the convention's.
  ///   - spelling: Puts side and name together; several when the convention has several forms.
  init(
    _ name: String, mark: String? = nil, centre: [(String, HumanoidBone)], limbs: [(String, String)],
    spelling: [@Sendable (Side, String) -> String]
  ) {
    self.name = name
    self.mark = mark
    var entries = centre.map { (Self.fold($0.0), $0.1) }
    for spell in spelling {
      for side in Side.both {
        for (bone, name) in limbs {
          guard let bone = HumanoidBone(rawValue: side.word + bone) else { continue }
          entries.append((Self.fold(spell(side, name)), bone))
        }
      }
    }
    self.entries = entries
  }

  /// Names of fingers by number: `index` with the joints 1 to 3 becomes `index1` to `index3` through `spell`.
  ///
  /// VRM 1.0 calls the three joints of the thumb metacarpal, proximal and distal.
  static func fingers(
    _ names: [(finger: String, name: String)], _ spell: (String, Int) -> String
  ) -> [(String, String)] {
    names.flatMap { finger, name in
      let parts =
        finger == "Thumb" ? ["Metacarpal", "Proximal", "Distal"] : ["Proximal", "Intermediate", "Distal"]
      return parts.enumerated().map { (finger + $1, spell(name, $0)) }
    }
  }

  /// Lower case without separators.
  static func fold(_ name: some StringProtocol) -> String {
    String(name.lowercased().filter { !isSeparator($0) })
  }

  /// Whether a character only parts words of a name.
  static func isSeparator(_ character: Character) -> Bool { " _.-:|/".contains(character) }

  /// All conventions; the earlier one is taken where two recognise the same number of bones.
  static let all: [BoneConvention] = [
    vrm, fourSpines, mixamo, cmu, poser, daz, genesis9, sided, rigify, unreal5, unreal4, biped, vroid, smpl,
    xsens, reallusion,
  ]
}
