import FoundationEssentials
import Screen
import StudioCore

/// One line: what runs, or what happened last, or what the selected turn came to.
func renderStatus(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let line = rect.inset(1, 0)
    if !state.pendingKeys.isEmpty {
        let keys = state.pendingKeys.map(\.description).joined(separator: " ")
        var spans = [Span("\(keys) …  ", theme[.key])]
        if case .prefix(let bindings) = state.keymap.lookup(state.pendingKeys, in: state.context) {
            for binding in bindings {
                let rest = binding.keys.dropFirst(state.pendingKeys.count).map(\.description).joined(separator: " ")
                spans += [Span(rest, theme[.key]), Span(" \(binding.call.command.info.title)  ", theme[.muted])]
            }
        }
        frame.write(spans, x: line.x, y: line.y, in: line)
        return
    }
    if let notice = state.notice {
        let role: Role =
            switch notice.level {
            case .info: .status
            case .success: .success
            case .warning: .warning
            case .danger: .danger
            }
        frame.write([Span(notice.text, theme[role])], x: line.x, y: line.y, in: line)
        return
    }
    guard let turn = state.selectedTurn else {
        renderOthers(state, theme, line, &frame)
        return
    }
    if let progress = state.running[turn.id] {
        renderProgress(turn, progress, state, theme, line, &frame)
    } else if let result = turn.result {
        renderResult(turn, result, theme, line, &frame)
        renderOthers(state, theme, line, &frame)
    }
}

private func renderProgress(
    _ turn: Turn, _ progress: TurnProgress, _ state: StudioState, _ theme: Theme, _ line: Rect, _ frame: inout Frame
) {
    let elapsed = max(0, state.now.timeIntervalSince(turn.startedAt))
    let usual = state.settings.usualSeconds(turn.settings)
    var spans = [
        Span(ProgressBar.spinner(Int(saturating: elapsed * 8)) + " ", theme[.running]),
        Span(progress.phase.title + " ", theme[.running].with(.bold)),
    ]
    if let waiting = progress.waiting { spans.append(Span("· \(waiting) ", theme[.warning])) }
    let barWidth = min(24, max(8, line.width / 5))
    if let expected = progress.expected, expected > 0, progress.phase == .receiving {
        spans += ProgressBar.spans(Double(progress.received) / Double(expected), width: barWidth, theme: theme)
    } else if let share = progress.share {
        spans += ProgressBar.spans(share, width: barWidth, theme: theme)
    } else if let usual, usual > 0 {
        // Never full before it is done: the last tenth is approached, not reached.
        let share = elapsed / usual
        spans += ProgressBar.spans(
            share < 0.9 ? share : 1 - 0.1 / (1 + (share - 0.9) * 4), width: barWidth, theme: theme)
    } else {
        spans += ProgressBar.indeterminate(phase: elapsed / 2, width: barWidth, theme: theme)
    }
    spans.append(Span("  \(Format.seconds(elapsed))", theme[.text]))
    if let usual { spans.append(Span(" of about \(Format.seconds(usual))", theme[.faint])) }
    if let steps = progress.steps { spans.append(Span("  ·  \(steps)", theme[.muted])) }
    if progress.received > 0 {
        let of = progress.expected.map { " of \(Format.bytes($0))" } ?? ""
        spans.append(Span("  ·  \(Format.bytes(progress.received))\(of)", theme[.muted]))
    }
    if progress.variants.count > 1 {
        let done = progress.variants.count { $0.isDone }
        spans.append(Span("  ·  \(done) of \(progress.variants.count) variants", theme[.muted]))
    }
    let cost = state.settings.catalogue[turn.settings.model]?
        .estimate(images: turn.settings.count, size: turn.settings.size, references: turn.picturesSent)
    if let cost, cost.basis == .estimate {
        spans.append(Span("  ·  ≈ \(Format.money(cost.amount))", theme[.muted]))
    }
    frame.write(whole(spans, line.width), x: line.x, y: line.y, in: line)
    renderOthers(state, theme, line, &frame)
}

