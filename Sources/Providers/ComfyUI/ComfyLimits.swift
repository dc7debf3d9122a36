/// How long is waited for a machine that takes as long as it takes. Seconds.
package struct ComfyLimits: Hashable, Sendable {
    /// Nothing was heard of this workflow for so long: it is asked for.
    package var check: Double
    /// Neither a word nor an answer from the server.
    package var silence: Double
    package var total: Double
    /// Between two questions where there is nothing to listen to.
    package var poll: Double
    /// How often to look whether one of these has passed.
    package var tick: Double

    package init(
        check: Double = 20, silence: Double = 300, total: Double = 86_400, poll: Double = 1, tick: Double = 1
    ) {
        self.check = check
        self.silence = silence
        self.total = total
        self.poll = poll
        self.tick = tick
    }
}
