import Motion

extension ScoringReference {
  /// Null deviations above the null at which a session's motion counts as following speech.
  static let coupledZ = 3.0

  /// Largest magnitude of a sample that can mean anything: squares and cubes of larger ones have no end.
  static let largestSample: Float = 1e9

  /// Measures a character's reference values on reference sessions, by the formulas of the metrics.
  ///
  /// Sessions without frames or with values that are not finite, or beyond 1e9, are left out. Every session weighs the
  /// same, but means and deviations pool frames and the blink rate pools minutes. Jerk and coupling lag are
  /// taken of the sessions that have them.
  public init(sessions: [TakeEvidence], limits: ScoringLimits = ScoringLimits()) {
    self.init(limits: limits)
    let usable = sessions.filter {
      $0.track.frameCount > 0 && $0.firstUnusableSample == nil
        && $0.track.samples.allSatisfy { abs($0) <= Self.largestSample }
    }
    learnCurves(usable.map(\.track))
    faceChannels = curves.keys.filter { name in
      usable.contains { $0.track.layout[name]?.kind == .weight }
    }.sorted()
    faceMotion = Self.median(usable.flatMap { FaceMotion.windows($0.track, channels: faceChannels) })
    var blinks = 0
    var minutes = 0.0
    for session in usable {
      guard let curve = Blinks.curve(of: session.track) else { continue }
      blinks += Blinks.events(curve).count
      minutes += Double(curve.count) / session.framesPerSecond / 60
    }
    if minutes > 0 { blinkRate = Double(blinks) / minutes }
    let lags = usable.compactMap { session -> Double? in
      let blank = session.with(reference: ScoringReference())
      let coupling = SpeechMotionCoupling().measure(blank)
      // A session in which motion does not follow speech has no lag: its best one is noise.
      guard let z = coupling["best z"].number, z >= Self.coupledZ else { return nil }
      return coupling["best lag ms"].number.map { $0 / 1000 }
    }
    couplingLag = Self.median(lags)
    signature = Self.signature(of: usable)
    drift = Self.drift(of: usable)
    emotion = Self.emotion(of: usable)
    gaze = Self.gaze(of: usable)
    restDistance = RestDistance.limit(of: usable)
    let wrists = usable.compactMap { take in (try? WristMotion(take.track)).map { (take: take, motion: $0) } }
    handSpace = Self.handSpace(of: wrists.map(\.motion))
    expressivity = Self.expressivity(of: wrists)
    let energy = usable.flatMap { FaceEnergy.windows($0.track, self) }.sorted()
    if !energy.isEmpty { energyLimit = energy[Int(FaceEnergy.quantile * Double(energy.count - 1))] }
  }

  /// The curves of one track alone.
  init(curvesOf track: Track) {
    self.init()
    learnCurves([track])
  }

  private mutating func learnCurves(_ tracks: [Track]) {
    var moments: [String: (count: Int, mean: [Double], squares: [Double])] = [:]
    var spreads: [String: [Double]] = [:]
    var jerks: [String: [Double]] = [:]
    var speeds: [String: [Double]] = [:]
    func mean(_ values: [Double]?) -> Double {
      guard let values, !values.isEmpty else { return 0 }
      return values.reduce(0, +) / Double(values.count)
    }
    jerkRate = tracks.first.map { Jerk.gridRate($0.rate) }
    for track in tracks {
      let spread = Spread.perChannel(track)
      let sameGrid = jerkRate.map { abs(Jerk.gridRate(track.rate) - $0) <= JerkRatio.sameRate * $0 } ?? false
      let jerk = sameGrid ? Jerk.perChannel(track) : nil
      let joints = JointSpeed.channels(of: track.layout)
      for (joint, speed) in zip(joints, JointSpeed.each(joints, in: track)) {
        speeds[joint.name, default: []].append(mean(speed))
      }
      var running = RunningMoments(counts: [], means: [], squares: [])
      var isKept: [Bool] = []
      for (index, channel) in track.layout.channels.enumerated() {
        spreads[channel.name, default: []].append(spread[index])
        if let jerk { jerks[channel.name, default: []].append(jerk[index]) }
        let width = channel.kind.width
        let zeros = [Double](repeating: 0, count: width)
        let moment = moments[channel.name] ?? (0, zeros, zeros)
        // A name that stands for another kind than in the sessions before says nothing here.
        let isSame = moment.mean.count == width
        isKept.append(isSame)
        running.counts += [Double](repeating: Double(isSame ? moment.count : 0), count: width)
        running.means += isSame ? moment.mean : zeros
        running.squares += isSame ? moment.squares : zeros
      }
      running.add(track)
      for (index, channel) in track.layout.channels.enumerated() where isKept[index] {
        let offset = track.layout.offsets[index]
        let columns = offset..<offset + channel.kind.width
        moments[channel.name] = (
          Int(running.counts[offset]), Array(running.means[columns]), Array(running.squares[columns])
        )
      }
    }
    for (name, moment) in moments {
      let divisor = Double(max(1, moment.count - 1))
      curves[name] = Curve(
        mean: moment.mean, deviation: moment.squares.map { ($0 / divisor).squareRoot() },
        spread: mean(spreads[name]), jerk: mean(jerks[name]),
        speed: mean(speeds[name]))
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
