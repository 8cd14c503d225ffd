import Foundation
import Motion
import StrategyHost

extension StrategyCase {
  static let descriptor = StrategyCase(
    "descriptor", "the descriptor says what it is: version, channels, parameters", rendersMuch: false
  ) { stand in
    let card = stand.card
    stand.note("channels", card.channels.count)
    stand.note("parameters", card.parameters.count)
    let semantic = /(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?/
    guard card.version.wholeMatch(of: semantic) != nil else {
      return .failed("version '\(card.version)' is not a semantic version such as 1.0.0")
    }
    if let fault = DescriptorRule.parameterFault(of: card) { return .failed(fault) }
    var remarks: [String] = []
    var custom: [String] = []
    for channel in card.channels {
      switch DescriptorRule.judge(channel) {
      case .known: break
      case .custom: custom.append(channel.name)
      case .spelt(let canonical): remarks.append("\(channel.name) is spelt \(canonical) here")
      case .unfit(let kind):
        return .failed(
          "channel \(channel.name) is of kind \(channel.kind.rawValue), and must be of kind \(kind)")
      }
    }
    if let remark = DescriptorRule.toleranceRemark(card.tolerance) { remarks.append(remark) }
    if !custom.isEmpty { remarks.append("custom channels: \(Wording.list(custom))") }
    if card.title.isEmpty { remarks.append("no title") }
    if card.summary.isEmpty { remarks.append("no summary") }
    if let told = DescriptorRule.manifestVersion(of: stand.bundle), told != card.version {
      remarks.append("strategy.json says version \(told), the descriptor \(card.version)")
    }
    return remarks.isEmpty ? .passed : .warned(remarks.joined(separator: "; "))
  }
}
