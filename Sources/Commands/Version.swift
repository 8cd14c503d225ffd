import Provenance

/// What `mien --version` prints.
enum Version {
  static let text = "mien \(ToolVersion.current)"
}

/// The line that greets a session.
public enum Banner {
  /// Version, and how to go on.
  public static let text = "\(Version.text): 'help' lists the commands, Tab completes, Ctrl-D leaves"
}
