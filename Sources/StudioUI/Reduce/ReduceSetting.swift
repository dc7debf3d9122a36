import Screen
import StudioCore

/// A setting with a value is set; without one its picker opens.
func reduceSetting(_ state: inout StudioState, _ call: CommandCall) -> [Effect] {
    switch call.command {
    case .clearReferences:
        state.settings.references = []
        state.notice = Notice(.info, "no references will be sent")
    case .reference:
        guard let path = call.argument else {
            ask(&state, .reference, "Add a reference", "the path of a PNG, JPEG or WebP")
            return []
        }
        return [.importReference(path: path)]
    case .seed:
        guard let value = call.argument else {
            ask(&state, .seed, "Seed", "a number, or “none”")
            return []
        }
        if value == "none" {
            state.settings.current.seed = nil
        } else if let seed = Int(value), seed >= 0 {
            state.settings.current.seed = seed
        } else {
            state.notice = Notice(.warning, "Seed: “\(value)” is not a whole number; type one, or “none”")
        }
    case .region:
        guard let value = call.argument else {
            openRegion(&state)
            return []
        }
        let words = value.split(separator: " ")
        state.drawing = nil
        if value == "none" {
            state.settings.current.region = nil
            state.settings.current.lockOutside = nil
        } else if let first = words.first, let region = Region(String(first)),
            words.dropFirst().allSatisfy({ $0 == "lock" })
        {
            state.settings.current.region = region
            state.settings.current.lockOutside = words.count > 1 ? true : nil
        } else {
            state.notice = Notice(
                .warning,
                "Region: “\(value)” is not X,Y,W,H: four whole numbers, such as 100,80,400,300, and “lock” to keep the rest"
            )
        }
    default:
        guard let row = SettingsRow.allCases.first(where: { $0.command == call.command }) else { return [] }
        if let value = call.argument {
            if let reason = state.settings.pick(row, value) {
                state.notice = Notice(.warning, "\(row.title): \(reason)")
            } else {
                state.notice = nil
            }
        } else {
            state.popups.append(
                .picker(
                    PickerState(
                        title: call.command.info.title, command: call.command, options: state.settings.options(for: row)
                    )
                ))
        }
    }
    return []
}

private func ask(_ state: inout StudioState, _ command: Command, _ title: String, _ hint: String) {
    state.popups.append(.entry(EntryState(title: title, hint: hint, command: command)))
}
