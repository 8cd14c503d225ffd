import StrategyHost

extension StrategyCase {
  static let createDestroy = StrategyCase(
    "create-destroy", "1,000 instances made and destroyed leave no memory behind", rendersMuch: false
  ) { stand in
    let count = stand.settings.count(stand.bundle.isScript ? 100 : 1000, least: 100)
    let warm = count / 10
    let audition = try stand.audition()
    let scene = SceneShelf.scene("short", seconds: 1, [])
    var (before, after) = (0.0, 0.0)
    for index in 1...count {
      try stand.check()
      try audition.begin(scene, seed: stand.seed("instance \(index)"))
      try audition.end()
      if index == warm { before = Double(try audition.resident()) / 1_048_576 }
    }
    after = Double(try audition.resident()) / 1_048_576
    stand.note("instances", count)
    stand.note("growth", after - before, "MiB")
    guard after - before <= 8 else {
      return .failed(
        "\(count - warm) instances left \(Int(after - before)) MiB behind; destroy frees all it owns")
    }
    return .passed
  }
}
