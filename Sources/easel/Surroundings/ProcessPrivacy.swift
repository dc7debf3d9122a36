import CSandbox

/// This process has a key in its memory and perhaps in its environment: neither is for others.
enum ProcessPrivacy {
    /// No core, no tracing, no memory in what a crash prints, for as long as it runs; what it forks is the same. To be called first of all.
    static func begin() { csb_keep_private() }
}
