extension StackDescription {
  /// Reads the text form: ids joined by `+`, topmost first, perhaps `+guard` at the end.
  ///
  /// ```swift
  /// let stack = try StackDescription(text: "speech+idle+guard")
  /// print(stack.labels, stack.guarding != nil)
  /// // Prints ["speech", "idle"] true
  /// ```
  ///
  /// A name may be that of a stack: its layers then stand in its place, and its guard, if it has one, works at the
  /// end of the whole.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - named: the stack of a name, `nil` when the name is a strategy's.
  /// - Throws: ``StackError/badText(_:reason:)``, or what `named` throws.
  public init(
    text: String, named: (String) throws(StackError) -> StackDescription? = { _ throws(StackError) in nil }
  ) throws(StackError) {
    func refuse(_ reason: String) -> StackError { .badText(text, reason: reason) }
    var names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    var guarding: Guarding?
    if names.last == Self.guardID {
      guarding = Guarding()
      names.removeLast()
      guard !names.isEmpty else { throw refuse("a guard needs a strategy to watch") }
    }
    var layers: [Layer] = []
    var seen: Set<String> = []
    for name in names {
      if name == Self.guardID { throw refuse("'\(Self.guardID)' can only be last") }
      if let fault = Self.fault(inID: name) { throw refuse(fault) }
      guard seen.insert(name).inserted else { throw refuse("'\(name)' occurs twice") }
      if let stack = try named(name) {
        layers += stack.layers
        if let inner = stack.guarding {
          let known = guarding?.never ?? []
          guarding = Guarding(never: known + inner.never.filter { !known.contains($0) })
        }
      } else {
        layers.append(Layer(name))
      }
      guard layers.count <= Self.mostLayers else {
        throw refuse("it has more than \(Self.mostLayers) layers")
      }
    }
    self.init(id: text, layers: layers, guarding: guarding)
  }
}
