import Characters
import Motion
import Testing

@Suite struct PoseFitTests {
  private func learn(
    _ fit: RigFit, _ poses: [(String, ApprovedExpression)]
  ) throws(CharacterError) -> CharacterLearning {
    var particulars = sampleParticulars
    particulars.fit = fit
    return try CharacterLearning(
      particulars, fromPoses: poses.map { NamedPose(name: $0.0, expression: $0.1) })
  }

  private func error(_ fit: RigFit, _ poses: [(String, ApprovedExpression)]) -> String {
    do throws(CharacterError) {
      _ = try learn(fit, poses)
      return ""
    } catch { return "\(error)" }
  }

  private let open = ApprovedExpression(weights: ["JawOpen": 1])

  @Test func `what the rig lacks is in neither limits nor expressions, and a finding names it`() throws {
    let turned = ApprovedExpression(
      weights: ["foo": 1, "jawOpen": 0.5], rotations: ["leftHand": [0.5, 0.5, 0.5, 0.5]])
    let learnt = try learn(
      sampleFit(["jawOpen"]),
      [("open", open), ("half", turned), ("odd", .init(weights: ["foo": 1])), ("rest", .init())])
    #expect(Array(learnt.sheet.limits.weights.keys) == ["jawOpen"] && learnt.sheet.limits.rotations.isEmpty)
    #expect(learnt.sheet.expressions?["half"] == ApprovedExpression(weights: ["jawOpen": 0.5]))
    #expect(Set(learnt.sheet.expressions?.keys.sorted() ?? []) == ["open", "half", "rest"])
    #expect(learnt.findings.contains { $0.hasPrefix("The rig lacks") && $0.contains("foo leftHand") })
    #expect(learnt.findings.contains { $0.contains("nothing of these poses") && $0.contains("odd") })
  }

  @Test func `poses that limit nothing are refused`() throws {
    let empty = ["a", "b", "c"].map { ($0, ApprovedExpression()) }
    #expect(error(try sampleFit(["jawOpen"]), empty).contains("none of the 3 poses moves anything"))
    let foreign = ["a", "b", "c"].map { ($0, open) }
    #expect(error(try sampleFit(["wag"]), foreign).contains("moves the rig, which lacks jawOpen"))
  }

  @Test func `weights outside 0 to 1 are told with their pose`() throws {
    let learnt = try learn(
      sampleFit(["jawOpen"]), [("a", open), ("b", .init(weights: ["jawOpen": -5])), ("rest", .init())])
    #expect(learnt.findings.contains("Weights leave 0 to 1: jawOpen (-5.0 in 'b')."))
  }

  @Test func `faults of poses are found though the rig lacks the channel, and none is named twice`() throws {
    let twice = error(
      try sampleFit(["jawOpen"]), [("a", open), ("b", .init(weights: ["foo": 1])), ("b", open)])
    #expect(twice.contains("pose 'b': its name occurs twice"))
    let far = error(
      try sampleFit(["jawOpen"]), [("a", open), ("b", .init(weights: ["foo": 99])), ("c", open)])
    #expect(far.contains("foo is 99"))
  }
}
