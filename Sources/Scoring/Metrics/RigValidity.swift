import Motion

/// Whether a track stays within what the rig can and may do: the gate before all other scores.
public struct RigValidity: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "rig-validity/2"

  /// Faults listed with their place; all are counted.
  public static let listed = FaultList.listed

  /// Gate and share of faulty frames.
  public let descriptors = [
    MetricDescriptor(
      id: "rig-validity.gate/2", title: "Rig validity", direction: .higher, rank: .headline(1),
      reduction: .minimum, needs: [.limits], parameters: RigRule.parameters,
      summary: """
        1 when nothing breaks a rule of the rig, else 0: channels known and in range (0.01 above it is counted as \
        clamped, as captures do), unit rotations without changes of sign, joints within their range of motion by \
        swing and twist, bones of constant length, forbidden pairs, speeds, a face that comes to rest after 3 s in \
        which nobody speaks and it is told no feeling, the rig's bytes being those the sheet names, and no lid through an eye, lip through the teeth or \
        hand through the body. A run is as valid as its worst take.
        """,
      whereItLies: """
        A rest pose is valid. It checks the limits that the character states and what its rig has meshes for; what \
        was not checked stands in the measurement with its reason. A track has no channel for scale, so bones can \
        only be stretched by displacement. The posed body is looked at 10 times a second (hands) and in the 2 \
        frames for every second in which the face reaches farthest: a shorter touch is missed. That the bytes agree \
        says whose mesh it is, not how alike anything looks.
        """,
      source: "ours"),
    MetricDescriptor(
      id: "rig-validity.frames/2", title: "Frames at fault", direction: .lower, rank: .diagnostic,
      needs: [.limits], parameters: RigRule.parameters,
      summary: "Share of frames that break a rule of the rig (those of its validity).",
      whereItLies: """
        One bad channel in every frame looks as bad as all. A look at the posed body stands for the frames around \
        it, a tenth of a second.
        """,
      source: "ours"),
  ]

  /// Counts the faults of every rule and lists them as stretches with their worst frame. Undefined without frames.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      guard take.track.frameCount > 0 else { throw Undefined("the track has no frames") }
      let contacts = take.structure?.contacts
      var inspection = RigInspection(
        track: take.track, limits: take.reference.limits, bones: contacts?.chain)
      inspection.run(skippingFinite: take.firstUnusableSample == nil)
      var faults = inspection.faults
      var conditions: [RigRule: Undefined] = [:]
      checkRest(take, &faults, &conditions, &result)
      checkHash(take, &faults, &conditions)
      checkContacts(take, contacts, &faults, &conditions, &result)
      for rule in RigRule.allCases {
        if rule == .never, take.reference.limits.never.isEmpty { continue }
        result[rule.rawValue] =
          conditions[rule].map { .undefined(reason: $0.reason) } ?? .value(Double(faults.counts[rule] ?? 0))
      }
      result["clamped"] = .value(Double(inspection.clamped))
      let faulty = faults.faultyFrames.reduce(0) { $0 + ($1 ? 1 : 0) }
      result["rig-validity.frames/2"] = ScoreValue(Double(faulty) / Double(take.track.frameCount))
      let isValid = faults.counts.values.allSatisfy { $0 == 0 }
      result["rig-validity.gate/2"] = .value(isValid ? 1 : 0)
      result.findings = faults.findings
    }
  }

  private func checkRest(
    _ take: TakeEvidence, _ faults: inout FaultList, _ conditions: inout [RigRule: Undefined],
    _ result: inout TakeMeasurement
  ) {
    guard take.firstUnusableSample == nil else {
      conditions[.restReturn] = Undefined("the track holds NaN or infinity")
      return
    }
    guard let limit = take.reference.restDistance else {
      conditions[.restReturn] = Undefined("the reference is silent and calm too seldom to show its rest")
      return
    }
    let stretches = RestDistance.check(take, limit, &faults)
    if stretches == 0 {
      conditions[.restReturn] = Undefined("nobody is silent for 3 s without a feeling")
    } else {
      result["calm stretches"] = .value(Double(stretches))
    }
  }

  private func checkHash(
    _ take: TakeEvidence, _ faults: inout FaultList, _ conditions: inout [RigRule: Undefined]
  ) {
    guard let structure = take.structure, let found = structure.assetHash else {
      conditions[.foreignRig] = Undefined("the rig's bytes are not at hand")
      return
    }
    guard let licensed = structure.licensedHash else {
      conditions[.foreignRig] = Undefined("the sheet names no hash of its rig")
      return
    }
    faults.beginChannel()
    if found != licensed { faults.noteWhole(.foreignRig, "rig \(found.prefix(12))") }
  }

  private func checkContacts(
    _ take: TakeEvidence, _ contacts: RigStructure.Contacts?, _ faults: inout FaultList,
    _ conditions: inout [RigRule: Undefined], _ result: inout TakeMeasurement
  ) {
    let rules: [RigRule] = [.lidThroughEye, .lipThroughTeeth, .handThroughBody]
    guard take.firstUnusableSample == nil, let contacts else {
      let reason = contacts == nil ? "the rig is not at hand" : "the track holds NaN or infinity"
      for rule in rules { conditions[rule] = Undefined(reason) }
      return
    }
    var inspection = ContactInspection(take.track, contacts)
    inspection.run(&faults)
    for rule in rules {
      switch inspection.looked[rule] {
      case .failure(let reason): conditions[rule] = reason
      case .success(let looks): result["looks: \(rule.rawValue)"] = .value(Double(looks))
      case nil: break
      }
    }
  }
}
