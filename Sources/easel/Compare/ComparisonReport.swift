import Pixels
import StudioCore

/// A comparison as it is printed: a table for people, one object for programs.
struct ComparisonReport {
    var comparison: Comparison
    /// nil: none was cast.
    var vote: Vote?
    /// Where the sheet was written.
    var sheet: String?

    private var contenders: [Contender] { comparison.contenders }

    /// For turns.
    func json(session: String, parent: TurnID?, prompt: String) -> JSON {
        let members: JSON = .object([
            "outcome": .string((comparison.worst?.outcome ?? .completed).rawValue), "session": .string(session),
            "parent": .string(parent?.rawValue), "prompt": .string(prompt),
            "turns": .array(contenders.map(\.json)), "cost": .cost(comparison.cost),
        ])
        return joined(members)
    }

    /// For pictures.
    var json: JSON {
        joined(
            .object([
                "pictures": .array(contenders.map(\.json)),
                "vote": vote.map { vote in
                    .object([
                        "winner": .string(vote.winner?.rawValue), "tie": .bool(vote.winner == nil),
                        "tags": .array(vote.tags.map { .string($0) }),
                    ])
                } ?? .null,
            ]))
    }

    private func joined(_ members: JSON) -> JSON {
        let common: JSON = .object([
            "metrics": .array(comparison.pairs.map(metrics)),
            "differences": .array(
                comparison.differences.rows.map { row in
                    .object([
                        "setting": .string(row.setting), "values": .array(row.values.map { .string($0) }),
                    ])
                }),
            "sheet": .string(sheet), "notes": .array(comparison.notes.map { .string($0) }),
        ])
        guard case .object(let first) = members, case .object(let second) = common else { return members }
        return .object(first + second)
    }

    private func metrics(_ pair: Comparison.Pair) -> JSON {
        let metrics = pair.metrics
        let bounds = metrics.changed.bounds
        return .object([
            "between": .array([.string(contenders[pair.first].id), .string(contenders[pair.second].id)]),
            "compared_at": .array([.int(metrics.size.width), .int(metrics.size.height)]),
            "reshaped": .bool(metrics.isReshaped), "identical": .bool(metrics.psnr == .infinity),
            "psnr": .number(metrics.psnr, decimals: 3), "ssim": .number(metrics.ssim, decimals: 5),
            "changed": .object([
                "share": .number(metrics.changed.share, decimals: 5),
                "bounds": bounds.map { .array([.int($0.x), .int($0.y), .int($0.width), .int($0.height)]) } ?? .null,
                "tolerance": .int(Int(metrics.changed.tolerance)),
            ]),
        ])
    }

    // MARK: For people

    /// What was compared, the pictures, how far apart they are, and in what the requests differ.
    var lines: [String] {
        var table = [["", "RESULT", "ASKED", "GOT", "PICTURE"]]
        table += contenders.map { [$0.name, $0.ending, $0.asked, $0.got, $0.path ?? ""] }
        var lines = Columns.lines(table)
        if !comparison.pairs.isEmpty {
            lines += [""] + Columns.lines([["", "PSNR", "SSIM", "CHANGED", "AT"]] + comparison.pairs.map(row))
        }
        let rows = comparison.differences.rows
        if !rows.isEmpty {
            lines += [""] + Columns.lines([["DIFFERS"] + contenders.map(\.name)] + rows.map(row))
        }
        if let vote {
            let best = contenders.first { $0.entrant?.turn == vote.winner }?.name
            let tags = vote.tags.isEmpty ? "" : " (\(vote.tags.joined(separator: ", ")))"
            lines += ["", "vote recorded: \(best ?? "a tie")\(tags)"]
        }
        return lines
    }

    private func row(_ pair: Comparison.Pair) -> [String] {
        let metrics = pair.metrics
        let changed = metrics.changed
        var area = Self.percent(changed.share)
        if let bounds = changed.bounds, changed.share < 0.5 {
            area += " in \(bounds.x),\(bounds.y),\(bounds.width),\(bounds.height)"
        }
        return [
            "\(contenders[pair.first].name) – \(contenders[pair.second].name)",
            metrics.psnr == .infinity ? "identical" : Self.decimals(metrics.psnr, 1) + " dB",
            Self.decimals(metrics.ssim, 3), area,
            "\(metrics.size.width)×\(metrics.size.height)" + (metrics.isReshaped ? ", stretched to one shape" : ""),
        ]
    }

    private func row(_ row: SettingsDiff.Row) -> [String] {
        [row.setting] + row.values.map { ($0 ?? "not known").split(whereSeparator: \.isNewline).joined(separator: " ") }
    }

    /// What changed at all is never told as nothing.
    static func percent(_ share: Double) -> String {
        share > 0 && share < 0.0005 ? "under 0.1 %" : decimals(share * 100, 1) + " %"
    }

    static func decimals(_ value: Double, _ count: Int) -> String {
        var scale = 1
        for _ in 0..<count { scale *= 10 }
        let scaled = Int(saturating: value * Double(scale))
        let digits = String(abs(scaled) % scale)
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / scale)." + String(repeating: "0", count: count - digits.count)
            + digits
    }
}
