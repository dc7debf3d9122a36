/// How long is waited for what, in seconds.
package struct TimeLimits: Hashable, Sendable {
    /// For the connection, TLS and proxy included.
    package var connect: Double
    /// From the last byte sent to the first of the answer: a 4K picture takes minutes at some providers, and who hangs up
    /// pays all the same.
    package var firstByte: Double
    /// Between two pieces of the answer.
    package var idle: Double
    package var total: Double
    /// For a server that has said everything but does not close.
    package var grace: Double

    package init(
        connect: Double = 15, firstByte: Double = 600, idle: Double = 300, total: Double = 1800, grace: Double = 2
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
        self.total = total
        self.grace = grace
    }

    /// How often to look whether one has passed.
    var interval: Double { min(1, max(0.01, min(firstByte, idle, total, grace) / 2)) }
}
