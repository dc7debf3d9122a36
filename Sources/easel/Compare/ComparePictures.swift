import FoundationEssentials
import Gallery
import Glibc
import Pixels
import StudioCore

/// Pictures that are there already side by side: files, gallery pictures, turns. Sends nothing.
struct ComparePictures {
    var common: CommonOptions
    /// Files or turn ids, two to four.
    var subjects: [String]
    var sheet: SheetOutput?
    var hasDifferences: Bool
    var isJSON: Bool
    /// Which of them is the best, as it was named; `none` for a tie; nil: nobody was asked.
    var winner: String?
    var tags: [String]

    func run() async throws {
        let setup = try Setup(common)
        let workspace = Workspace(setup, catalogue: try setup.catalogue())
        if let path = sheet?.path { try PictureOutput.check(path, pictures: 1) }
        var contenders: [Contender] = []
        for (place, subject) in subjects.enumerated() {
            var contender = try await contender(subject, workspace)
            contender.title = "\(place + 1)  \(contender.name.cutInTheMiddle(to: 40))"
            contenders.append(contender)
        }
        let vote = try winner.map { try self.vote($0, among: contenders) }
        let comparison = await Comparison.measured(contenders, decoder: workspace.decoder)
        let missing = zip(subjects, comparison.bitmaps).filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else {
            throw TurnFailure.usage(
                comparison.notes.joined(separator: "\n"), advice: "Name pictures that can be opened.")
        }
        let console = Console()
        if let vote { try await cast(vote, workspace, console) }
        let delivery = ComparisonDelivery(
            comparison: comparison, vote: vote, title: "", sheet: sheet, hasDifferences: hasDifferences, isJSON: isJSON,
            console: console)
        let code = delivery.deliver { $0.json }
        if code != 0 { throw Ending(code: code) }
    }

    private func contender(_ subject: String, _ workspace: Workspace) async throws -> Contender {
        let environment = workspace.setup.environment
        let path = environment.absolute(subject, in: environment.workingFolder)
        if access(path, F_OK) != 0, subject.hasPrefix("t_") {
            return try await contender(turn: TurnID(subject), workspace)
        }
        guard access(path, R_OK) == 0 else {
            throw TurnFailure.usage(
                "\(path): \(String(cString: strerror(errno)))", advice: "Name a picture's file, or a turn's id.")
        }
        return Contender(path: path, size: try Self.size(path), sidecar: try Sidecar.read(beside: path))
    }

    private func contender(turn id: TurnID, _ workspace: Workspace) async throws -> Contender {
        guard let session = workspace.shelf.session(holding: id),
            let turn = try await workspace.shelf.tree(session)[id]
        else {
            throw TurnFailure.usage(
                "There is no turn \(id).", advice: "“easel sessions show NAME” lists the turns of a session.")
        }
        guard let asset = turn.finals.last else {
            throw TurnFailure.usage("The turn \(id) has no picture.", advice: "Name a turn that has one.")
        }
        let path = try await workspace.store.file(of: asset).path
        var contender = Contender(
            path: path, size: PixelSize(width: asset.width, height: asset.height),
            sidecar: Sidecar(asset, of: turn, session: session))
        contender.id = id.rawValue
        // The turn knows more than its picture's sidecar.
        contender.request = .init(turn)
        return contender
    }

    private static func size(_ path: String) throws(TurnFailure) -> PixelSize {
        do throws(PixelsError) {
            let file = try InputFile(path: path)
            return try ImageDecoder.header(of: file, limits: .standard).size
        } catch {
            throw .usage("\(path): \(error.message)", advice: "Name a PNG, JPEG or WebP picture.")
        }
    }

    // MARK: A vote

    private func vote(_ winner: String, among contenders: [Contender]) throws(TurnFailure) -> Vote {
        let entrants = contenders.compactMap(\.entrant)
        guard entrants.count == contenders.count else {
            throw .usage(
                "Only pictures that a model made can be voted on.",
                advice: "Name turns, or pictures of the gallery; or leave --winner out.")
        }
        let place = subjects.firstIndex(of: winner) ?? contenders.firstIndex { $0.entrant?.turn.rawValue == winner }
        guard winner == "none" || place != nil else {
            throw .usage(
                "“\(winner)” is none of the pictures.", advice: "--winner takes one of them as it was named, or none.")
        }
        let vote = Vote(
            at: Date(), session: contenders[place ?? 0].session ?? "", entrants: entrants,
            winner: place.map { entrants[$0].turn }, tags: tags)
        guard vote.isValid else {
            throw .usage(
                "Two of the pictures are of one turn: a vote among them is not counted.",
                advice: "Compare pictures of different turns, or leave --winner out.")
        }
        return vote
    }

    /// Writes it down, and goes to the winner: the next turn of its session hangs under it.
    private func cast(_ vote: Vote, _ workspace: Workspace, _ console: Console) async throws {
        try VoteFile(folders: workspace.folders).append(vote)
        guard let winner = vote.winner, workspace.shelf.exists(vote.session) else { return }
        do throws(TurnFailure) {
            let (engine, _) = try await workspace.open(vote.session)
            if await engine.tree[winner] != nil { await engine.select(winner) }
        } catch {
            console.note("easel: The vote counts; the session stays where it is: \(Console.safe(error.message))")
        }
    }
}
