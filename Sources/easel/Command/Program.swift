import ArgumentParser
import StudioCore
import Terminal

/// From arguments to exit code: parses, runs, and makes every failure one message and one code.
struct Program {
    var arguments: [String]
    /// For the studio.
    var watcher: any ReadinessWatcher = DispatchWatcher()

    /// - Returns: the exit code, once all is done.
    func code() async -> Int32 {
        // By far the most usual way in, and parsing takes longer than opening the terminal.
        if arguments.isEmpty || arguments == ["studio"] {
            return await runStudio(StudioOptions(setup: Setup()), watcher: watcher)
        }
        let console = Console()
        do {
            var command = try Easel.parseAsRoot(QueryArguments.sorted(arguments))
            if let studio = command as? StudioCommand { return await runStudio(studio.options, watcher: watcher) }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let ending as Ending {
            return ending.code
        } catch let failure as TurnFailure {
            return report(failure, to: console)
        } catch let failure as StoreFailure {
            return report(failure.asTurnFailure, to: console)
        } catch let failure as SessionFailure {
            return report(failure.asTurnFailure, to: console)
        } catch let refused as RefusedTurn {
            return report(refused.failure, settings: refused.settings, to: console)
        } catch let problems as ConfigProblems {
            return report(problems.asFailure, to: console)
        } catch {
            // Help and version come this way too.
            let message = Easel.fullMessage(for: error)
            if Easel.exitCode(for: error) == .success {
                console.out(message)
                return 0
            }
            if wantsJSON { console.out(TurnReport.failure(.usage(Easel.message(for: error), advice: "")).description) }
            console.note(Console.safe(message))
            return FailureKind.unsupportedSetting.exitCode
        }
    }

    private func report(_ failure: TurnFailure, settings: TurnSettings? = nil, to console: Console) -> Int32 {
        if wantsJSON { console.out(TurnReport.failure(failure, settings).description) }
        console.note("easel: \(Console.safe(failure.message))")
        if !failure.advice.isEmpty { console.note(Console.safe(failure.advice)) }
        return failure.kind.exitCode
    }

    /// Also when the arguments could not be parsed: a program that asked for JSON gets JSON.
    private var wantsJSON: Bool { arguments.prefix { $0 != "--" }.contains("--json") }
}

/// A command that has said everything itself and ends with a code.
struct Ending: Error {
    var code: Int32
}

extension TurnFailure {
    /// Wrong arguments or a wrong file of the person's: nothing was sent.
    static func usage(_ message: String, advice: String) -> TurnFailure {
        TurnFailure(.unsupportedSetting, message: message, advice: advice, billed: .no)
    }
}

extension SessionFailure {
    /// Nothing was sent: a session is opened first.
    var asTurnFailure: TurnFailure {
        TurnFailure(.invalidRequest, message: message, advice: "", providerCode: "local_session", billed: .no)
    }
}
