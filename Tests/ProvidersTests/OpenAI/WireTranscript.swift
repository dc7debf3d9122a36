import StudioCore

@testable import Providers

/// An answer in one of the dialects that OpenAI's clients speak, made by hand from what its source documents or shows, with
/// small pictures; and what must come of it.
struct WireTranscript: Sendable {
    var name: String
    /// Where its shape comes from.
    var source: String
    var body: [UInt8]
    var shape: WireShape
    /// All pictures that count, the result last.
    var pictures: [[UInt8]]
    var drafts: [[UInt8]] = []
    var text = ""
    var thought = ""
    var usage: Usage?
    var finishReason: String? = "STOP"

    static let fox = Picture.png(61)
    static let draft = Picture.jpeg(33, seed: 5)

    static func events(_ documents: [String], ending: String = "data: [DONE]\n\n") -> String {
        documents.map { "data: \($0)\n\n" }.joined() + ending
    }

    private static func chunk(_ delta: String, finish: String = "null") -> String {
        #"{"id":"chatcmpl-x","object":"chat.completion.chunk","created":1764000000,"model":"m","choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}]}"#
    }

    private static let chatUsage =
        #"{"prompt_tokens":268,"completion_tokens":1295,"total_tokens":1563,"completion_tokens_details":{"image_tokens":1290,"reasoning_tokens":0}}"#
    private static let counted = Usage(promptTokens: 268, imageTokens: 1290, textTokens: 5, totalTokens: 1563)
    private static var data: String { "data:image/png;base64,\(base64(fox))" }

    private static func make(
        _ name: String, _ source: String, _ body: String, _ shape: WireShape, pictures: [[UInt8]] = [fox],
        drafts: [[UInt8]] = [], text: String = "", thought: String = "", usage: Usage? = nil,
        finish: String? = "STOP"
    ) -> WireTranscript {
        WireTranscript(
            name: name, source: source, body: Array(body.utf8), shape: shape, pictures: pictures, drafts: drafts,
            text: text, thought: thought, usage: usage, finishReason: finish)
    }

    static let all: [WireTranscript] = chat + images

