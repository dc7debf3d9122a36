import CTerminalGuard

/// A parent that outlives the studio: what no handler can catch (SIGKILL) leaves the terminal usable all the same.
package enum TerminalGuardian {
    /// Splits the process in two; returns in the one that goes on. To be called first of all, before there is any thread.
    /// Does nothing where there is no terminal.
    package static func install() {
        let bytes = Array((ControlSequences.restore(kitty: false) + ControlSequences.leaveAlternate).utf8)
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { ctg_guard_with_parent($0.baseAddress, $0.count) }
        }
    }
}
