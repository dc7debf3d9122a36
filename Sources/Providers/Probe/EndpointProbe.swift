package import StudioCore

/// What one address said.
package struct RouteFinding: Hashable, Sendable {
    package var route: ProbeRoute
    package var path: String
    package var verdict: RouteVerdict
    /// nil: there was no answer.
    package var status: Int?
    /// Its own words, or why there are none; shown as they are, without the key.
    package var words: String

    package init(route: ProbeRoute, path: String, verdict: RouteVerdict, status: Int?, words: String) {
        self.route = route
        self.path = path
        self.verdict = verdict
        self.status = status
        self.words = words
    }
}

/// What an endpoint says of itself for nothing.
package struct EndpointLook: Hashable, Sendable {
    package var findings: [RouteFinding]
    /// Those of its own lists that make pictures, each once.
    package var models: [ListedModel]
    /// The one that was asked for where an address has one in it.
    package var model: String?

    package init(findings: [RouteFinding], models: [ListedModel] = [], model: String? = nil) {
        self.findings = findings
        self.models = models
        self.model = model
    }
}

/// Asks an endpoint for nothing at all known addresses. It draws nothing and costs nothing.
package struct EndpointProbe: Sendable {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let dialect: Dialect
    private let wire: WireProfile

    /// How long is waited: nothing has to be made.
    package static let limits = TimeLimits(connect: 10, firstByte: 20, idle: 10, total: 30)

    /// An address that nobody has: what is said there is said anywhere.
    static let nowhere = "/v1/easel-asks-where-nothing-is"

    package init(endpoint: Endpoint, transport: HTTPTransport, dialect: Dialect, wire: WireProfile) {
        self.endpoint = endpoint
        self.transport = transport
        self.dialect = dialect
        self.wire = wire
    }

    /// - Parameters:
    ///   - known: ids that make pictures, whatever they are called.
    ///   - model: the id to ask for, found from the models of the endpoint's own lists; nil: addresses with a model in
    ///     them are left out.
    /// - Throws: the endpoint cannot be reached.
    @concurrent
    package func look(
        known: Set<String>, model: @Sendable ([ListedModel]) -> String?
    ) async throws(TurnFailure) -> EndpointLook {
        let control: ProbeAnswer
        switch await ask(.post, Self.nowhere) {
        case .success(let taken): control = answer(taken)
        case .failure(let failure): throw failure
        }
        var findings: [RouteFinding] = []
        var listed: [ListedModel] = []
        for route in [ProbeRoute.openAIModels, .geminiModels, .comfyUI] {
            let (finding, body) = await finding(route, control, model: nil)
            if let finding { findings.append(finding) }
            for entry in body.map(models) ?? [] where entry.makesPictures(known: known) {
                if !listed.contains(where: { $0.id == entry.id }) { listed.append(entry) }
            }
        }
        let id = model(listed)
        for route in [ProbeRoute.generateContent, .chat, .generations, .edits, .bfl] {
            if let finding = await finding(route, control, model: id).0 { findings.append(finding) }
        }
        return EndpointLook(findings: findings, models: listed, model: id)
    }

    private func finding(
        _ route: ProbeRoute, _ control: ProbeAnswer, model: String?
    ) async -> (RouteFinding?, [UInt8]?) {
        guard let path = route.path(model: model, dialect: dialect, wire: wire) else { return (nil, nil) }
        switch await ask(route.method, path) {
        case .failure(let failure):
            let finding = RouteFinding(
                route: route, path: path, verdict: failure.providerCode == "redirect" ? .unclear : .silent,
                status: failure.httpStatus, words: endpoint.redact(failure.message))
            return (finding, nil)
        case .success(let taken):
            let answer = answer(taken)
            let verdict = RouteVerdict(
                route, answer, path: path, control: control, controlPath: Self.nowhere)
            let words = answer.status < 300 ? "" : Shown.word(endpoint.redact(answer.error.message))
            let finding = RouteFinding(
                route: route, path: path, verdict: verdict, status: answer.status, words: words)
            return (finding, verdict == .speaks && route.method == .get ? taken.body : nil)
        }
    }

    private func ask(_ method: HTTPCall.Method, _ path: String) async -> Result<ListConsumer.Answer, TurnFailure> {
        let body: [BodySegment] = method == .post ? [.bytes(Array("{}".utf8))] : []
        let call = HTTPCall(method: method, path: path, accept: "application/json", body: body)
        let end = await transport.send(call, to: endpoint, consumer: ListConsumer())
        guard let error = end.error, !end.answer.isTooLarge else { return .success(end.answer) }
        var failure = TurnFailure.transport(
            error, endpoint: endpoint, sent: false, answering: !end.answer.body.isEmpty)
        failure.billed = .no
        return .failure(failure)
    }

    private func answer(_ taken: ListConsumer.Answer) -> ProbeAnswer {
        ProbeAnswer(
            status: taken.status, text: String(decoding: taken.body.prefix(ProbeAnswer.most), as: UTF8.self))
    }

    private func models(_ body: [UInt8]) -> [ListedModel] {
        let document = ModelListReader.document(String(decoding: body, as: UTF8.self))
        return document.flatMap { ModelListReader(endpoint: endpoint, dialect: dialect).page($0)?.models } ?? []
    }
}
