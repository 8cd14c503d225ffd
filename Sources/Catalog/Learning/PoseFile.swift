public import Characters
import Formats
public import Foundation
import Motion
import Rigging

/// Key poses from a file: `{"schema":"mien.poses/1","poses":[{"name":…,"weights":{…},"rotations":{…}}]}`, or the
/// expressions and animations of a glTF or VRM file.
public enum PoseFile {
  /// Schema id of the JSON form.
  public static let schemaID = "mien.poses/1"

  private struct Form: Decodable {
    struct Pose: Decodable {
      var name: String
      var weights: [String: Double]?
      var rotations: [String: [Double]]?

      init(from decoder: any Decoder) throws {
        try UnknownField.refuse(in: decoder, CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        weights = try values.decodeIfPresent([String: Double].self, forKey: .weights)
        rotations = try values.decodeIfPresent([String: [Double]].self, forKey: .rotations)
      }

      private enum CodingKeys: String, CodingKey, CaseIterable { case name, weights, rotations }
    }
    var schema: String
    var poses: [Pose]
  }

  /// Reads the poses of a file, or of all files of a folder in the order of their names.
  ///
  /// Of an animation the last frame is the pose: pose clips rest on one key, and others arrive at it. Poses of one
  /// name in two files are told apart by the name of the file.
  ///
  /// - Throws: ``CatalogError`` naming the file and what is wrong in it.
  public static func read(at place: URL) throws(CatalogError) -> [NamedPose] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      throw .missing(file: place.path, cure: "give a file of poses, or a folder of them")
    }
    var files = [place]
    if isFolder.boolValue {
      let names: [String]
      do { names = try FileManager.default.contentsOfDirectory(atPath: place.path) } catch {
        throw .unreadable(file: place.path, reason: error.localizedDescription)
      }
      files = names.sorted().map { place.appendingPathComponent($0) }
        .filter { ["json", "glb", "gltf", "vrm"].contains($0.pathExtension.lowercased()) }
    }
    var poses: [NamedPose] = []
    for file in files {
      let own =
        file.pathExtension.lowercased() == "json" ? try json(at: file) : try model(at: file)
      for var pose in own {
        if poses.contains(where: { $0.name == pose.name }), files.count > 1 {
          pose.name = "\(file.deletingPathExtension().lastPathComponent)/\(pose.name)"
        }
        poses.append(pose)
      }
    }
    return poses
  }

  private static func json(at file: URL) throws(CatalogError) -> [NamedPose] {
    let form = try StoredJSON.read(Form.self, at: file, cure: "correct the path of the poses")
    guard form.schema == schemaID else {
      throw .malformed(
        file: file.path, place: "schema", reason: "'\(form.schema)' is not \(schemaID)",
        cure: "begin the file with \"schema\":\"\(schemaID)\"")
    }
    return form.poses.map {
      NamedPose(
        name: $0.name,
        expression: ApprovedExpression(weights: $0.weights ?? [:], rotations: $0.rotations ?? [:]))
    }
  }

  private static func model(at file: URL) throws(CatalogError) -> [NamedPose] {
    let bytes = [UInt8](try StoredJSON.bytes(of: file, cure: "correct the path of the poses"))
    let resolver = GLTFResource.folder(file.deletingLastPathComponent())
    do throws(FormatsError) {
      let rig = try GLTFReader.read(bytes, file: file.path, resolver: resolver).rig
      var poses = rig.expressions.filter { !$0.morphBinds.isEmpty }.map { pose(of: $0, rig) }
      for (number, name) in try SkeletalMotionFile.clips(bytes, file: file.path, resolver: resolver)
        .enumerated()
      {
        let content = try SkeletalMotionFile.read(
          bytes, file: file.path, SkeletalMotionFile.Options(clip: "\(number)"), resolver: resolver)
        guard content.track.frameCount > 0 else { continue }
        poses.append(pose(of: content.track, name: name.isEmpty ? "clip \(number)" : name))
      }
      return poses
    } catch { throw .format(error) }
  }

  /// The targets that an expression sets, and the expression itself at full weight.
  private static func pose(of expression: Rig.Expression, _ rig: Rig) -> NamedPose {
    var weights: [String: Double] = [:]
    for bind in expression.morphBinds {
      guard let mesh = rig.nodes[bind.node].mesh else { continue }
      let name = rig.meshes[mesh].morphNames[bind.target]
      weights[ARKit.canonicalName(for: name) ?? name] = Double(bind.weight)
    }
    return NamedPose(name: expression.name, expression: ApprovedExpression(weights: weights))
  }

  private static func pose(of track: Track, name: String) -> NamedPose {
    var weights: [String: Double] = [:]
    var rotations: [String: [Double]] = [:]
    let frame = track.frameCount - 1
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      if channel.kind == .weight, track[frame, column] != 0 {
        weights[channel.name] = Double(track[frame, column])
      } else if channel.kind == .rotation, let bone = channel.bone {
        let q = (0..<4).map { Double(track[frame, column + $0]) }
        // Half a degree from rest is no pose.
        if abs(q[3]) < 0.999_99 { rotations[bone.rawValue] = q }
      }
    }
    return NamedPose(name: name, expression: ApprovedExpression(weights: weights, rotations: rotations))
  }
}
