import Glibc
package import StudioCore

/// Asks a provider for its own list of models. Costs nothing; sends nothing but the key.
package struct ModelLister: Sendable {
    /// Pages that are asked for; Google puts a thousand models on one.
    static let mostPages = 20
    /// Models that are kept.
    static let mostModels = 1000

    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let dialect: Dialect
    private let paths: [String]

    /// How long is waited for a list.
    package static let limits = TimeLimits(connect: 15, firstByte: 60, idle: 30, total: 120)

    /// Whether there is such a list in that dialect: Black Forest Labs has none.
    package static func hasList(_ dialect: Dialect) -> Bool { !paths(dialect).isEmpty }

    /// - Parameter path: that of the list, when it is not where the dialect has it; it is asked first.
    package init(endpoint: Endpoint, transport: HTTPTransport, dialect: Dialect, path: String? = nil) {
        self.endpoint = endpoint
        self.transport = transport
        self.dialect = dialect
        paths = (path.map { [$0] } ?? []) + Self.paths(dialect)
    }

    /// Where lists are, the likeliest first. Gateways that speak Gemini have OpenAI's list too.
    private static func paths(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .gemini: ["/v1beta/models?pageSize=1000", "/v1/models"]
        case .openAIChat, .openAIImages: ["/v1/models"]
        case .comfyui: ["/object_info/CheckpointLoaderSimple"]
        case .bfl, .sketch: []
        }
    }

    /// - Parameter known: ids that make pictures, whatever they are called.
    /// - Throws: why there is no list; nothing was billed.
    @concurrent
    package func list(known: Set<String>) async throws(TurnFailure) -> ModelListing {
        for (index, path) in paths.enumerated() {
            do throws(Trouble) {
                return try await list(at: path, known: known)
            } catch {
                // Somebody who has no such list may have the other.
                if error.isNoList, index < paths.count - 1 { continue }
                throw redacted(error.failure)
            }
        }
        throw TurnFailure(
            .unsupportedSetting, message: "\(endpoint.name) has no list of its models.",
            advice: "Name models of it in config.toml: models = [\"…\"].", billed: .no)
    }

    private struct Trouble: Error {
        var failure: TurnFailure
        /// There is nothing of the kind at that address.
        var isNoList = false
    }

    private func list(at path: String, known: Set<String>) async throws(Trouble) -> ModelListing {
        var listing = ModelListing(models: [], isWhole: dialect != .comfyui, others: 0)
        var ids: Set<String> = []
        var token: String?
        for number in 1... {
            let page = try await page(path + (token.map { Self.query($0, path) } ?? ""))
            listing.isWhole = listing.isWhole && !page.isCut
            for model in page.models where ids.insert(model.id).inserted {
                guard model.makesPictures(known: known) else {
                    listing.others += 1
                    continue
                }
                if listing.models.count < Self.mostModels {
                    listing.models.append(model)
                } else {
                    listing.isWhole = false
                }
            }
            guard let next = page.next else { break }
            // A server that goes in circles has said all it will say.
            guard number < Self.mostPages, next != token, listing.models.count < Self.mostModels else {
                listing.isWhole = false
                break
            }
            token = next
        }
        // An empty list says nothing of what is in it.
        if ids.isEmpty { listing.isWhole = false }
        return listing
    }

    private static func query(_ token: String, _ path: String) -> String {
        let plain = Set("-._~".utf8)
        var encoded = ""
        for byte in token.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where plain.contains(byte): encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (byte < 16 ? "0" : "") + digits
            }
        }
        return (path.contains("?") ? "&" : "?") + "pageToken=" + encoded
    }

    private func page(_ path: String) async throws(Trouble) -> ModelListReader.Page {
        let call = HTTPCall(method: .get, path: path, accept: "application/json")
        let end = await transport.send(call, to: endpoint, consumer: ListConsumer())
        let answer = end.answer
        if answer.isTooLarge {
            let most = ListConsumer.mostBytes
            throw Trouble(
                failure: .unreadable(.tooLarge(what: "the list", limit: most), sample: "", status: answer.status))
        }
        if let error = end.error {
            throw Trouble(
                failure: .transport(error, endpoint: endpoint, sent: false, answering: !answer.body.isEmpty))
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        let document = ModelListReader.document(text)
        let sample = String(decoding: answer.body.prefix(4096), as: UTF8.self)
        let envelope = document.flatMap(ModelListReader.complaint)
        if envelope != nil || !(200..<300).contains(answer.status) {
            let error = WireError(
                status: answer.status, headers: answer.headers, envelope: envelope, sample: sample,
                now: Double(time(nil)))
            throw Trouble(
                failure: complaint(error, status: answer.status), isNoList: [404, 405, 501].contains(answer.status))
        }
        guard let document, let page = ModelListReader(endpoint: endpoint, dialect: dialect).page(document) else {
            let words = Shown.words(ofPage: sample)
            throw Trouble(
                failure: TurnFailure(
                    .malformedResponse,
                    message:
                        "\(endpoint.host) answers, but not with a list of models: \(words.isEmpty ? "nothing" : words)",
                    advice: "Check base_url and dialect in config.toml.", httpStatus: answer.status, billed: .no),
                isNoList: true)
        }
        return page
    }

    private func complaint(_ error: WireError, status: Int) -> TurnFailure {
        guard ![404, 405, 501].contains(status) else {
            return TurnFailure(
                .invalidRequest, message: "\(endpoint.host) has no list of models (HTTP \(status)).",
                advice: "Check base_url; or name its models in config.toml: models = [\"…\"].", httpStatus: status,
                billed: .no)
        }
        var failure = ErrorClassifier.failure(error, provider: endpoint.name)
        failure.message += " (HTTP \(status), \(endpoint.host))"
        return failure
    }

    /// A list costs nothing, and repeats no key.
    private func redacted(_ failure: TurnFailure) -> TurnFailure {
        var failure = failure
        failure.message = endpoint.redact(failure.message)
        failure.providerCode = failure.providerCode.map { Shown.word(endpoint.redact($0)) }
        if failure.kind == .timeout { failure.advice = "Try again later." }
        failure.billed = .no
        return failure
    }
}
