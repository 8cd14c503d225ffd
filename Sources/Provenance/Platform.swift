#if canImport(Glibc)
  import Glibc
#endif

/// The machine and build that made a result: stored with every run, since libm differs between processors.
public enum Platform {
  /// System and processor architecture, such as `Linux x86_64`.
  public static var description: String {
    var name = utsname()
    guard uname(&name) == 0 else { return "unknown" }
    return text(of: &name.sysname) + " " + text(of: &name.machine)
  }

  private static func text<Tuple>(of field: inout Tuple) -> String {
    withUnsafeBytes(of: &field) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// Version of the workbench.
public enum ToolVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
