public import Foundation

/// Why a place in the file system is no file that can be read, in plain words.
public enum UnreadableReason {
  /// The reason; `nil` where the place is a file and may be read. What does not exist has one too.
  public static func of(_ place: URL) -> String? {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    guard files.fileExists(atPath: place.path, isDirectory: &isFolder) else { return "it does not exist" }
    if isFolder.boolValue { return "it is a folder, not a file" }
    let kind = try? files.attributesOfItem(atPath: place.resolvingSymlinksInPath().path)[.type]
    // What stands in /proc counts as a file and is one.
    guard kind as? FileAttributeType == .typeRegular else { return "it is a device or a pipe, not a file" }
    return files.isReadableFile(atPath: place.path) ? nil : "its permissions do not let you read it"
  }
}
