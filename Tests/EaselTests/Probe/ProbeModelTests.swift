import Providers
import StudioCore
import Testing

@testable import easel

/// What an endpoint is tried with.
@Suite struct ProbeModelTests {
    private func chooser(_ name: String?, _ provider: String = "google") throws -> ProbeModel {
        let config = Config(Environment(["HOME": "/h"]))
        return ProbeModel(
            provider: try #require(config[provider: provider]), providers: config.providers,
            catalogue: ProbePlanTests.catalogue.extended(to: config.providers), name: name)
    }

    @Test func theCheapestThatLives() throws {
        let chooser = try chooser(nil)
        let catalogue = try chooser.catalogue(with: [])
        let model = try #require(chooser.model(in: catalogue, listed: []))
        let price = model.estimate(images: 1, size: model.sizes.min()).amount
        let living = catalogue.models.filter { $0.provider == "google" && $0.status != .shutdown }
        #expect(!living.isEmpty && model.provider == "google")
        for other in living {
            let cost = other.estimate(images: 1, size: other.sizes.min())
            #expect(cost.basis == .unknown || cost.amount >= price, "\(other.id)")
        }
    }

    @Test func byNameAliasOrReference() throws {
        for name in ["nano-banana-pro", "google/nano-banana-pro", "gemini-3-pro-image", "google/gemini-3-pro-image"] {
            let chooser = try chooser(name)
            let catalogue = try chooser.catalogue(with: [])
            #expect(chooser.model(in: catalogue, listed: [])?.reference.description == "google/gemini-3-pro-image")
        }
    }

    /// A gateway may have what no list and no catalogue tells.
    @Test func anyIDThatCanBeOne() throws {
        let chooser = try chooser("openrouter/house/image-9", "openrouter")
        let model = chooser.model(in: try chooser.catalogue(with: []), listed: [])
        #expect(model?.id == "house/image-9" && model?.isUnknown == true)
        #expect(throws: TurnFailure.self) { try self.chooser("../x").catalogue(with: []) }
    }
}

/// The words of a probe, as they stand on the screen.
@Suite struct ProbeReportTests {
    private func report(_ trials: [ProbeTrial] = []) throws -> ProbeReport {
        let provider = ProbePlanTests.provider(.openAIChat)
        let look = EndpointLook(
            findings: [
                RouteFinding(route: .openAIModels, path: "/v1/models", verdict: .speaks, status: 200, words: ""),
                RouteFinding(
                    route: .chat, path: "/v1/chat/completions", verdict: .speaks, status: 400,
                    words: "no messages\nand more of it"),
                RouteFinding(
                    route: .generateContent, path: "/v1beta/models/m:generateContent", verdict: .noModel, status: 404,
                    words: "m is not found"),
                RouteFinding(route: .bfl, path: "/v1/m", verdict: .absent, status: 404, words: "Not Found"),
                RouteFinding(route: .edits, path: "/v1/images/edits", verdict: .silent, status: nil, words: "closed"),
            ], model: "m")
        var plan = try ProbePlanTests.plan(provider, look.findings)
        plan.model.price = Price(
            date: "2026-11-23", input: 0, textOutput: 0, imageOutput: 0, perImage: ["any": 0.04])
        return ProbeReport(provider: provider, look: look, plan: plan, session: "probe-mine", trials: trials)
    }

    @Test func routesAndPlan() throws {
        let report = try report()
        #expect(
            (report.routeLines + report.planLines).joined(separator: "\n") == """
                mine  https://e.com

                  OpenAI's list of models   GET /v1/models                         there (HTTP 200)
                  chat completions          POST /v1/chat/completions              there (HTTP 400: no messages)
                  Gemini's generateContent  POST /v1beta/models/m:generateContent  there, but not with m (HTTP 404: m is not found)
                  Black Forest Labs' tasks  POST /v1/m                             not there (HTTP 404)
                  images/edits              POST /v1/images/edits                  no answer (closed)

                To see what comes back: at most 3 pictures with mine/gemini-3-pro-image (16:9, 1K)

                  chat completions, size as image_config     about $0.04
                  up to 2 more, where the size is not heard  about $0.04

                All together: about $0.12. They are kept in the session “probe-mine”.
                """)
    }

    @Test func results() throws {
        let long = String(repeating: "x", count: 300)
        var failed = ProbePlanTests.failed(.openAIChat, .extraBody, .unsupportedSetting)
        failed.outcome = .failure(TurnFailure(.unsupportedSetting, message: long, advice: "", billed: .no))
        let report = try report([ProbePlanTests.drawn(.openAIChat, .imageConfig, .ignored), failed])
        #expect(
            report.resultLines.joined(separator: "\n") == """

                  chat completions, size as image_config  price unknown  1376×768, not what was asked; base64 in images[]
                  chat completions, size as extra_body    price unknown  failed: \(String(repeating: "x", count: 99))…
                """)
    }
}
