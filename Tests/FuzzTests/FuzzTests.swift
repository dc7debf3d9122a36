import Fuzzing
import Glibc
import Testing

/// Every parser there is, fed with damaged input: the same few hundred cases in every run, and by `make fuzz` as many as
/// there is time for.
@Suite struct FuzzTests {
    static let targets =
        AnswerTargets.all + LinkTargets.all + BFLTargets.all + ComfyTargets.all + TextTargets.all + PictureTargets.all
        + MetadataTargets.all
        + GalleryTargets.all
        + ConfigTargets.all
        + TerminalTargets.all

    @Test(arguments: targets) func holds(_ target: FuzzTarget) async throws {
        let plan = FuzzPlan()
        if let only = plan.only, only != target.name { return }
        let report = await FuzzRun(seed: plan.seed, seconds: plan.seconds, folder: plan.folder).run(target)
        if plan.seconds != nil { print("fuzz: " + report.row) }
        if let failure = report.failure { Issue.record("\(failure)") }
    }

    @Test func names() {
        if getenv("EASEL_FUZZ_NAMES") != nil { for target in Self.targets { print("parser: " + target.name) } }
        #expect(Set(Self.targets.map(\.name)).count == Self.targets.count)
    }
}

/// How long and from where, as `make fuzz` says it.
private struct FuzzPlan {
    var seed: UInt64
    var seconds: Double?
    var only: String?
    var folder: String

    init() {
        func variable(_ name: String) -> String? { getenv("EASEL_FUZZ_\(name)").map { String(cString: $0) } }
        seed = variable("SEED").flatMap { UInt64($0) } ?? 1
        seconds = variable("SECONDS").flatMap { Double($0) }
        only = variable("ONLY")
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        folder = "/\(root)/.build/fuzz"
        mkdir("/\(root)/.build", 0o755)
        mkdir(folder, 0o755)
    }
}
