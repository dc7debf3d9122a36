package import FoundationEssentials

/// Where pictures and what belongs to them are kept. The engine says what must be true; the gallery makes it so.
package protocol AssetStore: Sendable {
    /// A fresh, empty, private folder for one variant's answer. Absolute.
    func makeStaging(turn: TurnID, variant: Int) async throws(StoreFailure) -> String

    /// Moves a whole picture into the gallery, bytes unchanged, under a name of ours; fsynced and renamed before this
    /// returns. Storing the same staged file twice is the caller's mistake.
    func store(_ image: ReceivedImage, of turn: Turn, variant: Int) async throws(StoreFailure) -> ImageAsset

    /// Keeps a thought signature by its content.
    func keep(_ blob: BlobFile) async throws(StoreFailure)

    /// Writes the sidecar of every picture of a turn that has ended.
    func writeSidecars(of turn: Turn, session: String) async throws(StoreFailure)

    /// The answer has been taken over; its staging folder can go.
    func discardStaging(_ folder: String) async

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
}
