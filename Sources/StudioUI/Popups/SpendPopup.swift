import Screen
import StudioCore

/// What was spent: today against the cap, and a line a day, model or session with its share of the dearest.
func renderSpend(_ spend: SpendScreen, _ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    let inner = popupBox("Spend", width: 84, height: SpendScreen.room(frame.size.height) + 6, theme, &frame)
    let popup = theme[.popup].background
    let muted = theme[.muted].on(popup)
    renderToday(state, Rect(x: inner.x, y: inner.y, width: inner.width, height: 1), theme, &frame)
    var tabs: [Span] = [Span("by ", muted)]
    for grouping in SpendReport.Grouping.allCases {
        tabs.append(Span(" \(grouping.rawValue) ", grouping == spend.grouping ? theme[.selection] : muted))
    }
    tabs += [Span("  Tab", theme[.key].on(popup))]
    frame.write(tabs, x: inner.x, y: inner.y + 2, in: inner)
    let list = Rect(x: inner.x, y: inner.y + 4, width: inner.width, height: inner.height - 4)
    guard let report = spend.report else {
        frame.write("reading the ledger …", x: list.x, y: list.y, style: theme[.placeholder].on(popup), limit: list)
        return
    }
    if !report.trouble.isEmpty {
        frame.write(
            report.trouble.truncated(to: inner.width), x: inner.x, y: inner.y + 3, style: theme[.warning].on(popup),
            limit: inner)
    }
    let rows = spend.rows
    let all = rows.reduce((turns: 0, amount: 0.0)) { ($0.turns + $1.turns, $0.amount + $1.amount) }
    let total: [Span] = [
        Span("in all ", muted), Span(Format.money(all.amount), theme[.popup]),
        Span(", \(all.turns) turn\(all.turns == 1 ? "" : "s")", muted),
    ]
    frame.writeRight(total, y: inner.y + 2, in: inner)
    if rows.isEmpty, report.trouble.isEmpty {
        frame.write("nothing was sent yet", x: list.x, y: list.y, style: theme[.placeholder].on(popup), limit: list)
    }
    let first = max(0, min(spend.scroll, rows.count - list.height))
    let dearest = rows.map(\.amount).max() ?? 0
    for (offset, row) in rows.dropFirst(first).prefix(list.height).enumerated() {
        let line = Rect(x: list.x, y: list.y + offset, width: list.width, height: 1)
        renderRow(row, dearest: dearest, line, theme, &frame)
    }
    ScrollBar.draw(
        in: &frame, x: inner.maxX + 1, rect: list, first: first, count: rows.count, style: theme[.popupBorder])
}

private func renderToday(_ state: StudioState, _ line: Rect, _ theme: Theme, _ frame: inout Frame) {
    let popup = theme[.popup].background
    let muted = theme[.muted].on(popup)
    var spans = [Span("today ", muted), Span(Format.money(state.spend.today), theme[.popup].with(.bold))]
    if state.spend.cap > 0 { spans.append(Span(" of \(Format.money(state.spend.cap)) ", muted)) }
    if state.spend.cap > 0, line.width > 60 {
        spans += ProgressBar.spans(state.spend.today / state.spend.cap, width: 12, theme: theme).map {
            Span($0.text, $0.style.on(popup))
        }
    }
    spans += [Span("   this session ", muted), Span(Format.money(state.spend.session), theme[.popup])]
    frame.write(spans, x: line.x, y: line.y, in: line)
}

private func renderRow(
    _ row: SpendReport.Row, dearest: Double, _ line: Rect, _ theme: Theme, _ frame: inout Frame
) {
    let popup = theme[.popup].background
    let muted = theme[.muted].on(popup)
    // Where there is no room for bars and words, the key has it.
    let isNarrow = line.width < 66
    let width = isNarrow ? line.width - 26 : min(34, line.width - 40)
    let key = row.key.truncated(to: width - 1)
    func right(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.count)) + text
    }
    var spans = [
        Span(key + String(repeating: " ", count: max(1, width - key.displayWidth)), theme[.popup]),
        Span(right("\(row.turns) turn\(row.turns == 1 ? " " : "s")", 12), muted),
        Span(
            right((isNarrow && row.unknown > 0 ? "≥ $" : "$") + Format.decimal(row.amount, 3), isNarrow ? 12 : 10)
                + "  ",
            theme[.popup]),
    ]
    if isNarrow {
        frame.write(spans, x: line.x, y: line.y, in: line)
        return
    }
    let room = line.width - spans.reduce(0) { $0 + $1.text.displayWidth }
    if row.unknown > 0 {
        spans.append(Span("\(row.unknown) may be billed", theme[.warning].on(popup)))
    } else if dearest > 0, row.amount > 0, room > 2 {
        // A bar without its track: what is longer cost more.
        let bar = ProgressBar.spans(row.amount / dearest, width: min(24, room), theme: theme).prefix(1)
        spans += bar.map { Span($0.text, $0.style.on(popup)) }
    }
    frame.write(spans, x: line.x, y: line.y, in: line)
}
