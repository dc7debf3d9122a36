import Glibc
import TerminalHarness
import Testing

extension TerminalProgram {
    /// The terminal is as it was, and nothing was written to it that is not ours.
    /// - Parameter isCut: it was ended in the middle of writing something, perhaps.
    func expectGivenBack(_ what: String = "", isCut: Bool = false, sourceLocation: SourceLocation = #_sourceLocation) {
        let comment = Comment(rawValue: what)
        #expect(modes == modesBefore, comment, sourceLocation: sourceLocation)
        #expect(audit.left == [], comment, sourceLocation: sourceLocation)
        let strangers = audit.strangers.filter { !isCut || !$0.hasPrefix("broken") }
        #expect(strangers == [], comment, sourceLocation: sourceLocation)
        #expect(audit.unfinished == nil, comment, sourceLocation: sourceLocation)
        #expect(audit.count > 0, comment, sourceLocation: sourceLocation)
    }

    /// Ctrl-Q.
    func leave(sourceLocation: SourceLocation = #_sourceLocation) throws {
        send("\u{11}")
        #expect(try waitForExit() == .code(0), sourceLocation: sourceLocation)
        expectGivenBack(sourceLocation: sourceLocation)
    }

    /// Waits until nothing is left to be undone, when that is not the work of the process that is waited for.
    func waitUntilGivenBack() throws {
        try waitFor("the terminal back") { _ in audit.left.isEmpty && modes == modesBefore }
    }
}
