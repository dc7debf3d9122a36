package import FoundationEssentials

/// Where pictures and what belongs to them are kept. The engine says what must be true; the gallery makes it so.
package protocol AssetStore: Sendable {
    /// A fresh, private folder for one variant's answer, absolute; this process's alone until it is discarded or left. The
    /// intent is in it, durable, before this returns.
    func makeStaging(for intent: RequestIntent) async throws(StoreFailure) -> String

    /// Moves a whole picture into the gallery, bytes unchanged, under a name of ours; fsynced and renamed before this
    /// returns. Storing the same staged file twice is the caller's mistake; but of a variant whose staging folder was
    /// claimed from an earlier run, what that run had stored is found and not stored again.
    func store(_ image: ReceivedImage, of turn: Turn, variant: Int) async throws(StoreFailure) -> ImageAsset

    /// What an earlier run left of pictures whose answer cannot be read again, as far as they can be opened.
    func loosePictures(in staging: String) async throws(StoreFailure) -> [ReceivedImage]

    /// A staged picture that begins with the same bytes and goes on: what is kept of an answer is a step behind its files.
    func continuation(of image: ReceivedImage, in staging: String) async -> ReceivedImage?

    /// Makes of an edit one that keeps to its region: the base's own pixels outside, the edit's inside. A second final
    /// picture of the turn; the first stays as it came.
    func lock(_ asset: ImageAsset, to base: ImageFile, inside region: Region, of turn: Turn) async throws(StoreFailure)
        -> ImageAsset

    /// Keeps a thought signature by its content.
    func keep(_ blob: BlobFile) async throws(StoreFailure)

    /// Writes the sidecar of every picture of a turn that has ended.
    func writeSidecars(of turn: Turn, session: String) async throws(StoreFailure)

    /// Takes over the staging folder of an earlier run; false when another process has it, or it is not there any more.
    func claimStaging(_ folder: String) async -> Bool

    /// The turn is written down with all that the answer brought; its staging folder can go.
    func discardStaging(_ folder: String) async

    /// Something of the answer is only in its staging folder. It stays there, for a later run to take over.
    func leaveStaging(_ folder: String) async

    /// The files behind what a session names.
    func file(of asset: ImageAsset) async throws(StoreFailure) -> ImageFile
    func file(of reference: Reference) async throws(StoreFailure) -> ImageFile
    func signature(_ sha256: String) async throws(StoreFailure) -> BlobFile

    /// Copies a person's picture in, by content. Fails when it is no picture that can be sent.
    func importReference(path: String) async throws(StoreFailure) -> Reference
}

/// What can go wrong with a disk or a file on it.
package struct StoreFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case diskFull, readOnly, permission, missing, notAPicture, tooLarge, io
    }

    package var kind: Kind
    /// The file or folder it is about.
    package var path: String
    package var message: String
    package var advice: String

    package init(_ kind: Kind, path: String, message: String, advice: String) {
        self.kind = kind
        self.path = path
        self.message = message
        self.advice = advice
    }

    /// The same as a turn's failure. No provider is to blame, so the kind is the one that exits with 1; the code says which
    /// disk trouble it was.
    package var asTurnFailure: TurnFailure {
        TurnFailure(.invalidRequest, message: message, advice: advice, providerCode: "local_\(kind)", billed: .unknown)
    }
}

/// The truth of one session on disk.
package protocol SessionLog: Sendable {
    /// Appends and fsyncs before it returns.
    func append(_ record: SessionRecord) async throws(SessionFailure)
}

/// One row of what was spent: written before the request leaves, and again with its outcome.
package struct LedgerEntry: Hashable, Sendable, Codable {
    package enum State: String, Sendable, Codable { case sent, settled }

    package var state: State
    package var turn: TurnID
    package var session: String
    package var model: ModelReference
    package var at: Date
    package var size: ImageSize?
    package var count: Int
    package var outcome: Outcome?
    package var billed: Billed
    package var cost: Cost

    package init(
        state: State, turn: TurnID, session: String, model: ModelReference, at: Date, size: ImageSize?, count: Int,
        outcome: Outcome?, billed: Billed, cost: Cost
    ) {
        self.state = state
        self.turn = turn
        self.session = session
        self.model = model
        self.at = at
        self.size = size
        self.count = count
        self.outcome = outcome
        self.billed = billed
        self.cost = cost
    }
}

package protocol SpendLedger: Sendable {
    /// Appends and fsyncs before it returns.
    func append(_ entry: LedgerEntry) async throws(StoreFailure)

    /// The same for a request that is about to leave, unless there is no room for its cost any more. Of two that come at
    /// once, in whatever process, the second sees the first.
    /// - Throws: `.budget`; or that the row cannot be written, and then nothing may be sent.
    func reserve(_ entry: LedgerEntry) async throws(TurnFailure)
}
