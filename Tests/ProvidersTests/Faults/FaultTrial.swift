import StudioCore

@testable import Providers

/// A fault, run through the real provider over a socket, and all that is wrong with what came of it.
struct FaultTrial {
    var fault: Fault

    func problems() async throws -> [String] {
        let trial = try await Trial(
            fault.replies, limits: fault.limits, streams: fault.streams, now: Fault.now, dialect: fault.dialect.asked)
        let result = await trial.run()
        let events = await trial.reports.all()
        var problems = judge(result, trial)
        let requests = try await trial.server.requests().count
        // Who gives up at once may do so before the request is there.
        if requests > fault.requests || (requests < fault.requests && fault.limits.firstByte > 1) {
            problems.append("\(requests) requests instead of \(fault.requests)")
        }
        let waits = events.compactMap { if case .waiting(_, let seconds, _) = $0 { seconds } else { nil } }
        if fault.requests > 1, !fault.waits.isEmpty, waits != fault.waits { problems.append("waited \(waits)") }
        for event in events {
            switch event {
            case .text(let text), .thought(let text): if text.contains(Trial.key) { problems.append("key in an event") }
            default: break
            }
        }
        return problems
    }

    private func judge(_ result: Result<ImageResponse, ProviderFailure>, _ trial: Trial) -> [String] {
        var problems: [String] = []
        func check(_ what: String, _ text: String, most: Int) {
            if let bad = Self.trouble(in: text, most: most) { problems.append("\(what) \(bad): \(text.prefix(200))") }
        }
        switch (result, fault.expectation) {
        case (.success(let response), let expected):
            check("model version", response.modelVersion ?? "", most: 300)
            check("finish reason", response.finishReason ?? "", most: 300)
            for note in response.notes { check("note", note, most: 20_000) }
            let kept = response.images.filter { $0.file.mime != "application/octet-stream" }
                .map { trial.staging.bytes($0.file.path) }
            if case .pictures(let pictures) = expected, kept != pictures { problems.append("\(kept.count) pictures") }
            if case .failure = expected { problems.append("a picture came of it") }
            if !response.images.contains(where: { $0.role == .final && $0.isWhole }) { problems.append("no final") }
        case (.failure(let failure), let expected):
            let failed = failure.failure
            check("message", failed.message, most: 3000)
            check("code", failed.providerCode ?? "", most: 300)
            if failed.message.isEmpty || failed.advice.isEmpty { problems.append("no words") }
            if failed.kind.outcome == .failed, !failed.message.contains("127.0.0.1:\(trial.server.port)") {
                problems.append("does not name the host: \(failed.message)")
            }
            for words in fault.says where !failed.message.contains(words) {
                problems.append("does not say “\(words)”: \(failed.message)")
            }
            if case .pictures = expected { problems.append("failed: \(failed.kind) \(failed.message)") }
            if case .failure(let kinds, let billed) = expected {
                if !kinds.contains(failed.kind) { problems.append("is \(failed.kind): \(failed.message)") }
                if failed.billed != billed { problems.append("billed \(failed.billed)") }
            }
            let whole = failure.partial?.images.filter { $0.isWhole && $0.role == .final } ?? []
            if !whole.isEmpty { problems.append("a whole picture was taken for a failure") }
        }
        return problems
    }

    static func trouble(in text: String, most: Int) -> String? {
        if text.utf8.count > most { return "is \(text.utf8.count) bytes long" }
        if text.contains(Trial.key) || text.contains(base64(Array(Trial.key.utf8))) { return "shows the key" }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A, 0x09: true
            case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xE0000...0xE007F: false
            default: true
            }
        }
        return isClean ? nil : "holds control characters"
    }
}
