import Testing

@testable import Formats

@Suite struct LicenceTests {
  @Test(arguments: [
    "CC0-1.0", "MIT", "Apache-2.0", "BSD-3-Clause", "cc by 4.0", "CC-BY-4.0", "CC BY-SA 3.0",
    "GPL-3.0-or-later",
    "public domain", "MIT OR LicenseRef-x", "Creative Commons Attribution 4.0 International",
    "CC0-1.0 AND MIT",
    "https://creativecommons.org/licenses/by/4.0/",
  ])
  func `permits a release`(_ text: String) {
    let permissions = Licence(text).permissions
    #expect(permissions?.commercial == true && permissions?.derivatives == true)
    #expect(permissions?.redistribution == true)
  }

  @Test(arguments: [
    "CC-BY-NC-4.0", "CC BY-NC 4.0", "cc_by_nc_sa", "Creative Commons Attribution-NonCommercial 4.0",
    "non-commercial research only", "MIT AND CC-BY-NC-4.0",
  ])
  func `forbids commercial use`(_ text: String) {
    #expect(Licence(text).permissions?.commercial == false)
  }

  @Test func `derivatives, redistribution and tests only`() {
    #expect(Licence("CC BY-NC-ND 4.0").permissions?.derivatives == false)
    #expect(Licence("CC-BY-ND-4.0").permissions?.commercial == true)
    #expect(Licence("test use only").permissions?.redistribution == false)
    #expect(Licence("All rights reserved").permissions?.redistribution == false)
    #expect(Licence("CC-BY-SA-4.0").permissions?.shareAlike == true)
    #expect(Licence("CC0-1.0").permissions?.credit == false)
    #expect(Licence("CC-BY-4.0").permissions?.credit == true)
  }

  @Test(arguments: [
    "", "unknown", "see website", "MIT AND something", "BY", "custom", "CC", "LicenseRef-Acme",
  ])
  func `nobody can tell what it permits`(_ text: String) { #expect(Licence(text).permissions == nil) }
}
