import Gallery
import StudioCore

/// Where in which session a new turn hangs, found from what a person named.
struct TurnStart {
    /// What `generate` and `edit` go on from.
    enum Origin {
        case nothing
        case turn(TurnID)
        /// A file, in the gallery or anywhere.
        case picture(String)
    }

    var session: String
    /// Nobody named it, and nothing is gone on from.
    var isNew: Bool { !isNamed && parent == nil }
    private var isNamed: Bool
    var parent: Turn?
    var parentVariant = 0
    /// Pictures to send along before those of `-i`: absolute paths.
    var pictures: [String] = []

    /// - Parameters:
    ///   - named: the person's `--session`.
    ///   - prompt: names a new session.
    init(_ origin: Origin, named: String?, prompt: String, shelf: SessionShelf) async throws(TurnFailure) {
        if let named, !SessionName.isValid(named) {
            throw .usage(
                "“\(named)” cannot be the name of a session.", advice: "Leave out “/”, and begin with a letter.")
        }
        isNamed = named != nil
        session = named ?? shelf.uniqueName(for: prompt)
        switch origin {
        case .nothing: break
        case .turn(let id):
            guard let holder = named ?? shelf.session(holding: id), shelf.exists(holder),
                let turn = try await Self.tree(holder, shelf)[id]
            else {
                let place = named.map { " in the session “\($0)”" } ?? ""
                throw .usage(
                    "There is no turn \(id)\(place).",
                    advice: "“easel sessions show NAME” lists the turns of a session.")
            }
            session = holder
            parent = turn
        case .picture(let path):
            let sidecar: Sidecar?
            do throws(StoreFailure) {
                sidecar = try Sidecar.read(beside: path)
            } catch {
                throw error.asTurnFailure
            }
            if let sidecar, named == nil || named == sidecar.session, shelf.exists(sidecar.session),
                let turn = try await Self.tree(sidecar.session, shelf)[sidecar.turn]
            {
                session = sidecar.session
                parent = turn
                parentVariant = sidecar.variant
            } else {
                pictures = [path]
            }
        }
    }

    /// An edit keeps the size and ratio of what it edits.
    func defaults(_ defaults: Config.Defaults) -> Config.Defaults {
        guard let parent else { return defaults }
        var defaults = defaults
        defaults.size = parent.settings.size ?? defaults.size
        defaults.aspect = parent.settings.aspect
        return defaults
    }

    private static func tree(_ name: String, _ shelf: SessionShelf) async throws(TurnFailure) -> SessionTree {
        do throws(SessionFailure) {
            return try await shelf.tree(name)
        } catch {
            throw error.asTurnFailure
        }
    }
}
