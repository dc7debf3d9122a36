import Gallery
import StudioCore

/// Makes requests of lines, with the flags where a line says nothing, and finds what is wrong with them. Sends and writes
/// nothing.
struct BatchPlanner {
    var workspace: Workspace
    var options: TurnOptions
    /// What paths in the lines are relative to.
    var folder: String
    /// The session that the turns will be in, as it stands.
    var tree: SessionTree
    /// Pictures that may be asked for at once.
    var concurrency: Int

    private var pictures: [String: Result<Reference, TurnFailure>] = [:]
    private var occurrences: [String: Int] = [:]
    private var targets: [String: String] = [:]

    init(workspace: Workspace, options: TurnOptions, folder: String, tree: SessionTree, concurrency: Int) {
        self.workspace = workspace
        self.options = options
        self.folder = folder
        self.tree = tree
        self.concurrency = concurrency
    }

    mutating func orders(_ lines: [BatchLine]) async -> (orders: [BatchOrder], mistakes: [BatchMistake]) {
        var orders: [BatchOrder] = []
        var mistakes: [BatchMistake] = []
        for line in lines {
            do throws(TurnFailure) {
                orders.append(try await order(line))
            } catch {
                let words = [error.message, error.advice].filter { !$0.isEmpty }.joined(separator: " ")
                mistakes.append(BatchMistake(line: line.number, words: words))
            }
        }
        return (orders, mistakes)
    }

    private mutating func order(_ line: BatchLine) async throws(TurnFailure) -> BatchOrder {
        let (config, environment) = (workspace.setup.config, workspace.setup.environment)
        let parent = try line.parent.map { id throws(TurnFailure) in try self.parent(TurnID(id)) }
        let model = try model(line, parent)
        var request = options.request
        request.size = line.size ?? request.size
        request.aspect = line.aspect ?? request.aspect
        request.thinking = line.thinking ?? request.thinking
        request.seed = line.seed ?? request.seed
        var defaults = config.defaults
        if let parent {
            defaults.size = parent.settings.size ?? defaults.size
            defaults.aspect = parent.settings.aspect
        }
        let settings = try request.settings(for: model, count: line.count ?? options.count, defaults: defaults)
        let here = environment.workingFolder
        let paths =
            line.references?.map { environment.absolute($0, in: folder) }
            ?? request.images.map { environment.absolute($0, in: here) }
        var references: [Reference] = []
        for path in paths { references.append(try await reference(path)) }
        let plan = DryRun(
            session: tree.name, parent: parent?.id, prompt: line.prompt, settings: settings, references: paths,
            model: model,
            pixels: workspace.catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect))
        if let problem = workspace.catalogue.problem(
            with: settings, prompt: line.prompt, references: plan.picturesSent,
            largest: references.map(\.bytes).max() ?? 0)
        {
            throw problem
        }
        if settings.count > concurrency {
            throw .usage(
                "\(settings.count) variants are \(settings.count) requests at once; --concurrency allows \(concurrency).",
                advice: "Raise it, or ask for fewer.")
        }
        let output =
            line.output.map { environment.absolute($0, in: folder) }
            ?? options.output.map { environment.absolute($0, in: here) }
        let order = BatchOrder(
            line: line, key: key(line, request, settings, references), plan: plan, references: references,
            output: output)
        for target in order.targets {
            // “./a.png” is “a.png”.
            let plain = target.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            if let other = targets.updateValue(line.name, forKey: plain) {
                throw .usage("\(target) is the output of \(other) too.", advice: "Name another file, or a folder.")
            }
        }
        return order
    }

    /// From what was asked for, not from what the machine makes of it: a new default or alias does not buy a request
    /// again.
    private mutating func key(
        _ line: BatchLine, _ request: RequestOptions, _ settings: TurnSettings, _ references: [Reference]
    ) -> String {
        var asked = ["prompt": line.prompt, "count": "\(settings.count)"]
        asked["model"] = line.model ?? options.model
        asked["size"] = request.size == nil ? nil : settings.size?.rawValue
        asked["aspect"] = request.aspect == nil ? nil : settings.aspect?.description ?? "auto"
        asked["thinking"] = settings.thinking?.rawValue
        asked["seed"] = settings.seed.map(String.init)
        asked["parent"] = line.parent
        asked["references"] = references.isEmpty ? nil : references.map(\.sha256).joined(separator: " ")
        let digest = BatchKey.digest(asked)
        guard line.id == nil else { return BatchKey.key(digest, id: line.id, occurrence: 0) }
        let occurrence = occurrences[digest, default: 0]
        occurrences[digest] = occurrence + 1
        return BatchKey.key(digest, id: nil, occurrence: occurrence)
    }

    /// As `generate` chooses it: the named model, else the branch's, else the default.
    private func model(_ line: BatchLine, _ parent: Turn?) throws(TurnFailure) -> CatalogueModel {
        let (config, environment) = (workspace.setup.config, workspace.setup.environment)
        if let name = line.model ?? options.model {
            return try workspace.catalogue.model(named: name, config, environment)
        }
        if let before = parent?.settings.model, let model = workspace.catalogue[before], model.status != .shutdown {
            return model
        }
        return try workspace.catalogue.defaultModel(config, environment)
    }

    private func parent(_ id: TurnID) throws(TurnFailure) -> Turn {
        if let turn = tree[id] {
            guard turn.finals.isEmpty else { return turn }
            throw .usage("The turn \(id) has no picture to go on from.", advice: "Name another parent.")
        }
        let holder = workspace.shelf.session(holding: id)
        throw .usage(
            "There is no turn \(id) in the session “\(tree.name)”.",
            advice: holder.map { "All turns of a batch are in one session; this one is in another: --session \($0)." }
                ?? "“easel sessions show NAME” lists the turns of a session.")
    }

    /// Looked at once, however many lines send it.
    private mutating func reference(_ path: String) async throws(TurnFailure) -> Reference {
        if let known = pictures[path] { return try known.get() }
        let result: Result<Reference, TurnFailure>
        do throws(StoreFailure) {
            result = .success(try await workspace.store.reference(lookingAt: path))
        } catch {
            result = .failure(.usage(error.message, advice: error.advice))
        }
        pictures[path] = result
        return try result.get()
    }
}
