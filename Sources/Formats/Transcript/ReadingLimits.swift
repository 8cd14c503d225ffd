/// What readers of text refuse to take in, whatever the file says: memory stays bounded by these.
public enum ReadingLimits {
  /// Bytes of a file that is held in memory whole.
  public static let fileBytes = 512 << 20
  /// Bytes of one line of a file that is read line by line (audio travels in lines as base64).
  public static let lineBytes = 32 << 20
  /// Lists and objects inside each other.
  public static let depth = 64
  /// Most fields of one row of a table.
  public static let columns = 1 << 16
}
