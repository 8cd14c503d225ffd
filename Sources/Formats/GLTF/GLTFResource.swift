public import Foundation

/// Bytes that a document refers to by URI: inside the text, or beside the file.
public enum GLTFResource {
  /// Gives the bytes of a relative path that has been checked and percent-decoded.
  public typealias Resolver = @Sendable (_ path: String) throws -> [UInt8]

  /// Resolves nothing: for documents that must stand alone.
  public static let none: Resolver = { path in throw CocoaError(.fileNoSuchFile, userInfo: ["path": path]) }

  /// Resolves paths inside one folder; symbolic links may not lead out of it, and only files of a size that
  /// is held in memory are read (``ReadingLimits/fileBytes``).
  public static func folder(_ folder: URL) -> Resolver {
    { path in
      let root = folder.standardizedFileURL.resolvingSymlinksInPath()
      let url = root.appendingPathComponent(path).standardizedFileURL.resolvingSymlinksInPath()
      guard url.path.hasPrefix(root.path + "/") else {
        throw CocoaError(.fileReadNoPermission, userInfo: ["path": path])
      }
      let kind = try url.resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
      guard kind.isRegularFile == true, (kind.fileSize ?? 0) <= ReadingLimits.fileBytes else {
        throw CocoaError(.fileReadUnknown, userInfo: ["path": path])
      }
      return Array(try Data(contentsOf: url))
    }
  }

  /// The bytes of a URI: a base64 data URI, or what `resolver` gives for a relative path.
  ///
  /// - Throws: ``FormatsError`` for other schemes, absolute paths, paths with `..`, and unreadable files.
  static func bytes(
    of uri: String, file: String, place: String, resolver: Resolver
  ) throws(FormatsError) -> [UInt8] {
    if uri.prefix(5).lowercased() == "data:" {
      guard let comma = uri.firstIndex(of: ","), uri[..<comma].lowercased().hasSuffix(";base64") else {
        throw .unsupported(
          file: file, place: place, reason: "the data URI does not say that it is base64",
          cure: "write it as data:application/octet-stream;base64,… or export as .glb")
      }
      guard let data = Data(base64Encoded: String(uri[uri.index(after: comma)...])) else {
        throw .malformed(
          file: file, place: place, reason: "the data URI is not valid base64", cure: "export the file again")
      }
      return Array(data)
    }
    let path = try checkedPath(uri, file: file, place: place)
    do {
      return try resolver(path)
    } catch {
      throw .malformed(
        file: file, place: place, reason: "\"\(path)\" cannot be read",
        cure: "put that file beside the document, or export as .glb")
    }
  }

  private static func checkedPath(
    _ uri: String, file: String, place: String
  ) throws(FormatsError) -> String {
    func refuse(_ reason: String) -> FormatsError {
      .unsupported(
        file: file, place: place, reason: "\(reason): \"\(uri.prefix(80))\"", cure: "export as .glb")
    }
    guard let path = uri.removingPercentEncoding else { throw refuse("the URI is badly encoded") }
    if path.contains(":") { throw refuse("only relative paths and data URIs are read") }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if path.isEmpty { throw refuse("the URI is empty") }
    if path.unicodeScalars.contains(where: { $0.value < 32 }) {
      throw refuse("the path holds a control character")
    }
    if path.contains("\\") { throw refuse("the path holds a backslash") }
    guard !parts.contains(".."), !parts.contains("") else {
      throw refuse("the path leads out of the document's folder")
    }
    return path
  }
}
