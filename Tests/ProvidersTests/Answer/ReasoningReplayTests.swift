import FoundationEssentials
import StudioCore
import Testing

@testable import Providers

/// OpenRouter's `reasoning_details` (openrouter.ai/docs, “Preserving reasoning”): what came with one answer goes back with
/// the next request, as it came.
@Suite struct ReasoningReplayTests {
    private static let image =
        #""images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(base64(Picture.png(90)))"}}]"#
    private static let encrypted =
        #"{"type":"reasoning.encrypted","data":"CiQB+/==","format":"google-gemini-v1","id":"r1","index":0}"#
    private static let signed =
        #"{"type":"reasoning.text","text":"I see a fox.","signature":"EpQ=","format":"google-gemini-v1","index":1}"#
    private static let unsigned = #"{"type":"reasoning.text","text":"Hm.","format":"google-gemini-v1","index":2}"#

    private static let plain = LoopbackServer.Reply.sized(
        Array(
            #"{"choices":[{"message":{"role":"assistant","content":"","reasoning_details":[\#(encrypted),\#(signed),\#(unsigned)],\#(image)},"finish_reason":"stop"}]}"#
                .utf8))

    private static func delta(_ members: String, _ finish: String = "null") -> String {
        #"{"choices":[{"index":0,"delta":{\#(members)},"finish_reason":\#(finish)}]}"#
    }

    /// Texts come in pieces, and the encrypted part is said again at the end.
    private static let streamed = LoopbackServer.Reply.events(
        delta(#""role":"assistant","content":"","reasoning_details":[\#(encrypted)]"#),
        delta(
            #""reasoning_details":[{"type":"reasoning.text","text":"I see ","format":"google-gemini-v1","index":1}]"#),
        delta(#""reasoning_details":[{"type":"reasoning.text","text":"a fox.","signature":"EpQ=","index":1}]"#),
        delta(#""reasoning_details":[\#(unsigned)]"#), delta(image),
        delta(#""reasoning_details":[\#(encrypted)]"#, #""stop""#))

    private static let wire = WireProfile(
        sizeStyle: WireProfile.SizeStyle.none, history: .images, modalities: ["image", "text"])

    private func trial(_ reply: LoopbackServer.Reply) async throws -> Trial {
        try await Trial([reply], dialect: .openAIChat, wire: Self.wire)
    }

    private func second(_ answer: ImageResponse, _ reply: LoopbackServer.Reply) async throws -> String {
        let parts = answer.parts.map { part in
            switch part {
            case .text(let text, let signature): Conversation.Part.text(text, signature: signature)
            case .image(let image, let signature): Conversation.Part.image(image.file, signature: signature)
            }
        }
        let trial = try await trial(reply)
        _ = try await trial.run(
            .make([
                .init(role: .user, parts: [.text("a fox", signature: nil)]),
                .init(role: .model, parts: parts, origin: CatalogueModel.pro.reference),
                .init(role: .user, parts: [.text("bluer", signature: nil)]),
            ])
        ).get()
        return try #require(try await trial.server.requests().first)
    }

    @Test(arguments: [plain, streamed]) func whatCameGoesBackInTheSecondTurn(_ reply: LoopbackServer.Reply) async throws
    {
        let first = try await trial(reply)
        let answer = try await first.run().get()
        let sent = try await second(answer, reply)
        #expect(sent.components(separatedBy: "CiQB+/==").count == 2, "once")
        #expect(sent.contains(#""text":"I see a fox.""#) && sent.contains(#""signature":"EpQ=""#))
        #expect(!sent.contains("Hm."), "a thought without a signature would be refused")
        // After a kill it is the same.
        var request = ImageRequest.make()
        request.staging = first.staging.path
        let again = try #require(try await first.provider.recover(request))
        let afterwards = try await second(again, reply)
        func details(_ text: String) -> Substring? {
            text.firstRange(of: #""reasoning_details":["#).map { text[$0.lowerBound...].prefix { $0 != "]" } }
        }
        #expect(details(sent) != nil && details(sent) == details(afterwards))
    }
}
