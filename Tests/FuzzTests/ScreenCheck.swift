import FoundationEssentials
import Fuzzing
import Screen
import StudioCore
import StudioUI

/// A session on the studio's screen.
enum ScreenCheck {
    private static let model = CatalogueModel(
        id: "gemini-3-pro-image", provider: "google", name: "Nano Banana Pro", sizes: [.oneK, .twoK],
        price: Price(date: "2026-11-23", perImage: ["1K": 0.134]))

    static func show(_ tree: SessionTree) throws {
        var state = StudioState(
            size: Size(width: 80, height: 24), tree: tree, isNamed: true,
            settings: SettingsState(
                catalogue: Catalogue(models: [model]), choices: [ModelChoice(model: model)],
                current: TurnSettings(model: model.reference)), keymap: Keymap(), themes: ["dusk"], themeName: "dusk",
            now: GalleryCorpus.date)
        for popup in [nil, Popup.details(scroll: 0)] {
            state.popups = popup.map { [$0] } ?? []
            let frame = render(state, theme: .mono)
            try hold(frame.size == state.size, "a screen of another size")
        }
    }
}
