import FoundationEssentials
import Logging
import Synchronization

@testable import StudioCore

/// A disk in memory: gallery, session file and ledger in one, so that the order of what they did can be seen.
actor MemoryDisk: AssetStore, SessionLog, SpendLedger {
    enum Trouble {
        case session, result, ledger, budget, staging, picture, secondPicture, signature, firstResult, lock, sidecars
    }

    private(set) var steps: [String] = []
    private(set) var records: [SessionRecord] = []
    private(set) var entries: [LedgerEntry] = []
    private(set) var intents: [RequestIntent] = []
    private(set) var sidecars: [TurnID: Turn] = [:]
    private let trouble: Trouble?
    private var hasRefused = false
    private let taken: Set<String>
    private let loose: [ReceivedImage]

    /// - Parameters:
    ///   - taken: folders that another process has.
    ///   - loose: pictures in every folder, without an answer.
    init(_ trouble: Trouble? = nil, taken: Set<String> = [], loose: [ReceivedImage] = []) {
        self.trouble = trouble
        self.taken = taken
        self.loose = loose
    }

    private static let full = StoreFailure(
        .diskFull, path: "/gallery", message: "The disk is full.", advice: "Free some space.")

    func makeStaging(for intent: RequestIntent) async throws(StoreFailure) -> String {
        let name = "\(intent.turn.id)/\(intent.variant)"
        if trouble == .staging { throw Self.full }
        steps.append("stage \(name)")
        intents.append(intent)
        return "/staging/\(name)"
    }

    func store(_ image: ReceivedImage, of turn: Turn, variant: Int) async throws(StoreFailure) -> ImageAsset {
        if trouble == .picture || trouble == .secondPicture && image.file.path.hasSuffix("/2.png") { throw Self.full }
        steps.append("store \(turn.id)/\(variant)")
        return ImageAsset(
            path: image.file.path.hasSuffix("/2.png") ? "\(turn.id)-\(variant)-2.png" : "\(turn.id)-\(variant).png",
            mime: image.file.mime, width: 1024, height: 1024,
            bytes: image.file.bytes,
            sha256: image.file.sha256, role: image.role, variant: variant, isCut: image.isWhole ? nil : true)
    }

    func loosePictures(in staging: String) async -> [ReceivedImage] { loose }

    func continuation(of image: ReceivedImage, in staging: String) async -> ReceivedImage? {
        loose.first { $0.file.path.hasPrefix(image.file.path) }
    }

    func claimStaging(_ folder: String) async -> Bool {
        let name = folder.dropFirst("/staging/".count)
        steps.append("claim \(name)")
        return !taken.contains(String(name))
    }

    func lock(_ asset: ImageAsset, to base: ImageFile, inside region: Region, of turn: Turn) async throws(StoreFailure)
        -> ImageAsset
    {
        if trouble == .lock { throw Self.full }
        steps.append("lock \(asset.path) to \(base.path)")
        var locked = asset
        locked.path = "locked-\(asset.path)"
        locked.sha256 += "-locked"
        return locked
    }

    func keep(_ blob: BlobFile) async throws(StoreFailure) {
        if trouble == .signature { throw Self.full }
        steps.append("keep \(blob.sha256)")
    }

    func writeSidecars(of turn: Turn, session: String) async throws(StoreFailure) {
        if trouble == .sidecars { throw Self.full }
        steps.append("sidecars \(turn.id)")
        sidecars[turn.id] = turn
    }

    func discardStaging(_ folder: String) async { steps.append("discard \(folder.dropFirst("/staging/".count))") }
    func leaveStaging(_ folder: String) async { steps.append("leave \(folder.dropFirst("/staging/".count))") }

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
        if trouble == .firstResult, step.hasPrefix("log result"), !hasRefused {
            hasRefused = true
            throw SessionFailure.notWritten(path: "foxes.jsonl", reason: "the disk is full")
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

    func reserve(_ entry: LedgerEntry) async throws(TurnFailure) {
        if trouble == .budget {
            throw TurnFailure(.budget, message: "The day is spent.", advice: "Go on tomorrow.", billed: .no)
        }
        do throws(StoreFailure) {
            try await append(entry)
        } catch {
            throw error.asTurnFailure
        }
    }
}

/// What a scripted provider does for one prompt (and one variant of it).
enum Act: Sendable {
    case draws
    /// Two pictures in one answer.
    case drawsTwo
    case fails(TurnFailure)
    /// Fails after a picture had arrived.
    case breaksAfterPicture(TurnFailure)
    /// Draws once the gate is opened; cancelled if the task is.
    case waits(AsyncStream<Void>)
}

/// A provider that follows a script: `prompt` or `prompt/variant` → act. Unscripted prompts are drawn.
struct ScriptedProvider: ImageProvider {
    var script: [String: Act] = [:]
    /// What an earlier run had received, by `turn/variant`.
    var left: [String: Act] = [:]
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
        case .drawsTwo: return twoPictures(of: request)
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

    /// What had arrived: nothing of a prompt that is not scripted.
    @concurrent
    func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        seen?.yield(request)
        switch left["\(request.turn)/\(request.variant)"] {
        case nil: return nil
        case .waits(let gate):
            for await _ in gate { break }
            return picture(of: request)
        case .draws: return picture(of: request)
        case .drawsTwo: return twoPictures(of: request)
        case .fails(let failure): throw ProviderFailure(failure)
        case .breaksAfterPicture(let failure):
            var partial = picture(of: request)
            partial.parts = partial.parts.map { part in
                guard case .image(var image, _) = part else { return part }
                image.isWhole = false
                image.role = .draft
                return .image(image, signature: nil)
            }
            throw ProviderFailure(failure, partial: partial)
        }
    }

    private func twoPictures(of request: ImageRequest) -> ImageResponse {
        var response = picture(of: request)
        let file = ImageFile(
            path: request.staging + "/2.png", mime: "image/png", bytes: 9,
            sha256: "\(request.turn)/\(request.variant)-2")
        response.parts.append(.image(ReceivedImage(file: file, role: .final), signature: nil))
        return response
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
        tree: SessionTree = SessionTree(), taken: Set<String> = [], loose: [ReceivedImage] = []
    ) {
        let numbers = Numbers()
        let disk = MemoryDisk(trouble, taken: taken, loose: loose)
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
                now: { Date(timeIntervalSince1970: 1_000) }, makeID: { numbers.next() },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
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
