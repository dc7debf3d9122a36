import StudioCore
import Testing

@testable import Providers

/// Chat models that tell how far they are in words and end in links (`gpt-4o-image`, `sora_image` and their kin), and images
/// routes that answer with a link: whole turns over loopback HTTP, the pictures from a second server. Made by hand after
/// what each source shows; its addresses are shortened to CDN.
@Suite struct ProgressTranscriptTests {
    struct Transcript: Sendable, CustomTestStringConvertible {
        var name: String
        var source: String
        /// Of `choices[0].delta`, or of one message.
        var deltas: [String]
        /// Whether `deltas` is a whole body instead.
        var isBody = false
        /// The percentages that are told, in this order, among others.
        var steps: [Int] = []
        var pictures: [String]

        var testDescription: String { name }

        var reply: (String) -> LoopbackServer.Reply {
            { address in
                let deltas = self.deltas.map { $0.replacing("CDN", with: address) }
                if self.isBody { return .sized(Array(deltas.joined().utf8)) }
                let documents = deltas.map {
                    #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"m","choices":[{"index":0,"delta":\#($0),"finish_reason":null}]}"#
                }
                let last = #"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
                return .chunked(
                    (documents + [last]).map { Array("data: \($0)\n\n".utf8) } + [Array("data: [DONE]\n\n".utf8)])
            }
        }
    }

    /// A delta with this content.
    private static func say(_ text: String, as member: String = "content") -> String {
        let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return #"{"\#(member)":"\#(quoted)"}"#
    }

    static let all: [Transcript] = [
        Transcript(
            name: "B1: Chinese, numbers in fragments", source: "tu-zi apifox 20451519577",
            deltas: [
                say("```\n{\"prompt\":\"a fox\",\"ratio\":\"1:1\"}\n```\n\n"), say("> ID: `task_01`\n"),
                say("> 排队中.\n"), say("> 生成中.."), say(".\n> 进度 14"), say("%..\n"), say("> 进度 83%.\n"),
                say("> 进度 100%.\n> 生成完成 ✅\n\n> gen_id: `gen_01`\n\n"), say("![gen_01](CDN/a%2Fb_0.png?st=1&sig=x)"),
            ], steps: [14, 83, 100], pictures: ["/a%2Fb_0.png?st=1&sig=x"]),
        Transcript(
            name: "B2: English, two pictures", source: "issue 6497756225",
            deltas: [
                say(">🕐 Queuing........\n\n>⚡ Generating...\n\n>🏃 Progress 7...."), say("13....25.."),
                say("27..35....57"),
                say("...[100](CDN/src_0.png?x)\n\n> ✅ Generation complete\n\n"),
                say("![gen_a](CDN/1.png)\n\n[Click to download](CDN/d/1.png)\n\n"),
                say("![gen_b](CDN/2.png)\n\n[Click to download](CDN/d/2.png)"),
            ], steps: [7, 25, 35, 100], pictures: ["/1.png", "/2.png"]),
        Transcript(
            name: "B3: not streamed, a download link only", source: "302ai-en.apifox.cn api-282181336",
            deltas: [
                #"{"choices":[{"message":{"role":"assistant","content":"> ID: `a0eb`\n>[Data Preview](CDN/web/1) | [Source Data](CDN/source/1)\n\n>🏃 Progress 1...20...[100](CDN/img_1.webp?se=2)\n\n> ✅ Generation complete\n\n[Click to download](CDN/imgs/1.png)"},"finish_reason":"stop"}]}"#
            ], isBody: true, pictures: ["/imgs/1.png"]),
        Transcript(
            name: "B4: within a code fence", source: "chat2api",
            deltas: [say("> 🎨 生成中...\n\n"), say("```\n![image](CDN/x.webp?a=1)\n```")], pictures: ["/x.webp?a=1"]),
        Transcript(
            name: "B5: progress as thoughts", source: "TheSmallHanCat/sora2api e7d91b3 generation_handler.py",
            deltas: [
                say("**Generation Process Begins**\n\nInitializing generation request...\n", as: "reasoning_content"),
                say("**Processing**\n\nGeneration in progress: 37% completed...\n", as: "reasoning_content"),
                say("Image generation in progress... (30s elapsed)\n", as: "reasoning_content"),
                say("**Image Generation Completed**\n\nImage generation successful.\n", as: "reasoning_content"),
                say("![Generated Image](CDN/a.png)\n![Generated Image](CDN/b.png)"),
            ], steps: [37], pictures: ["/a.png", "/b.png"]),
        Transcript(
            name: "E: links in data[].url", source: "docs.apiyi.com flux, gpt-image-2-all",
            deltas: [#"{"created":1764000000,"data":[{"url":"CDN/f.png?se=1"}]}"#], isBody: true,
            pictures: ["/f.png?se=1"]),
    ]

    private func run(_ transcript: Transcript, picture: LoopbackServer.Reply) async throws -> (
        trial: Trial, result: Result<ImageResponse, ProviderFailure>, fetched: [String]
    ) {
        let cdn = try await LoopbackServer([picture], host: "127.0.0.2")
        let links = LinkFetcher(
            resolve: { _ in [IPAddress("127.0.0.2")].compactMap { $0 } }, isAllowed: LinkFetcherTests.isAllowed,
            sleep: { _ in })
        let trial = try await Trial(
            [transcript.reply("http://cdn.example:\(cdn.port)")], links: links, dialect: .openAIChat)
        let result = await trial.run()
        let fetched = try await cdn.requests()
        await cdn.stop()
        return (trial, result, fetched)
    }

    @Test(arguments: all) func theLinksBecomePicturesAndTheWordsProgress(_ transcript: Transcript) async throws {
        let shot = Picture.png(300)
        let (trial, result, fetched) = try await run(transcript, picture: .sized(shot))
        let response = try result.get()
        #expect(fetched.map { $0.split(separator: " ")[1] }.map(String.init) == transcript.pictures)
        #expect(fetched.allSatisfy { !$0.contains(Trial.key) }, "without the key")
        // Two links to the same bytes are one picture.
        #expect(Set(response.images.map { trial.staging.bytes($0.file.path) }) == [shot])
        #expect(response.images.last?.role == .final)
        let steps = await trial.reports.all().compactMap { event in
            if case .step(let step, 100) = event { step } else { nil }
        }
        #expect(steps.filter(transcript.steps.contains) == transcript.steps, "\(steps)")
        #expect(steps == steps.sorted(), "it never goes back")
        #expect(!response.parts.contains { if case .text(let text, _) = $0 { text.contains("CDN") } else { false } })
    }

    /// What is gone is told with its address: it was paid for.
    @Test(arguments: all) func aLinkThatIsGoneIsTold(_ transcript: Transcript) async throws {
        let (_, result, _) = try await run(transcript, picture: .error(410, "gone"))
        guard case .failure(let failure) = result else { return #expect(Bool(false), "\(result)") }
        #expect(failure.failure.billed == .yes && failure.failure.providerCode == "link")
        #expect(failure.failure.message.contains("http://cdn.example"))
    }
}
