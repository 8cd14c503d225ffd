public import Characters
import Formats
public import Foundation
public import Motion

/// Captured takes as a character is learnt from them.
public enum CaptureFile {
  /// Endings of files that are read.
  public static let endings = ["track", "csv", "bvh", "vrma", "glb", "gltf", "vrm"]

  /// Reads one take by the ending of its name: our tracks as they are, Live Link Face tables resampled to `rate`,
  /// moving skeletons at the rate of their file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - rate: Frame rate for files whose rows have no fixed rate.
  ///   - hipHeight: Height in metres of the hips of the character, to which a skeleton's displacement is scaled.
  /// - Throws: ``CatalogError`` of the reader, or naming the endings that are read.
  public static func read(
    at file: URL, rate: FrameRate = .fps60, hipHeight: Float? = nil
  ) throws(CatalogError) -> CapturedTake {
    let cure = "correct the path of the take"
    let name = file.lastPathComponent
    switch file.pathExtension.lowercased() {
    case "track": return CapturedTake(name: name, track: try TrackFile.read(at: file))
    case "csv":
      let bytes = try StoredJSON.bytes(of: file, cure: cure)
      do throws(FormatsError) {
        let resampled = try LiveLinkTake(bytes, file: file.path).resampled(to: rate)
        return CapturedTake(name: name, track: resampled.track, notes: resampled.notes)
      } catch { throw .format(error) }
    case "bvh", "vrma", "glb", "gltf", "vrm":
      let bytes = try StoredJSON.bytes(of: file, cure: cure)
      do throws(FormatsError) {
        let content = try SkeletalMotionFile.read(
          [UInt8](bytes), file: file.path, SkeletalMotionFile.Options(hipHeight: hipHeight),
          resolver: GLTFResource.folder(file.deletingLastPathComponent()))
        return CapturedTake(name: name, track: content.track, notes: content.notes.map(\.description))
      } catch { throw .format(error) }
    default:
      throw .refused(
        what: file.path, reason: "no reader knows takes with this ending",
        cure: "give files that end in \(endings.joined(separator: ", "))")
    }
  }

  /// The files of the given places: files as they are, of folders those with a known ending, by name.
  ///
  /// - Throws: ``CatalogError`` for a place that does not exist and a folder without takes.
  public static func files(at places: [URL]) throws(CatalogError) -> [URL] {
    var found: [URL] = []
    for place in places {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
        throw .missing(file: place.path, cure: "give files of takes, or a folder of them")
      }
      guard isFolder.boolValue else {
        found.append(place)
        continue
      }
      let names: [String]
      do { names = try FileManager.default.contentsOfDirectory(atPath: place.path) } catch {
        throw .unreadable(file: place.path, reason: error.localizedDescription)
      }
      let takes = names.filter { name in
        endings.contains(URL(fileURLWithPath: name).pathExtension.lowercased()) && !name.hasPrefix(".")
      }
      guard !takes.isEmpty else {
        throw .refused(
          what: place.path, reason: "there are no takes in this folder",
          cure: "give a folder with files that end in \(endings.joined(separator: ", "))")
      }
      found += takes.sorted().map { place.appendingPathComponent($0) }
    }
    return found
  }
}
