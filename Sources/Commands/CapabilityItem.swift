import Catalog
import Characters
import Formats
import Motion
import Provenance
import Rigging

/// The profile of a character's rig as JSON.
struct CapabilityItem: Encodable {
  struct Derivation: Encodable {
    var channel: String
    var from: String
    var parts: [String: Float]
    var residual: Double
    var accepted: Bool
  }

  var schema = "mien.character-check/1"
  var id: String
  var shapes: [String]
  var missingShapes: [String]
  var visemes: [String]
  var missingVisemes: [String]
  var presets: [String]
  var missingPresets: [String]
  var bones: [String]
  var missingBones: [String]
  var gaze: [String]
  var derivable: [String]
  var lost: [String]
  var derivations: [Derivation]
  var customMorphs: [String]
  var otherNodes: [String]
  var expressions: [String]
  var materialExpressions: [String]
  var shortcomings: [String]
  var sessions: Int
  var rigHash: String
  var notices: [String]

  init(_ folder: CharacterFolder, _ profile: CapabilityProfile, _ derivations: [MeshDerivation]) {
    id = folder.character.id
    shapes = profile.shapes
    missingShapes = profile.missingShapes
    visemes = profile.visemes
    missingVisemes = profile.missingVisemes
    presets = profile.presets
    missingPresets = profile.missingPresets
    bones = profile.bones.map(\.rawValue)
    missingBones = profile.missingBones.map(\.rawValue)
    gaze = profile.gaze.map(\.rawValue)
    derivable = profile.derivable
    lost = profile.lost
    self.derivations = derivations.map { derivation in
      Derivation(
        channel: derivation.channel, from: derivation.source.rawValue,
        parts: Dictionary(derivation.parts.map { ($0.channel, $0.factor) }) { first, _ in first },
        residual: derivation.residual, accepted: derivation.isAccepted)
    }
    customMorphs = profile.customMorphs
    otherNodes = profile.otherNodes
    expressions = profile.expressions
    materialExpressions = profile.materialExpressions
    shortcomings = profile.shortcomings
    sessions = folder.character.sheet.sessions.count
    rigHash = folder.character.assetHash.description
    notices = folder.model.remarks
  }
}
