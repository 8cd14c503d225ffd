import Commands
import Foundation
import Shell

exit(Shell(arguments: Array(CommandLine.arguments.dropFirst()), banner: Banner.text).run())
