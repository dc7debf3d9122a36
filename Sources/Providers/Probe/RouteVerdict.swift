import StudioCore

/// What an address is, judged by what it says to a request for nothing. Pure: a table of answers is its test.
package enum RouteVerdict: String, Hashable, Sendable {
    /// It is there: it answers, or says what is missing.
    case speaks
    /// It wants another key, or more rights.
    case locked
    /// It is there, and nobody behind it has this model.
    case noModel
    case absent
    /// What it says, it says at any address; or it says nothing of itself.
    case unclear
    case silent

    /// - Parameters:
    ///   - path: the address, which some servers repeat.
    ///   - control: what the server says at an address that nobody has.
    init(_ route: ProbeRoute, _ answer: ProbeAnswer, path: String, control: ProbeAnswer, controlPath: String) {
        self = Self.verdict(route, answer, path)
        // A server that knows the address from others says something else there.
        guard self == .speaks || self == .noModel, route.method == .post, !Self.isUnknown(control) else { return }
        let same = answer.status == control.status && Self.words(answer, path) == Self.words(control, controlPath)
        if same { self = .unclear }
    }

    private static func verdict(_ route: ProbeRoute, _ answer: ProbeAnswer, _ path: String) -> RouteVerdict {
        let noModel: RouteVerdict = route.namesModel ? .noModel : .speaks
        if answer.isPage { return answer.status < 500 ? .absent : .unclear }
        switch answer.status {
        case 200..<300: return isRight(answer, for: route) ? .speaks : .absent
        case 405, 501: return .absent
        case 404:
            // Of a model that is missing an address must know; but many repeat the address, and that has “models” in it.
            let isOfModel = words(answer, path).lowercased().contains("model")
            return isOfModel && route.method == .post ? noModel : .absent
        default: break
        }
        switch ErrorClassifier.failure(answer.error, provider: "").kind {
        case .authentication, .permission: return .locked
        case .modelUnavailable: return noModel
        case .quota, .rateLimited, .overloaded: return .speaks
        case .timeout: return .unclear
        // Some break down over a request without anything in it, and say so in their usual form.
        case .server: return answer.status == 500 && answer.document != nil ? .speaks : .unclear
        default: return route.method == .post ? .speaks : .absent
        }
    }

    /// There is no such address.
    private static func isUnknown(_ answer: ProbeAnswer) -> Bool { [404, 405, 501].contains(answer.status) }

    private static func isRight(_ answer: ProbeAnswer, for route: ProbeRoute) -> Bool {
        guard let document = answer.document else { return false }
        switch route {
        case .openAIModels, .geminiModels:
            guard let list = document["data"] ?? document["models"], case .array = list else { return false }
            return true
        case .comfyUI: return document["system"] != nil
        default: return true
        }
    }

    private static func words(_ answer: ProbeAnswer, _ path: String) -> String {
        let bare = path.prefix { $0 != "?" }
        return answer.text.replacing(bare, with: "").replacing(bare.replacing("/", with: "\\/"), with: "")
    }
}
