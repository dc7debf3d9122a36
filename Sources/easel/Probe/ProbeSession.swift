import FoundationEssentials
import Gallery
import StudioCore

/// The session in which the pictures of a provider's probes are kept: drawn by the real engine, so that journal, ledger,
/// gallery and the day's cap hold for them too.
struct ProbeSession {
    private var file: SessionFile
    private var tree: SessionTree

    static func name(of provider: String) -> String { "probe-\(provider)" }

    init(of provider: String, in folders: Folders) async throws(TurnFailure) {
        do throws(SessionFailure) {
            let opened = try await SessionFile.open(name: Self.name(of: provider), folders: folders, now: Date())
            file = opened.file
            tree = opened.tree
        } catch {
            throw error.asTurnFailure
        }
    }

    /// - Parameter workspace: with the catalogue and the providers as they are for this one picture.
    /// - Returns: the turn with its end, and how its picture came.
    mutating func draw(
        _ plan: ProbePlan, in workspace: Workspace, console: Console
    ) async throws(TurnFailure) -> (turn: Turn, form: PictureForm?) {
        let (forms, continuation) = AsyncStream.makeStream(of: PictureForm?.self)
        let providers = workspace.providers
        let engine = SessionEngine(
            tree: tree,
            surroundings: SessionEngine.Surroundings(
                catalogue: workspace.catalogue, assets: workspace.store, log: file,
                ledger: LedgerFile(folders: workspace.folders, cap: workspace.cap.rule),
                provider: { name in
                    providers.provider(name).map { WatchedProvider(provider: $0, forms: continuation) }
                },
                now: { Date() }, makeID: { TurnID.make() }, logger: workspace.setup.logger))
        let line = ProgressLine(
            model: "\(plan.model.reference)", usual: plan.model.usualSeconds(plan.settings.size))
        let turn: Turn
        do throws(TurnFailure) {
            turn = try await TurnRunner(engine: engine, lines: [line], console: console).run(
                TurnDraft(prompt: ProbePlan.prompt, settings: plan.settings, references: [], parent: nil))
        } catch {
            await providers.close()
            throw error
        }
        await providers.close()
        tree = await engine.tree
        continuation.finish()
        var form: PictureForm?
        for await said in forms { form = said ?? form }
        return (turn, form)
    }
}

/// A provider whose answers are looked at for how their pictures came.
private struct WatchedProvider: ImageProvider {
    var provider: any ImageProvider
    var forms: AsyncStream<PictureForm?>.Continuation

    @concurrent
    func generate(
        _ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> ImageResponse {
        let response = try await provider.generate(request, report: report)
        forms.yield(response.form)
        return response
    }
}
