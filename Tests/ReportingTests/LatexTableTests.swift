import Reporting
import Testing

@Suite("Tables for papers")
struct LatexTableTests {
  @Test("Booktabs rules, alignments, arrows, and nothing that LaTeX would act on")
  func whole() {
    var table = Table(columns: [.text("id", "score_%"), .number("v", "value ↑"), .machine("hidden")])
    table.append([.text("a&b #1 {x} \\ ~ ^ $"), .number(0.5, digits: 2), .text("secret")])
    table.append([.text("[0.1, 0.2] < 3"), .missing("no phones"), .text("")])
    #expect(
      table.rendered(as: .latex) == """
        \\begin{tabular}{lr}
        \\toprule
        score\\_\\% & value $\\uparrow$ \\\\
        \\midrule
        a\\&b \\#1 \\{x\\} \\textbackslash{} \\textasciitilde{} \\textasciicircum{} \\$ & 0.50 \\\\
        {[}0.1, 0.2{]} $<$ 3 & undefined: no phones \\\\
        \\bottomrule
        \\end{tabular}

        """)
  }

  @Test("A report's tabular has one cell per column in every row, its remarks below in print, and no ids")
  func report() throws {
    let scores = RunSamples.takeScores("lip-sync.r0/1") { i, _ in Double(i) }
    let report = try ComparisonReport(
      a: RunSamples.summary("a_1"), b: RunSamples.summary("b"), scoresA: scores, scoresB: scores)
    let text = report.rendered(as: .latex)
    let rows = text.split(separator: "\n").filter { $0.hasSuffix(" \\\\") }
    let cells = rows.map { $0.replacing("\\&", with: "").count { $0 == "&" } }
    #expect(rows.count == 2 && Set(cells).count == 1)
    #expect(text.contains("% signature of A: run:a_1-00000000"))
    #expect(text.contains("{\\par\\footnotesize\\raggedright\nA: a\\_1-00000000"))
    #expect(text.contains("\n95 \\% intervals resample conversations; seed 1\\par\n"))
    let set = text.split(separator: "\n").filter { !$0.hasPrefix("%") }.joined()
    #expect(!set.contains("lip-sync.r0/1"))
    #expect(text.contains("$\\uparrow$"))
  }
}
