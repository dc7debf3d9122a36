import StudioCore

/// Opens the studio and returns when the person leaves it.
/// - Returns: the exit code.
@MainActor
func runStudio(_ options: StudioOptions) async -> Int32 {
    let console = Console()
    for problem in options.setup.problems { console.note(problem.description) }
    console.note("Make a picture with: easel generate a fox in snow")
    return FailureKind.unsupportedSetting.exitCode
}
