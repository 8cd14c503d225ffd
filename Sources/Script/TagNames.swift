/// Names of elements and what they mean. Names are in small letters, with hyphens for underscores.
enum TagNames {
  /// Neither spoken nor a cue, with all that they hold, however long.
  static let hidden: Set<String> = [
    "think", "thinking", "thought", "thoughts", "reasoning", "reflection", "scratchpad", "analysis", "plan",
    "inner-monologue", "internal", "metadata", "desc", "script", "style", "template", "pre", "svg", "math",
    "tool-response", "tool-result", "tool-results", "tool-output", "function-results", "function-response",
    "observation", "textarea", "noscript", "head", "title",
  ]
  /// Tool calls.
  static let calls: Set<String> = [
    "tool-call", "toolcall", "function-call", "functioncall", "tool-use", "tool", "function", "invoke",
    "call-tool",
  ]
  /// What they hold, or an attribute, names an emotion.
  static let emotions: Set<String> = [
    "emotion", "mood", "feeling", "feelings", "expression", "face", "express-as", "affect", "sentiment",
  ]
  /// What they hold, or an attribute, is a stage direction.
  static let directions: Set<String> = [
    "action", "actions", "gesture", "stage", "stage-direction", "direction", "motion", "movement", "pose",
    "posture", "animation", "anim", "emote", "act", "sfx", "sound", "body", "body-language", "behavior",
    "nonverbal", "vocalization",
  ]
  /// What they hold, or an attribute, is what to look at.
  static let gazes: Set<String> = ["gaze", "look", "look-at", "lookat"]
  /// They part words from one another.
  static let blocks: Set<String> = [
    "speak", "p", "s", "br", "hr", "div", "li", "ul", "ol", "dl", "dt", "dd", "td", "th", "tr", "table", "h1",
    "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "header", "footer", "main", "thead",
    "tbody", "tfoot", "caption", "details", "summary", "figure", "figcaption", "option", "paragraph",
    "sentence",
  ]
  /// They are passed over and what they hold is spoken.
  static let wrappers: Set<String> = [
    "a", "abbr", "acronym", "address", "aside", "bdi", "bdo", "big", "button", "center", "cite", "code",
    "data", "del", "dfn", "font", "form", "html", "ins", "kbd", "label", "link", "meta", "input", "nav",
    "picture", "q", "rp", "rt", "ruby", "samp", "select", "small", "span", "strike", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "video", "source", "track", "canvas", "iframe", "object", "embed", "base",
    "col", "colgroup", "w", "token", "lexicon", "lookup", "response", "answer", "output", "speech", "message",
    "assistant", "user", "system", "text", "say", "says", "dialogue", "dialog", "reply", "final", "result",
    "content", "utterance", "turn", "tool-calls", "function-calls", "tools", "parameter", "parameters",
    "arguments", "emoji", "ssml", "xml", "markdown", "para", "line",
  ]
  /// HTML's elements for emphasis and their level.
  static let emphases: [String: Delivery.Emphasis] = [
    "b": .strong, "strong": .strong, "em": .moderate, "i": .moderate,
  ]
}
