public import Foundation
public import Motion
public import Rigging

/// Folders of recorded motion beside speech: what takes they hold, to be read one at a time.
///
///     let folder = try MotionFolder.takes(at: url)
///     for handle in folder.handles { print(handle.id, try handle.read().participants.count) }
public enum MotionFolder {
  /// What a take is made of.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// `.npz` of an SMPL body beside audio of its name: BEAT2, AMASS.
    case smpl
    /// Seamless Interaction: files named `V…_S…_I…_P…`, all participants of one interaction together.
    case seamless
    /// A Live Link Face table beside audio.
    case liveLink
    /// Blend-shape frames as JSON beside audio: BEAT.
    case blendShapes
    /// Curves as `.npy` beside audio, their names in another file.
    case curves
    /// Two sound files on one clock, `…input` by the user and `…output` by the agent, with timed JSON.
    case duplex
    /// One sound file of two channels, the left one the user's and the right one the agent's; only when asked for.
    case twoChannels

    /// The form in words.
    public var summary: String {
      switch self {
      case .smpl:
        "SMPL-X, SMPL-H or SMPL poses (.npz) with audio and TextGrid of the same name (BEAT2, AMASS)"
      case .seamless:
        "V…_S…_I…_P… files: audio, transcript and voice activity, SMPL-H poses (Seamless Interaction)"
      case .liveLink: "Live Link Face CSV with audio"
      case .blendShapes: "ARKit blend-shape frames (.json) with audio and TextGrid (BEAT)"
      case .curves: "curves (.npy) with audio and a file of their names"
      case .duplex: "…input and …output audio of user and agent with timed JSON (Full-Duplex-Bench)"
      case .twoChannels: "two-channel audio, user left and agent right"
      }
    }
  }

  /// What the files do not say, given from outside.
  public struct Options: Sendable {
    /// Only takes of this form; `nil` for all that are recognised.
    public var form: Form?
    /// Frame rate of the motion, and of what Live Link tables are resampled to (60 unless given).
    public var rate: FrameRate?
    /// File of names for curves: `.npy` of texts, or text with a name on each line.
    public var names: URL?
    /// What weights of the motion mean; `nil` keeps their names.
    public var map: RigMap?

    /// Makes options.
    public init(form: Form? = nil, rate: FrameRate? = nil, names: URL? = nil, map: RigMap? = nil) {
      self.form = form
      self.rate = rate
      self.names = names
      self.map = map
    }
  }

  /// What a folder holds.
  public struct Listing: Sendable {
    /// The takes in order of their names.
    public var handles: [TakeHandle]
    /// What was skipped and why.
    public var notes: [ImportNote]
  }

  /// The longest take, in seconds.
  public static let longestSeconds = 14_400.0
  /// The most channels of a track.
  public static let largestChannelCount = 4_096
  /// The most numbers in one frame of an array.
  public static let largestWidth = 65_536
  /// The most samples of a track (2 GiB of Float32).
  public static let largestSampleCount = 1 << 29

  /// Lists the takes of a folder with all folders in it, or the take that one file belongs to.
  ///
  /// Only names are looked at, and the first bytes of tables, JSON and lone arrays; a folder of thousands of takes is
  /// listed in moments.
  ///
  /// - Throws: ``FormatsError/unreadable(file:reason:)`` when the folder cannot be listed.
  public static func takes(at url: URL, options: Options = Options()) throws(FormatsError) -> Listing {
    let isFolder = FolderFiles.isFolder(url)
    var root = isFolder ? url : url.deletingLastPathComponent()
    // A file in a folder of its sort has the rest of its take in the folders beside that one.
    let isSorted = !isFolder && TakeGrouping.sorting.contains(root.lastPathComponent.lowercased())
    if isSorted { root.deleteLastPathComponent() }
    let files = try FolderFiles.list(root, isDeep: isFolder || isSorted)
    var listing = TakeGrouping(files, options: options).listing()
    if !isFolder {
      let path = url.standardizedFileURL.path
      listing.handles.removeAll { !$0.files.contains { $0.standardizedFileURL.path == path } }
      listing.notes = []
      guard !listing.handles.isEmpty else {
        throw .unsupported(
          file: url.lastPathComponent, place: "file", reason: "no take of motion and speech is made with it",
          cure: "put motion and audio of one name beside each other, or name the folder")
      }
    }
    return listing
  }

  /// Refuses what would be larger than the limits, before memory is taken for it.
  static func checkSize(channels: Int, width: Int, frames: Int, rate: FrameRate, file: String)
    throws(FormatsError)
  {
    func refuse(_ reason: String, _ cure: String) -> FormatsError {
      .unsupported(file: file, place: "motion", reason: reason, cure: cure)
    }
    guard channels <= largestChannelCount else {
      throw refuse("\(channels) channels", "at most \(largestChannelCount) are read")
    }
    guard Double(frames) / rate.framesPerSecond <= longestSeconds else {
      throw refuse(
        "\(frames) frames at \(TrackTiming.text(rate)) a second",
        "divide it into takes of at most \(Int(longestSeconds)) s")
    }
    let (samples, overflow) = frames.multipliedReportingOverflow(by: max(1, width))
    guard !overflow, samples <= largestSampleCount else {
      throw refuse("\(frames) frames of \(width) columns", "divide it into shorter takes")
    }
  }
}
