import FoundationEssentials
import Synchronization

@testable import StudioCore

/// A disk in memory: gallery, session file and ledger in one, so that the order of what they did can be seen.
actor MemoryDisk: AssetStore, SessionLog, SpendLedger {
    enum Trouble { case session, result, ledger, picture }

    private(set) var steps: [String] = []
    private(set) var records: [SessionRecord] = []
    private(set) var entries: [LedgerEntry] = []
    private(set) var sidecars: [TurnID: Turn] = [:]
    private let trouble: Trouble?

    init(_ trouble: Trouble? = nil) { self.trouble = trouble }

    private static let full = StoreFailure(
        .diskFull, path: "/gallery", message: "The disk is full.", advice: "Free some space.")

    func makeStaging(turn: TurnID, variant: Int) async throws(StoreFailure) -> String {
        steps.append("stage \(turn)/\(variant)")
        return "/staging/\(turn)/\(variant)"
    }

    func store(_ image: ReceivedImage, of turn: Turn, variant: Int) async throws(StoreFailure) -> ImageAsset {
        if trouble == .picture { throw Self.full }
        steps.append("store \(turn.id)/\(variant)")
        return ImageAsset(
            path: "\(turn.id)-\(variant).png", mime: image.file.mime, width: 1024, height: 1024,
            bytes: image.file.bytes,
            sha256: image.file.sha256, role: image.role, variant: variant)
    }

    func keep(_ blob: BlobFile) async throws(StoreFailure) { steps.append("keep \(blob.sha256)") }

    func writeSidecars(of turn: Turn, session: String) async throws(StoreFailure) {
        steps.append("sidecars \(turn.id)")
        sidecars[turn.id] = turn
    }

    func discardStaging(_ folder: String) async { steps.append("discard \(folder.dropFirst("/staging/".count))") }

    func file(of asset: ImageAsset) async throws(StoreFailure) -> ImageFile {
        ImageFile(path: "/gallery/\(asset.path)", mime: asset.mime, bytes: asset.bytes, sha256: asset.sha256)
    }

    func file(of reference: Reference) async throws(StoreFailure) -> ImageFile {
        ImageFile(
            path: "/references/\(reference.sha256)", mime: reference.mime, bytes: reference.bytes,
            sha256: reference.sha256)
    }

    func signature(_ sha256: String) async throws(StoreFailure) -> BlobFile {
        BlobFile(path: "/signatures/\(sha256)", bytes: 3, sha256: sha256)
    }

    func importReference(path: String) async throws(StoreFailure) -> Reference { throw Self.full }

    func append(_ record: SessionRecord) async throws(SessionFailure) {
        let step: String
        switch record {
        case .session: step = "log session"
        case .turn(let turn): step = "log turn \(turn.id)"
        case .result(let id, _): step = "log result \(id)"
        case .selected(let id): step = "log selected \(id?.rawValue ?? "nothing")"
        }
        if trouble == .session || (trouble == .result && step.hasPrefix("log result")) {
            throw SessionFailure.notWritten(path: "foxes.jsonl", reason: "the disk is full")
        }
        steps.append(step)
        records.append(record)
    }

    func append(_ entry: LedgerEntry) async throws(StoreFailure) {
        if trouble == .ledger { throw Self.full }
        steps.append("ledger \(entry.state) \(entry.turn)")
        entries.append(entry)
    }
}

/// What a scripted provider does for one prompt (and one variant of it).
enum Act: Sendable {
    case draws
    case fails(TurnFailure)
    /// Fails after a picture had arrived.
    case breaksAfterPicture(TurnFailure)
    /// Draws once the gate is opened; cancelled if the task is.
    case waits(AsyncStream<Void>)
}

/// A provider that follows a script: `prompt` or `prompt/variant` → act. Unscripted prompts are drawn.
struct ScriptedProvider: ImageProvider {
    var script: [String: Act] = [:]
    /// Sees every request.
    var seen: AsyncStream<ImageRequest>.Continuation?

