import Conversation
import Motion

/// Whether a listener nods where the speaker leaves room for it.
public struct BackchannelNods: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "backchannel/1"

  /// Least listening time in seconds.
  static let leastListening = 10.0
  /// Fewest opportunities.
  static let leastOpportunities = 3

  private static let parameters = [
    "reach s": Backchannels.reach, "least pause s": Backchannels.leastPause,
    "least phrase s": Backchannels.leastPhrase, "nod deg": Nods.leastSize,
    "shifts": Double(BackchannelAgreement.shifts), "least listening s": leastListening,
    "least opportunities": Double(leastOpportunities),
  ]
  private static let lies =
    "People answer some opportunities and not others, so no person's recall is 1, and a listener who says \"mhm\" without a nod has 0. "
    + "Ends of phrases stand in for opportunities where nobody marked any. What chance gives is taken off: few nods or few "
    + "pauses make it a matter of luck."
  private static let source =
    "ours; nods of 1 to 4 Hz within 0.5 s of an opportunity, null by circular shifts of listening time"

  /// Precision, recall, and both as they are.
  public let descriptors = [
    MetricDescriptor(
      id: "backchannel.precision/1", title: "Backchannel precision", direction: .closerToReference,
      rank: .diagnostic, needs: [.joints, .speech], parameters: parameters,
      summary:
        "Share of the nods while listening that fall within half a second of an opportunity, less what the same nods have "
        + "when they are shifted around the listening time: (share - chance)/(1 - chance). Opportunities are stage "
        + "directions `backchannel`, else the ends of the other party's phrases.",
      whereItLies: lies + " A single nod, well placed, has a precision of 1: read it beside the recall.",
      source: source),
    MetricDescriptor(
      id: "backchannel.recall/1", title: "Backchannel recall", direction: .closerToReference,
      rank: .diagnostic, needs: [.joints, .speech], parameters: parameters,
      summary:
        "Share of the opportunities with a nod within half a second, less chance in the same way; a listener who never nods "
        + "has 0.",
      whereItLies: lies + " Nodding all the time has a high share and nothing left over chance.",
      source: source),
  ]

  /// Compares nods and opportunities. Undefined where the recording does not say when anybody else speaks, without a head,
  /// under 10 s of listening and with fewer than 3 opportunities; precision also without a nod.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let head = HeadTurns(take.track) else { throw Undefined("the track has no head joint") }
      let fps = take.framesPerSecond
      let asked = try Backchannels(take)
      // Listening time put together: place of each of its frames, -1 elsewhere.
      var places = [Int](repeating: -1, count: asked.listening.count)
      var count = 0
      for frame in places.indices where asked.listening[frame] {
        places[frame] = count
        count += 1
      }
      guard Double(count) >= Self.leastListening * fps else {
        throw Undefined("\(take.participant) listens for less than \(Self.leastListening) s")
      }
      let opportunities = asked.opportunities.map { places[$0] }.filter { $0 >= 0 }
      guard opportunities.count >= Self.leastOpportunities else {
        throw Undefined(
          "there are \(opportunities.count) opportunities to answer, at least \(Self.leastOpportunities) are needed"
        )
      }
      let nods = Nods.find(head.pitch, framesPerSecond: fps).map { places[$0] }.filter { $0 >= 0 }
      result["opportunities"] = .value(Double(opportunities.count))
      result["opportunity origin"] = .value(asked.origin.rawValue)
      result["nods"] = .value(Double(nods.count))
      let reach = EventWindows.radius(seconds: Backchannels.reach, framesPerSecond: fps)
      guard
        let agreement = BackchannelAgreement(
          nods: nods, opportunities: opportunities, count: count, reach: reach)
      else {
        result["backchannel.precision/1"] = .undefined(
          reason: "\(take.participant) never nods while listening")
        // Defined by rule: who never nods answers as many as chance does, none.
        result["backchannel.recall/1"] = .value(0)
        return
      }
      for (name, pair) in [("precision", agreement.precision), ("recall", agreement.recall)] {
        result["\(name) as is"] = ScoreValue(pair.value)
        result["\(name) null"] = ScoreValue(pair.null)
        result["backchannel.\(name)/1"] =
          BackchannelAgreement.corrected(pair).map { ScoreValue($0) }
          ?? .undefined(reason: "every shift of the nods is as good as can be")
      }
    }
  }
}
