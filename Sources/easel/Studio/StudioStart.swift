import StudioCore
import StudioUI
import Terminal

/// What the studio begins with, from configuration and catalogue.
enum StudioStart {
    static func settings(_ workspace: Workspace) -> SettingsState {
        let choices = workspace.catalogue.models.filter { $0.status != .shutdown }.map { model in
            var reason: String?
            if case .failure(let failure) = workspace.providers.provider(model.provider) {
                reason = failure.kind == .authentication ? "no key: \(failure.advice)" : failure.message
            }
            return ModelChoice(model: model, disabledReason: reason)
        }
        var config = workspace.setup.config
        // A name that is in no catalogue is told of elsewhere.
        if workspace.catalogue.defaultModelProblem(config, workspace.setup.environment) != nil {
            config.defaults.model = nil
        }
        let model = try? workspace.catalogue.defaultModel(config, workspace.setup.environment)
        let current = TurnSettings(
            model: model?.reference ?? ModelReference(provider: "sketch", model: "sketch"),
            size: model?.size(near: config.defaults.size), aspect: config.defaults.aspect)
        var settings = SettingsState(catalogue: workspace.catalogue, choices: choices, current: current)
        settings.wishes.size = config.defaults.size
        settings.fitToModel()
        return settings
    }
}

/// Which theme a terminal gets.
enum StudioTheme {
    /// A theme of 24-bit colours would be mud on sixteen: there the shipped one for sixteen is taken in its place.
    static func name(_ wanted: String, capabilities: TerminalCapabilities) -> String {
        switch capabilities.colors {
        case .mono: "mono"
        case .ansi16: ["dusk", "ember", "paper"].contains(wanted) ? "sixteen" : wanted
        case .ansi256, .trueColor: wanted
        }
    }
}
