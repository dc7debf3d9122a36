/// How long is waited for what, in seconds.
package struct TimeLimits: Hashable, Sendable {
    /// For the connection, TLS and proxy included.
    package var connect: Int
    /// From the last byte sent to the first of the answer: a 4K picture takes minutes at some providers, and who hangs up
    /// pays all the same.
    package var firstByte: Int
    /// Between two pieces of the answer.
    package var idle: Int
    package var total: Int
    /// For a server that has said everything but does not close.
    package var grace: Int

    package init(connect: Int = 15, firstByte: Int = 600, idle: Int = 300, total: Int = 1800, grace: Int = 2) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
        self.grace = grace
    }
}