private func renderResult(_ turn: Turn, _ result: TurnResult, _ theme: Theme, _ line: Rect, _ frame: inout Frame) {
    let role: Role =
        switch result.outcome {
        case .completed: .success
        case .rejected, .interrupted: .warning
        case .failed: .danger
        case .cancelled: .muted
        }
    var spans = [Span(result.outcome.rawValue, theme[role])]
    if let image = turn.finals.first, image.width > 0 {
        let asked = [turn.settings.size?.rawValue, turn.settings.aspect?.description].compactMap(\.self).joined(
            separator: " ")
        spans.append(Span("  \(image.width)×\(image.height)", theme[.text]))
        if !asked.isEmpty { spans.append(Span(" for \(asked)", theme[.faint])) }
    }
    spans.append(Span("  ·  \(Format.seconds(result.elapsedSeconds))", theme[.muted]))
    if result.cost.amount > 0 {
        spans.append(
            Span(
                "  ·  \(Format.money(result.cost.amount))\(result.cost.basis == .tokens ? "" : " (list price)")",
                theme[.muted]))
    }
    for note in result.notes { spans.append(Span("  ·  \(note)", theme[.warning])) }
    if result.usage.totalTokens > 0 { spans.append(Span("  ·  \(result.usage.totalTokens) tokens", theme[.faint])) }
    if let reason = result.finishReason, reason != "STOP" { spans.append(Span("  ·  \(reason)", theme[.faint])) }
    frame.write(result.notes.isEmpty ? whole(spans, line.width) : spans, x: line.x, y: line.y, in: line)
}

/// The facts that fit; one that would be cut is left out, but for the first two.
private func whole(_ spans: [Span], _ width: Int) -> [Span] {
    var spans = spans
    while spans.count > 2, spans.reduce(0, { $0 + $1.text.displayWidth }) > width { spans.removeLast() }
    return spans
}

/// How many other turns run, at the right.
private func renderOthers(_ state: StudioState, _ theme: Theme, _ line: Rect, _ frame: inout Frame) {
    let others = state.running.keys.count { $0 != state.tree.selected }
    if others > 0 { frame.writeRight([Span("  \(others) more running", theme[.running])], y: line.y, in: line) }
}

extension TurnPhase {
    var title: String {
        switch self {
        case .queued: "queued"
        case .sending: "sending"
        case .thinking: "thinking"
        case .drawing: "drawing"
        case .receiving: "receiving"
        case .saving: "saving"
        }
    }
}

/// The last line: the keys that matter here, read from the command table. The way to all others stands where it is seen
/// in the narrowest terminal.
func renderHints(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let isRunning = state.tree.selected.map { state.running[$0] != nil } ?? false
    let commands: [Command] =
        switch state.focus {
        case _ where state.drawing != nil:
            [
                .keepRegion, .leave, .help, .lockOutside, .wider, .taller, .narrower, .shorter, .fine, .zoomIn,
                .clearRegion,
            ]
        case .prompt:
            [.submit, .palette, .help, .nextPane, .gallery, .compare, .newLine, .model, .resolution, .sessions, .quit]
        case .history where isRunning: [.cancelTurn, .palette, .help, .startOver, .search, .details, .up, .down, .quit]
        case .history: [.palette, .help, .reuse, .retry, .startOver, .search, .details, .up, .down, .quit]
        case .preview: [.palette, .help, .reuse, .retry, .details, .previousVariant, .nextVariant, .quit]
        case .settings: [.up, .down, .left, .right, .palette, .help, .quit]
        }
    let hints = commands.filter { $0.disabledReason(state) == nil || $0 == .submit }.compactMap { command in
        state.keymap.keys(for: command).first.map { (keys: $0.prettyKeys, words: command.info.title.lowercased()) }
    }
    // In the prompt the way to cancel is two steps of the same key.
    let escape = isRunning && state.focus == .prompt ? [(keys: "Esc Esc", words: "cancel")] : []
    frame.write(KeyHints.spans(escape + hints, width: rect.width - 1, theme: theme), x: rect.x + 1, y: rect.y, in: rect)
}

extension String {
    /// `ctrl-p` → `Ctrl-P`, `page-up` → `PgUp`: keys as a keyboard names them.
    var prettyKeys: String {
        split(separator: " ").map { word in
            switch word {
            case "escape": "Esc"
            case "page-up": "PgUp"
            case "page-down": "PgDn"
            case "up": "↑"
            case "down": "↓"
            case "left": "←"
            case "right": "→"
            default:
                word.count == 1
                    ? String(word)
                    : word.split(separator: "-", omittingEmptySubsequences: false).map { part in
                        part.prefix(1).uppercased() + part.dropFirst()
                    }.joined(separator: "-")
            }
        }.joined(separator: " ")
    }
}
