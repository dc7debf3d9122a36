/// What a colour is for. Themes give styles to roles; code names roles only.
package enum Role: String, CaseIterable, Sendable {
    case text
    case muted
    case faint
    case title
    case accent
    case border
    case borderFocused = "border-focused"
    case surface
    case selection
    case selectionInactive = "selection-inactive"
    case placeholder
    case key
    case status
    case popup
    case popupBorder = "popup-border"
    case popupTitle = "popup-title"
    case match
    case progress
    case progressTrack = "progress-track"
    case disabled
    case running
    case success
    case warning
    case danger

    /// Whose background a style has that names none.
    package var ground: Role {
        switch self {
        case .popupBorder, .popupTitle: .popup
        default: .text
        }
    }

    /// Whose style is taken where a theme says nothing; `text` ends every chain.
    package var fallback: Role {
        switch self {
        case .faint, .placeholder, .disabled: .muted
        case .popupBorder: .borderFocused
        case .popupTitle: .title
        case .borderFocused, .key, .match, .progress, .running: .accent
        case .progressTrack: .faint
        case .selectionInactive: .selection
        default: .text
        }
    }
}
