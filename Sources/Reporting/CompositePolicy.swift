import Scoring

/// Which scores go into the composite, and how much each counts: a policy, and no finding.
enum CompositePolicy {
  /// A part of the composite.
  struct Component: Sendable {
    /// Its name.
    let name: String
    /// Headline component of its scores.
    let headline: Int
    /// What it counts; the weights of all add up to 1.
    let weight: Double
    /// Beginning of the id of the score that stands for it; the headline's first where there is none such.
    let preferred: String
    /// Whether every score of the headline counts, and the worst of them is the component.
    let isWorst: Bool
  }

  static let components: [Component] = [
    Component(name: "lip", headline: 2, weight: 0.20, preferred: "lip-sync.r0/", isWorst: false),
    Component(name: "coupling", headline: 3, weight: 0.15, preferred: "coupling.z/", isWorst: false),
    Component(name: "identity", headline: 4, weight: 0.20, preferred: "identity.top1/", isWorst: false),
    Component(name: "envelope", headline: 5, weight: 0.10, preferred: "envelope.distance/", isWorst: false),
    Component(name: "signature", headline: 6, weight: 0.10, preferred: "signature.", isWorst: false),
    Component(name: "emotion", headline: 7, weight: 0.10, preferred: "emotion.", isWorst: false),
    Component(name: "natural", headline: 8, weight: 0.15, preferred: "", isWorst: true),
  ]

  /// Headline component of the gate, whose values are shares from 0 to 1.
  static let gate = 1

  /// The scores of a component among those known.
  static func descriptors(of component: Component) -> [MetricDescriptor] {
    let all = Metrics.descriptors.filter { $0.headline == component.headline }
    if component.isWorst { return all }
    return Array((all.first { $0.id.hasPrefix(component.preferred) } ?? all.first).map { [$0] } ?? [])
  }
}
