import Motion

extension CharacterSheet {
  /// The first rule that natural ranges and approved expressions break, as place and reason.
  var faultInLearning: (place: String, reason: String)? {
    for (name, range) in (envelope ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard range.low <= range.middle, range.middle <= range.high, range.low.isFinite, range.high.isFinite
      else {
        return ("envelope.\(name)", "low, middle and high do not rise")
      }
    }
    for (name, expression) in (expressions ?? [:]).sorted(by: { $0.key < $1.key }) {
      let place = "expressions.\(name)"
      guard !name.isEmpty else { return (place, "the name of an expression is empty") }
      for (channel, weight) in expression.weights.sorted(by: { $0.key < $1.key }) where !weight.isFinite {
        return ("\(place).weights.\(channel)", "\(weight) is not a weight")
      }
      for (bone, q) in expression.rotations.sorted(by: { $0.key < $1.key }) {
        guard HumanoidBone(rawValue: bone) != nil else {
          return ("\(place).rotations.\(bone)", "'\(bone)' is no humanoid bone of VRM 1.0")
        }
        guard q.count == 4, abs(q.reduce(0) { $0 + $1 * $1 } - 1) < 0.02 else {
          return ("\(place).rotations.\(bone)", "\(q) is not a unit quaternion x y z w")
        }
      }
    }
    return nil
  }
}
