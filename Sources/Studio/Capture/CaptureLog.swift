import Foundation

/// A log file that consists of whole lines at every moment, whenever the process is killed.
///
/// A write may be cut off anywhere, so lines are never written to the file that bears the name. There are two
/// files: what is new goes to the hidden one, which then takes the name by a rename; the other one becomes the
/// hidden one and is brought up to date with the next lines. Each byte is written twice, and that is all.
final class CaptureLog {
  private let place: String
  private let spare: String
  private let aside: String
  /// Descriptor of the file that has the name, and of the hidden one.
  private var shown: Int32
  private var hidden: Int32
  /// Length of the hidden file, and what it lacks.
  private var hiddenLength = 0
  private var shownLength = 0
  private var lacking: [UInt8] = []

  /// Makes an empty log.
  init(at file: URL) throws(StudioError) {
    place = file.path
    let folder = file.deletingLastPathComponent().path
    spare = "\(folder)/.\(file.lastPathComponent).spare"
    aside = "\(folder)/.\(file.lastPathComponent).aside"
    unlink(spare)
    unlink(aside)
    shown = CaptureFile.open(place)
    hidden = CaptureFile.open(spare)
    guard shown >= 0, hidden >= 0 else { throw CaptureFile.fault(place) }
  }

  deinit { end() }

  /// Adds whole lines. When this throws, the log is as it was.
  func publish(_ lines: [UInt8]) throws(StudioError) {
    guard !lines.isEmpty else { return }
    let text = lacking + lines
    guard CaptureFile.write(text, to: hidden, at: hiddenLength) else { throw CaptureFile.fault(place) }
    guard link(place, aside) == 0 else { throw CaptureFile.fault(place) }
    guard rename(spare, place) == 0 else {
      let fault = CaptureFile.fault(place)
      unlink(aside)
      throw fault
    }
    (shown, hidden) = (hidden, shown)
    (shownLength, hiddenLength) = (hiddenLength + text.count, shownLength)
    lacking = lines
    guard rename(aside, spare) == 0 else { throw CaptureFile.fault(place) }
  }

  /// Closes the files; only the log itself stays.
  func end() {
    guard shown >= 0 else { return }
    close(shown)
    close(hidden)
    (shown, hidden) = (-1, -1)
    unlink(spare)
    unlink(aside)
  }
}
