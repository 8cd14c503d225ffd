import Catalog
import Characters
import Foundation
import Looks
import Motion
import Provenance
import Rigging
import Testing

@testable import Scoring

/// Bodies of bundled characters for tests of what goes through what; prepared once.
enum BundledBodies {
  static let names = ["nova", "bram", "pip"]

  private static let folders: [String: CharacterFolder] = {
    var result: [String: CharacterFolder] = [:]
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    for name in names {
      result[name] = try? CharacterFolder(
        folder: root.appendingPathComponent("Corpora/Characters/\(name)"))
    }
    return result
  }()

  private static let structures = folders.mapValues { folder in
    RigStructure(
      folder.character.rig, assetHash: folder.character.assetHash.description,
      licensedHash: folder.character.sheet.rigHash)
  }

  static func folder(_ name: String) throws -> CharacterFolder { try #require(folders[name]) }

  static func structure(_ name: String) throws -> RigStructure { try #require(structures[name]) }

  /// What a walk over a posed body finds.
  static func faults(_ track: Track, _ structure: RigStructure) -> FaultList {
    var faults = FaultList(frameCount: track.frameCount)
    var inspection = ContactInspection(track, structure.contacts)
    inspection.run(&faults)
    return faults
  }

  /// A track that holds channels at a value from frame 30 to 59 of 120, else at rest.
  static func track(_ channels: [(Channel, [Float])]) -> Track {
    let layout = ChannelLayout(channels.map(\.0))
    var track = Track(layout: layout, rate: .fps60, frameCount: 120)
    for (channel, values) in channels {
      guard let offset = layout.offset(of: channel.name) else { continue }
      for frame in 30..<60 {
        for (column, value) in values.enumerated() { track[frame, offset + column] = value }
      }
    }
    return track
  }

  static func rotation(_ bone: HumanoidBone, _ q: Quaternion) -> (Channel, [Float]) {
    (.rotation(of: bone), [q.x, q.y, q.z, q.w])
  }
}
