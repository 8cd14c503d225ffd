public import Foundation
public import StrategyHost

/// The metrics and encoders that can be asked for: bundles found on a search path, the first one of an id wins.
public struct MetricShelf: Sendable {
  /// A bundle that was found but cannot be used, and why.
  public struct Fault: Sendable {
    /// Its folder.
    public let folder: String
    /// Why, in one line.
    public let reason: String
  }

  /// Usable bundles in order of the search path, then name.
  public let bundles: [MetricBundle]
  /// Bundles that cannot be used.
  public let faults: [Fault]
  private let path: [URL]
  private let ground: WorkerGround

  /// Looks for bundles.
  ///
  /// - Parameters:
  ///   - path: folders that are bundles or hold bundles.
  ///   - ground: what processes are started from.
  public init(path: [URL], ground: WorkerGround) {
    var bundles: [MetricBundle] = []
    var faults: [Fault] = []
    var seen: Set<String> = []
    for place in path.flatMap(MetricBundle.folders) {
      do {
        let bundle = try MetricBundle(folder: place.folder, kind: place.kind)
        if seen.insert("\(bundle.kind) \(bundle.id)").inserted { bundles.append(bundle) }
      } catch { faults.append(Fault(folder: place.folder.path, reason: error.description)) }
    }
    self.bundles = bundles
    self.faults = faults
    self.path = path
    self.ground = ground
  }

  /// The bundle of an id, or of a path to its folder (anything with a slash).
  ///
  /// - Throws: ``MetricHostError``.
  public func bundle(_ id: String) throws(MetricHostError) -> MetricBundle {
    if id.contains("/") || id == "." {
      let folder = URL(fileURLWithPath: (id as NSString).expandingTildeInPath).standardizedFileURL
      let found = MetricBundle.folders(at: folder)
      guard found.count <= 1 else { throw .severalBundles(path: folder.path, count: found.count) }
      guard let only = found.first else {
        throw .badBundle(
          path: folder.path,
          reason: "holds no metric.json and no encoder.json; 'mien metric new' makes such a folder")
      }
      return try MetricBundle(folder: only.folder, kind: only.kind)
    }
    let found = bundles.filter { $0.id == id || "fgd.\($0.id)" == id && $0.kind == .encoder }
    if let first = found.first { return first }
    if let fault = faults.first(where: { fault in
      let name = (fault.folder as NSString).lastPathComponent
      return [id, "\(id).metric", "\(id).encoder"].contains(name)
    }) {
      throw .badBundle(path: fault.folder, reason: fault.reason)
    }
    throw .notFound(id: id, searched: path.map(\.path), known: bundles.map(\.id))
  }

  /// Starts a metric's process once, which says what it runs with, and makes the metric.
  ///
  /// - Parameters:
  ///   - shouldStop: asked while its processes work; true ends them.
  ///   - heed: told what scripts print and how they fail, and at which take, from every thread.
  /// - Throws: ``MetricHostError``.
  public func load(
    _ bundle: MetricBundle, shouldStop: @escaping @Sendable () -> Bool = { false },
    heed: @escaping @Sendable (_ what: String, _ note: String) -> Void = { _, _ in }
  ) throws(MetricHostError) -> PluginMetric {
    try PluginMetric(bundle, crew: MetricCrew(bundle, ground: ground, shouldStop: shouldStop), heed: heed)
  }
}
