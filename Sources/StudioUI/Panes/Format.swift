import StudioCore

/// Numbers as a person reads them.
enum Format {
    /// `$0.134`, `$0.05`, `$1.20`, `free` for 0.
    static func money(_ amount: Double) -> String {
        if amount == 0 { return "$0" }
        let digits = amount < 0.1 ? 4 : amount < 1 ? 3 : 2
        var text = "$" + decimal(amount, digits)
        while text.hasSuffix("0"), let point = text.firstIndex(of: "."),
            text.distance(from: point, to: text.endIndex) > 3
        {
            text.removeLast()
        }
        return text
    }

    static func decimal(_ value: Double, _ digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int(saturating: value * Double(scale))
        let whole = scaled / scale
        guard digits > 0 else { return "\(whole)" }
        let fraction = String(abs(scaled % scale))
        return "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// `4.2 s`, `38 s`, `2:05`.
    static func seconds(_ seconds: Double) -> String {
        if seconds < 10 { return decimal(max(0, seconds), 1) + " s" }
        let whole = Int(saturating: seconds.rounded(.down))
        if whole < 60 { return "\(whole) s" }
        let rest = whole % 60
        return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `312 B`, `48 KB`, `7.3 MB`.
    static func bytes(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\(bytes / 1000) KB" }
        return decimal(Double(bytes) / 1_000_000, 1) + " MB"
    }
}
