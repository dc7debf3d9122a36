import StudioCore

/// Sums as people read them.
enum Money {
    /// Up to four decimals, at least two: `0.134`, `0.05`, `12.00`.
    static func text(_ amount: Double) -> String {
        let scaled = Int(saturating: amount * 10000)
        var decimals = String(abs(scaled) % 10000)
        decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
        while decimals.count > 2, decimals.last == "0" { decimals.removeLast() }
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 10000).\(decimals)"
    }

    /// `$0.134`, `free`, `about $0.24`, `unknown`.
    static func text(_ cost: Cost) -> String {
        switch cost.basis {
        case .free: "free"
        case .unknown: "price unknown"
        case .estimate: "about $\(text(cost.amount))"
        case .tokens, .table: "$\(text(cost.amount))"
        }
    }
}
