import Behaviors
public import StrategyABI
import StrategySDK

/// The symbol that a host looks up.
@c(mien_strategy_entry)
public func mienStrategyEntry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<mien_entry>? {
  StrategyExport.entry(for: [SpeechBehavior.self], major: major, minor: minor)
}
