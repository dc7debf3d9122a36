import CTerminalGuard

/// A parent that outlives the studio: what no handler can catch (SIGKILL) leaves the terminal usable all the same.
package enum TerminalGuardian {
    /// Splits the process in two; returns in the one that goes on. To be called first of all, before there is any thread.
    /// Does nothing where there is no terminal.
    package static func install() { ctg_guard_with_parent() }

    /// Stops this job as Ctrl-Z does, for a program that has the terminal meanwhile; returns when it is continued.
    package static func stop() { ctg_stop() }

    /// Ends the process as that signal would have done, once all is finished.
    package static func end(by signal: Int32) -> Never { ctg_end_by(signal) }
}
