import FoundationEssentials
import Glibc
import Pixels
import StudioCore

/// One request as a workflow: which graph, and what goes into its places. Made before anything is sent.
struct ComfyOrder: Hashable, Sendable {
    var workflow: Workflow
    var prompt: String
    var seed: UInt64
    var width: Int
    var height: Int
    /// As many as the workflow takes, in the order of its places.
    var pictures: [ImageFile]
    /// Where the edit is meant; nil: all of the picture.
    var region: Region?
    /// The model's id, which may be a checkpoint's name.
    var model: String
    /// The request's own folder.
    var staging: String
    var notes: [String]

    /// - Parameter random: in 0..<1, for a seed where none is asked for.
    /// - Throws: what the server would refuse, or what it would do that was not meant.
    init(_ request: ImageRequest, random: Double) throws(TurnFailure) {
        let input = ComfyInput(request.conversation)
        if let path = request.model.wire.workflow {
            workflow = try Self.read(path)
        } else {
            workflow = try Workflow(
                BuiltInWorkflow.bytes(hasPicture: !input.pictures.isEmpty), name: BuiltInWorkflow.name)
        }
        if let problem = input.problem(with: workflow) { throw problem }
        let settings = request.settings
        // A number that JSON readers of every kind take for what it is.
        let base = settings.seed.map { UInt64(bitPattern: Int64($0)) } ?? UInt64(random * 9_007_199_254_740_992)
        seed = (base &+ UInt64(bitPattern: Int64(request.variant))) & 0x7FFF_FFFF_FFFF_FFFF
        let header = input.pictures.first.flatMap { try? ImageHeader(file: $0.path) }
        (width, height) = ComfySize.pixels(
            size: settings.size, aspect: settings.aspect, picture: header.map { ($0.width, $0.height) })
        prompt = input.prompt
        pictures = Array(input.pictures.prefix(workflow.pictures))
        if pictures.isEmpty, workflow.places.contains(.mask) { pictures = Array(input.pictures.prefix(1)) }
        region = settings.region
        model = request.model.id
        staging = request.staging
        notes = [input.note(on: workflow)].compactMap(\.self)
    }

    /// What is known of the picture before it is drawn.
    /// - Parameter checkpoint: the one that draws, where that was Easel's choice.
    func words(checkpoint: String?) -> String {
        let how = checkpoint.map { Shown.word($0) } ?? workflow.name
        let seed = workflow.places.contains(.seed) ? ", seed \(seed)" : ""
        let size = workflow.places.contains(.width) ? ", \(width)×\(height)" : ""
        return "Drawn with \(how)\(seed)\(size)."
    }

    private static func read(_ path: String) throws(TurnFailure) -> Workflow {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_size <= Workflow.mostBytes,
            let bytes = FileManager.default.contents(atPath: path)
        else {
            let why = facts.st_size > Workflow.mostBytes ? "has more than 8 MB" : "cannot be read"
            throw TurnFailure(
                .invalidRequest, message: "The workflow \(path) \(why).",
                advice: "Check workflow in catalogue.toml or config.toml: it names a file that ComfyUI exported (API).",
                providerCode: "workflow", billed: .no)
        }
        return try Workflow(Array(bytes), name: path.split(separator: "/").last.map(String.init) ?? path)
    }
}