    @concurrent
    func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        seen?.yield(request)
        report(.phase(.sending))
        switch script["\(request.prompt)/\(request.variant)"] ?? script[request.prompt] ?? .draws {
        case .draws: break
        case .fails(let failure): throw ProviderFailure(failure, attempts: 2)
        case .breaksAfterPicture(let failure): throw ProviderFailure(failure, partial: picture(of: request))
        case .waits(let gate):
            for await _ in gate { break }
            if Task.isCancelled {
                throw ProviderFailure(TurnFailure(.cancelled, message: "Cancelled.", advice: "", billed: .unknown))
            }
        }
        return picture(of: request)
    }

    private func picture(of request: ImageRequest) -> ImageResponse {
        let file = ImageFile(
            path: request.staging + "/1.png", mime: "image/png", bytes: 9, sha256: "\(request.turn)/\(request.variant)")
        return ImageResponse(
            parts: [
                .text("Here.", signature: nil),
                .image(
                    ReceivedImage(file: file, role: .final),
                    signature: BlobFile(path: request.staging + "/sig", bytes: 3, sha256: "sig-\(request.turn)")),
            ])
    }
}

extension ImageRequest {
    /// The new prompt.
    var prompt: String {
        guard case .text(let text, _)? = conversation.messages.last?.parts.first else { return "" }
        return text
    }
}

/// t1, t2, t3…
final class Numbers: Sendable {
    private let last = Atomic<Int>(0)
    func next() -> TurnID { TurnID("t\(last.add(1, ordering: .relaxed).newValue)") }
}

/// An engine on doubles, and the one reader of its events.
struct Bench: ~Copyable {
    let disk: MemoryDisk
    let engine: SessionEngine
    private var events: AsyncStream<SessionEvent>.Iterator

    init(
        _ provider: ScriptedProvider = ScriptedProvider(), trouble: MemoryDisk.Trouble? = nil,
        tree: SessionTree = SessionTree()
    ) {
        let numbers = Numbers()
        let disk = MemoryDisk(trouble)
        self.disk = disk
        engine = SessionEngine(
            tree: tree,
            surroundings: SessionEngine.Surroundings(
                catalogue: Models.catalogue, assets: disk, log: disk, ledger: disk,
                provider: { name in
                    name == "apiyi"
                        ? .failure(
                            TurnFailure(.authentication, message: "No key.", advice: "Set APIYI_API_KEY.", billed: .no))
                        : .success(provider)
                },
                now: { Date(timeIntervalSince1970: 1_000) }, makeID: { numbers.next() }))
        events = engine.events.makeAsyncIterator()
    }

    /// The events up to and with the first that is as wanted.
    mutating func events(until isLast: (SessionEvent) -> Bool) async -> [SessionEvent] {
        var seen: [SessionEvent] = []
        while let event = await events.next(isolation: #isolation) {
            seen.append(event)
            if isLast(event) { break }
        }
        return seen
    }

    /// What submitting this throws; nil when it is taken.
    func refusal(of draft: TurnDraft) async -> TurnFailure? {
        do {
            try await engine.submit(draft)
            return nil
        } catch {
            return error
        }
    }

    mutating func events(untilEnded count: Int) async -> [SessionEvent] {
        var left = count
        return await events { event in
            if case .ended = event { left -= 1 }
            return left == 0
        }
    }
}

extension SessionEvent {
    /// Short, for comparing what happened in what order.
    var line: String {
        switch self {
        case .started(let turn): "started \(turn.id)"
        case .progress(let id, let variant, .phase(let phase)): "\(phase) \(id)/\(variant)"
        case .progress(let id, let variant, _): "progress \(id)/\(variant)"
        case .variantEnded(let id, let variant): "variant ended \(id)/\(variant)"
        case .ended(let id, let result): "\(result.outcome.rawValue) \(id)"
        case .selected(let id): "selected \(id?.rawValue ?? "nothing")"
        case .trouble(let text): "trouble \(text)"
        }
    }
}
