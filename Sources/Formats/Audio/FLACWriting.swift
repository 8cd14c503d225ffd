import CSndfile
import Foundation

extension AudioFile {
  /// Writes mono 16-bit FLAC block by block, so that memory does not grow with the length; the file appears
  /// when it is whole.
  ///
  /// - Parameters:
  ///   - path: where the file goes; one that is there is replaced.
  ///   - rate: samples a second, 4,000…655,350.
  ///   - next: gives the next samples, none at the end; `nil` gives the file up, which then does not appear.
  /// - Returns: whether the file was written and not given up.
  @discardableResult
  public static func writeFLAC(to path: String, rate: Int, next: () -> [Int16]?) throws(FormatsError) -> Bool
  {
    guard (4_000...655_350).contains(rate) else {
      throw .unsupported(
        file: path, place: "header", reason: "a sample rate of \(rate) Hz in FLAC", cure: "resample it first")
    }
    let beside = path + ".new"
    var header = SF_INFO()
    header.samplerate = Int32(rate)
    header.channels = 1
    header.format = Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
    guard let handle = sf_open(beside, Int32(SFM_WRITE), &header) else {
      throw .unreadable(file: path, reason: String(cString: sf_strerror(nil)))
    }
    var isWhole = true
    while isWhole {
      guard let block = next() else {
        sf_close(handle)
        unlink(beside)
        return false
      }
      if block.isEmpty { break }
      isWhole = sf_writef_short(handle, block, Int64(block.count)) == block.count
    }
    isWhole = sf_close(handle) == 0 && isWhole
    guard isWhole, rename(beside, path) == 0 else {
      unlink(beside)
      throw .unreadable(file: path, reason: "it cannot be written whole; make room and try again")
    }
    return true
  }
}