    private static let chat: [WireTranscript] = [
        make(
            "A: markdown data URI", "new-api to_oai_chat_resp.go",
            #"{"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Here you go.\n![image](\#(data))"},"finish_reason":"stop"}],"usage":\#(chatUsage)}"#,
            .markdown, text: "Here you go.", usage: counted),
        make(
            "A: streamed in one chunk", "new-api stream",
            ": PING\n\n"
                + events([
                    chunk(#"{"role":"assistant","content":""}"#), chunk(#"{"content":"Here "}"#),
                    chunk(#"{"content":"it is. "}"#), chunk(#"{"content":"![image](\#(data))"}"#),
                    chunk("{}", finish: "\"stop\""),
                    #"{"id":"x","choices":[],"usage":\#(chatUsage)}"#,
                ]), .markdown, text: "Here it is.", usage: counted),
        make(
            "A: split over many deltas, without [DONE]", "wire contract §4.1",
            events(
                stride(from: 0, to: data.utf8.count, by: 7).map { start in
                    chunk(#"{"content":"\#(String(data.dropFirst(start).prefix(7)))"}"#)
                }.reduce(into: [chunk(#"{"content":"![ima"}"#), chunk(#"{"content":"ge]("}"#)]) { $0.append($1) } + [
                    chunk(#"{"content":")\nDone."}"#), chunk("{}", finish: "\"stop\""),
                ], ending: ""), .markdown, text: "Done."),
        make(
            "A: a bare data address", "wire contract §1.3",
            #"{"choices":[{"message":{"content":"\#(data)"},"finish_reason":"stop"}]}"#, .markdown),
        make(
            "A: drafts in reasoning_content", "new-api stream with thought parts",
            events([
                chunk(#"{"reasoning_content":"Sketching ![image](data:image/jpeg;base64,\#(base64(draft)))"}"#),
                chunk(#"{"content":"![image](\#(data))"}"#), chunk("{}", finish: "\"stop\""),
            ]), .markdown, drafts: [draft], thought: "Sketching "),
        make(
            "C: OpenRouter", "openrouter.ai image-generation guide",
            #"{"id":"gen-1764","model":"google/m-2026-04-21","provider":"Google","choices":[{"index":0,"finish_reason":"stop","native_finish_reason":"STOP","message":{"role":"assistant","content":"Done.","images":[{"type":"image_url","image_url":{"url":"\#(data)"}}]}}],"usage":{"prompt_tokens":275,"completion_tokens":1312,"total_tokens":1587,"cost":0.0391}}"#,
            .images, text: "Done.",
            usage: Usage(promptTokens: 275, textTokens: 1312, totalTokens: 1587, chargedUSD: 0.0391)),
        make(
            "C: OpenRouter streamed, the picture repeated", "OpenRouterTeam/ai-sdk-provider 4247ab2",
            ": OPENROUTER PROCESSING\n\n"
                + events([
                    chunk(
                        #"{"role":"assistant","content":"","images":[{"type":"image_url","index":0,"image_url":{"url":"\#(data)"}}]}"#
                    ),
                    #"{"choices":[{"index":0,"delta":{"content":"","images":[{"type":"image_url","image_url":{"url":"\#(data)"}}]},"finish_reason":"stop","native_finish_reason":"STOP"}],"usage":{"prompt_tokens":275,"completion_tokens":1312,"total_tokens":1587,"cost":0.0391}}"#,
                ]), .images,
            usage: Usage(promptTokens: 275, textTokens: 1312, totalTokens: 1587, chargedUSD: 0.0391)),
        make(
            "C: LiteLLM proxy", "litellm 1.109.1 types/utils.py",
            #"{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"images":[{"image_url":{"url":"\#(data)","detail":"auto"},"index":0,"type":"image_url"}]}}]}"#,
            .images),
        // What a LiteLLM 1.108.7 proxy really answered, with Gemini behind it; pictures and signatures shortened.
        make(
            "C: LiteLLM proxy, Gemini behind it", "recorded from a litellm 1.108.7 proxy",
            #"{"id":"r1","created":1795698529,"model":"m","object":"chat.completion","choices":[{"finish_reason":"stop","index":0,"message":{"content":"Here it is.","role":"assistant","images":[{"image_url":{"url":"\#(data)","detail":"auto"},"index":0,"type":"image_url"}],"thinking_blocks":[],"provider_specific_fields":{"thought_signatures":["c2lnc2lnc2ln"]}},"provider_specific_fields":{"native_finish_reason":"STOP"}}],"usage":\#(liteUsage)},"vertex_ai_grounding_metadata":[],"vertex_ai_url_context_metadata":[],"vertex_ai_safety_results":[],"vertex_ai_citation_metadata":[]}"#,
            .images, text: "Here it is.", usage: liteCounted()),
        make(
            "C: LiteLLM proxy streamed, counts and cost asked for", "recorded from a litellm 1.108.7 proxy",
            events([
                #"{"id":"r1","created":1795700750,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"provider_specific_fields":{"thought_signatures":["c2lnc2lnc2ln"]},"content":"Here it is.","role":"assistant","images":[{"image_url":{"url":"\#(data)","detail":"auto"},"index":0,"type":"image_url"}]}}],"vertex_ai_grounding_metadata":[],"vertex_ai_safety_ratings":[]}"#,
                #"{"id":"r1","object":"chat.completion.chunk","created":1795700750,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
                #"{"id":"r1","created":1795700750,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{}}],"usage":\#(liteUsage),"cost":0.13772399999999999}}"#,
            ]), .images, text: "Here it is.", usage: liteCounted(0.13772399999999999)),
        make(
            "C: LiteLLM proxy streamed, nothing counted", "recorded from a litellm 1.108.7 proxy",
            events([
                #"{"id":"chatcmpl-1","created":1795698529,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Here it is.","role":"assistant","images":[{"type":"image_url","image_url":{"url":"\#(data)"},"index":0}]}}]}"#,
                #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1795698529,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            ]), .images, text: "Here it is."),
        make(
            "D: vLLM-Omni", "vllm-omni 0.30 serving_chat.py",
            #"{"id":"chatcmpl-1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":[{"type":"image_url","image_url":{"url":"\#(data)"},"stage_durations":{},"peak_memory_mb":0.0}]}}]}"#,
            .contentArray),
        make(
            "D: MuleRun, bare base64 streamed", "mulerun.com openai guides",
            events([
                chunk(#"{"content":[{"type":"image_url","image_url":{"url":"\#(base64(fox))"}}]}"#, finish: "\"STOP\""),
                #"{"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#,
            ]), .contentArray),
        make(
            "D: AIHubMix", "docs.aihubmix.com",
            #"{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"","multi_mod_content":[{"text":"","inlineData":{"data":"\#(base64(fox))","mimeType":"png"}}]}}]}"#,
            .contentArray),
    ]

    /// Without its end: in streams the cost follows.
    private static let liteUsage =
        #"{"completion_tokens":1395,"prompt_tokens":12,"total_tokens":1407,"completion_tokens_details":{"reasoning_tokens":179,"text_tokens":96,"image_tokens":1120},"prompt_tokens_details":{"text_tokens":12}"#
    private static func liteCounted(_ cost: Double? = nil) -> Usage {
        Usage(
            promptTokens: 12, imageTokens: 1120, textTokens: 96, thoughtTokens: 179, totalTokens: 1407, chargedUSD: cost
        )
    }

    private static let imagesUsage =
        #"{"input_tokens":12,"input_tokens_details":{"image_tokens":4,"text_tokens":8},"output_tokens":4160,"output_tokens_details":{"image_tokens":4160,"text_tokens":0},"total_tokens":4172}"#
    private static let countedImages = Usage(
        promptTokens: 12, imageTokens: 4160, totalTokens: 4172, inputImageTokens: 4)

    private static let images: [WireTranscript] = [
        make(
            "E: OpenAI Images", "openai 3.54.0 images_response.py",
            #"{"created":1764000000,"background":"opaque","output_format":"png","quality":"high","size":"1536x864","data":[{"b64_json":"\#(base64(fox))"}],"usage":\#(imagesUsage)}"#,
            .imagesBody, usage: countedImages, finish: nil),
        make(
            "E: a data prefix, an empty url", "docs.apiyi.com gpt-image-2-all; new-api",
            #"{"created":1,"data":[{"url":"","b64_json":"\#(data)","revised_prompt":""}]}"#, .imagesBody, finish: nil),
        make(
            "E: bare base64 as url", "apifox gateways",
            #"{"created":1,"data":[{"url":"\#(base64(draft).replacing("/", with: "\\/"))","b64_json":""}]}"#,
            .imagesBody, pictures: [draft], finish: nil),
        make(
            "E: two items", "openai 3.54.0",
            #"{"data":[{"b64_json":"\#(base64(draft))"},{"b64_json":"\#(base64(fox))"}]}"#, .imagesBody,
            pictures: [draft, fox], finish: nil),
        make(
            "E: partials streamed", "openai 3.54.0 image_gen_stream_event.py",
            [
                ("partial_image", base64(draft), #","partial_image_index":0"#),
                ("completed", base64(fox), #","usage":\#(imagesUsage)"#),
            ].map { type, data, more in
                "event: image_generation.\(type)\n"
                    + #"data: {"type":"image_generation.\#(type)","b64_json":"\#(data)","created_at":1764000000,"size":"1024x1024"\#(more)}"#
                    + "\n\n"
            }.joined(), .imagesBody, drafts: [draft], usage: countedImages),
        make(
            "E: the edit's events, completed before the partial", "wire contract §5.3",
            events(
                [
                    #"{"type":"image_edit.completed","b64_json":"\#(base64(fox))"}"#,
                    #"{"type":"image_edit.partial_image","b64_json":"\#(base64(draft))","partial_image_index":1}"#,
                ], ending: ""), .imagesBody, drafts: [draft]),
        make(
            "E: vLLM-Omni's edit in stages", "vllm-omni 0.30 ImageEditARDeltaChunk, ImageEditImageChunk",
            events([
                #"{"object":"image.edit.chunk","type":"ar_delta","delta":"a red ","index":0,"created":1764000000,"model":"m"}"#,
                #"{"object":"image.edit.chunk","type":"ar_delta","delta":"hat","index":0,"created":1764000000,"model":"m"}"#,
                #"{"object":"image.edit.chunk","type":"image","data":[{"b64_json":"\#(base64(fox))"}],"output_format":"png","size":"1024x1024","created":1764000000,"model":"m"}"#,
            ]), .imagesBody, finish: nil),
        make(
            "E: SGLang, with its own path beside it", "sglang 0.5.23 image_api.py",
            #"{"id":"img_1","created":1764000000,"data":[{"b64_json":"\#(base64(fox))","url":null,"revised_prompt":"a fox","file_path":"outputs/img_1.png"}],"peak_memory_mb":0.0,"inference_time_s":3.1}"#,
            .imagesBody, finish: nil),
        make(
            "E: OpenRouter's images route", "openrouter 1.3.84 images.py",
            #"{"created":1764000000,"data":[{"b64_json":"\#(base64(fox))","media_type":"image/png"}]}"#, .imagesBody,
            finish: nil),
        make(
            "E: LiteLLM proxy", "recorded from a litellm 1.108.7 proxy",
            #"{"created":1764000000,"background":"opaque","data":[{"b64_json":"\#(base64(fox))","revised_prompt":null,"url":null,"provider_specific_fields":null}],"output_format":"png","quality":"high","safety_identifier":null,"size":"1536x864","svg_usage":null,"usage":\#(imagesUsage)}"#,
            .imagesBody, usage: countedImages, finish: nil),
        make(
            "E: LiteLLM proxy, Gemini behind it", "recorded from a litellm 1.108.7 proxy",
            #"{"created":1795698529,"background":null,"data":[{"b64_json":"\#(base64(fox))","revised_prompt":null,"url":null,"provider_specific_fields":{"thought_signature":"c2lnc2lnc2ln"}}],"output_format":null,"quality":null,"safety_identifier":null,"size":null,"svg_usage":null,"usage":{"total_tokens":1407,"input_tokens":12,"input_tokens_details":{"image_tokens":0,"text_tokens":12},"output_tokens":1395,"output_tokens_details":{"image_tokens":1120,"text_tokens":96,"reasoning_tokens":179}}}"#,
            .imagesBody, usage: liteCounted(), finish: nil),
        make(
            "Responses: the image tool", "openai 3.54.0 response_output_item.py",
            #"{"id":"resp_1","output":[{"type":"image_generation_call","id":"ig_1","status":"completed","result":"\#(base64(fox))"}],"usage":{"input_tokens":3,"output_tokens":9,"total_tokens":12,"output_tokens_details":{"reasoning_tokens":0}}}"#,
            .imagesBody, usage: Usage(promptTokens: 3, textTokens: 9, totalTokens: 12), finish: nil),
    ]
}
