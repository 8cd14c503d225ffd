public import Motion

/// A character's held-out sessions and the decoys that perform the same scripts on the same rig.
public struct StyleCast: Sendable {
  /// One session of somebody in the cast.
  public struct Session: Sendable {
    /// Who behaves.
    public var performer: String
    /// Id, unique among the performer's sessions.
    public var id: String
    /// The conversation that it performs, `corpus:recording/participant` or a recording's id; `nil` where it stands
    /// for itself.
    public var recording: String?
    /// The motion.
    public var track: Track

    /// Makes a session.
    public init(performer: String, id: String, recording: String?, track: Track) {
      self.performer = performer
      self.id = id
      self.recording = recording
      self.track = track
    }

    /// The script, which nobody may be recognised by: the recording's id.
    var script: String { StyleCast.script(of: recording) ?? "\(performer)/\(id)" }
  }

  /// Id of the character.
  public var character: String
  /// Everybody's sessions.
  public var sessions: [Session]

  /// Makes a cast.
  public init(character: String, sessions: [Session]) {
    self.character = character
    self.sessions = sessions
  }

  /// The recording's id in `corpus:recording/participant`.
  static func script(of recording: String?) -> String? {
    guard let recording, !recording.isEmpty else { return nil }
    let afterCorpus = recording.split(separator: ":", maxSplits: 1).last ?? ""
    return afterCorpus.split(separator: "/").first.map(String.init) ?? recording
  }
}

/// The cast's windows in a fixed order: the character first, then by performer, script and session.
struct StyleMaterial: Sendable {
  struct Session: Sendable {
    var performer: Int
    var script: Int
    /// Its windows among all windows.
    var windows: Range<Int>
  }

  /// The character, then the decoys by name.
  let performers: [String]
  /// Scripts by name.
  let scripts: [String]
  let sessions: [Session]
  let columns: StyleColumns
  /// Means, deviations and speeds of all windows.
  let rows: [Double]
  /// Seconds that the character performs.
  let seconds: Double

  init(_ cast: StyleCast) {
    // Sessions without a whole window or with values that are not finite say nothing.
    let usable = cast.sessions.filter { session in
      session.track.frameCount > 0 && session.track.samples.allSatisfy(\.isFinite)
    }
    let columns = StyleColumns(sharedBy: usable.map(\.track.layout))
    let own = cast.character
    let sorted = usable.sorted { a, b in
      (a.performer == own ? 0 : 1, a.performer, a.script, a.id)
        < (b.performer == own ? 0 : 1, b.performer, b.script, b.id)
    }
    var performers = [own]
    for session in sorted where performers.last != session.performer { performers.append(session.performer) }
    let scripts = Set(sorted.map(\.script)).sorted()
    var rows: [Double] = []
    var count = 0
    var sessions: [Session] = []
    var seconds = 0.0
    for session in sorted {
      let windows = StyleWindows(session.track, columns: columns)
      guard windows.count > 0, let performer = performers.firstIndex(of: session.performer),
        let script = scripts.firstIndex(of: session.script)
      else { continue }
      rows += windows.rows
      sessions.append(Session(performer: performer, script: script, windows: count..<count + windows.count))
      count += windows.count
      if performer == 0 { seconds += session.track.duration.seconds }
    }
    self.performers = performers
    self.scripts = scripts
    self.sessions = sessions
    self.columns = columns
    self.rows = rows
    self.seconds = seconds
  }

  /// The character's own sessions.
  var own: [Session] { sessions.filter { $0.performer == 0 } }
}
