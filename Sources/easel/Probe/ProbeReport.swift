import Providers
import StudioCore

/// What `easel doctor --probe` says: first what costs nothing and what is planned, then what came of it. Pure.
struct ProbeReport {
    var provider: ProviderConfig
    var look: EndpointLook
    /// nil: there is nothing to be tried, or no model to try it with.
    var plan: ProbePlan?
    /// Whether the person agreed.
    var isAgreed = false
    var session: String
    var trials: [ProbeTrial] = []
    var profile: ProbeProfile?
    /// Why it ended before its end.
    var failure: TurnFailure?

    // MARK: In words

    /// What was asked for nothing.
    var routeLines: [String] {
        var lines = ["\(provider.name)  \(provider.baseURL ?? "")", ""]
        if provider.isUnprotected { lines[0] += "  NOT ENCRYPTED (insecure = true)" }
        lines += Columns.lines(
            look.findings.map { finding in
                ["  \(finding.route.title)", "\(finding.route.methodName) \(finding.path)", state(finding)]
            })
        return lines
    }

    /// What is asked for next, and what it may cost.
    var planLines: [String] {
        guard let plan else { return [] }
        let settings = plan.settings
        let what = [settings.aspect?.description, settings.size?.rawValue].compactMap(\.self).joined(separator: ", ")
        let most = plan.steps.count + plan.spare
        let pictures = most == 1 ? "one picture" : "at most \(most) pictures"
        var lines = [
            "", "To see what comes back: \(pictures) with \(plan.model.reference)\(what.isEmpty ? "" : " (\(what))")",
            "",
        ]
        let price = Money.text(plan.estimate)
        var rows = plan.steps.map { ["  \($0.title)", price] }
        if plan.spare > 0 {
            rows.append([
                "  \(plan.spare == 1 ? "one" : "up to \(plan.spare)") more, where the size is not heard", price,
            ])
        }
        lines +=
            Columns.lines(rows) + [
                "", "All together: \(total(plan, most)). They are kept in the session “\(session)”.",
            ]
        return lines
    }

    private func total(_ plan: ProbePlan, _ most: Int) -> String {
        var cost = plan.estimate
        cost.amount *= Double(most)
        return Money.text(cost)
    }

    /// What came of the pictures, and what to paste.
    var resultLines: [String] {
        var lines = [""] + Columns.lines(trials.map { ["  \($0.step.title)", Money.text($0.cost), words($0)] })
        if let profile {
            lines +=
                ["", "For config.toml:", ""]
                + profile.toml.split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
        }
        return lines
    }

    private func state(_ finding: RouteFinding) -> String {
        let state =
            switch finding.verdict {
            case .speaks: "there"
            case .locked: "refuses this key"
            case .noModel: "there, but not with \(look.model ?? "this model")"
            case .absent: "not there"
            case .unclear: "cannot be told"
            case .silent: "no answer"
            }
        let count = finding.route == .openAIModels && finding.verdict == .speaks ? look.models.count : 0
        let models = count > 0 ? ", \(count) \(count == 1 ? "model" : "models") for pictures" : ""
        var why = finding.status.map { "HTTP \($0)" } ?? ""
        if !finding.words.isEmpty, finding.verdict != .absent {
            why += (why.isEmpty ? "" : ": ") + Self.short(finding.words)
        }
        return state + models + (why.isEmpty ? "" : " (\(why))")
    }

    private func words(_ trial: ProbeTrial) -> String {
        switch trial.outcome {
        case .picture(let picture):
            "\(picture.pixels.width)×\(picture.pixels.height), \(picture.size.words); \(picture.formWords)"
        case .failure(let failure): "failed: \(Self.short(failure.message))"
        }
    }

    /// A server's words as far as a line of a table has room for them.
    private static func short(_ words: String) -> String {
        let line = words.prefix { !$0.isNewline }
        return line.count > 100 ? "\(line.prefix(99))…" : String(line)
    }

    // MARK: As JSON

    var json: JSON {
        .object([
            "provider": .string(provider.name), "base_url": .string(provider.baseURL),
            "model": .string(plan?.model.id ?? look.model),
            "routes": .array(
                look.findings.map { finding in
                    .object([
                        "route": .string(finding.route.rawValue), "dialect": .string(finding.route.dialect?.rawValue),
                        "method": .string(finding.route.methodName), "path": .string(finding.path),
                        "verdict": .string(finding.verdict.rawValue), "http_status": .int(finding.status),
                        "message": .string(finding.words),
                    ])
                }),
            "models": .array(look.models.map { .string($0.id) }), "plan": plan.map(json) ?? .null,
            "agreed": .bool(isAgreed), "session": trials.isEmpty ? .null : .string(session),
            "trials": .array(trials.map(json)),
            "profile": profile.map { profile in
                .object([
                    "dialect": .string(profile.provider.dialect.rawValue),
                    "size_style": .string(profile.provider.wire.sizeStyle?.rawValue), "toml": .string(profile.toml),
                ])
            } ?? .null,
            "failure": failure.map { .failure($0) } ?? .null,
        ])
    }

    private func json(_ plan: ProbePlan) -> JSON {
        .object([
            "requested": .requested(plan.settings), "at_most": .int(plan.steps.count + plan.spare),
            "steps": .array(plan.steps.map { .object(members($0)) }), "cost_each": .cost(plan.estimate),
        ])
    }

    private func json(_ trial: ProbeTrial) -> JSON {
        let picture = trial.picture
        return .object(
            members(trial.step) + [
                JSON.Member(key: "turn", value: .string(trial.turn.rawValue)),
                JSON.Member(key: "path", value: .string(picture?.path)),
                JSON.Member(key: "width", value: .int(picture?.pixels.width)),
                JSON.Member(key: "height", value: .int(picture?.pixels.height)),
                JSON.Member(key: "size", value: .string(picture?.size.rawValue)),
                JSON.Member(key: "shape", value: .string(picture?.form?.shape.rawValue)),
                JSON.Member(key: "came_as", value: .string(picture?.form.map { $0.isLink ? "url" : "base64" })),
                JSON.Member(key: "cost", value: .cost(trial.cost)),
                JSON.Member(key: "failure", value: trial.failure.map { .failure($0) } ?? .null),
            ])
    }

    private func members(_ step: ProbeStep) -> [JSON.Member] {
        [
            JSON.Member(key: "dialect", value: .string(step.dialect.rawValue)),
            JSON.Member(key: "size_style", value: .string(step.style?.rawValue)),
            JSON.Member(key: "response_format", value: .string(step.format)),
        ]
    }
}
