import Commands
import Foundation
import Shell

exit(ShellProgram(arguments: Array(CommandLine.arguments.dropFirst()), banner: Banner.text).run())
