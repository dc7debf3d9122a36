import StudioCore

@testable import Providers

/// Whose answers misbehave: the same picture in three dialects.
enum FaultDialect: String, CaseIterable, Sendable {
    case gemini, chat, images

    /// The one whose faults are being made.
    @TaskLocal static var current = FaultDialect.gemini

    var asked: Dialect {
        switch self {
        case .gemini: .gemini
        case .chat: .openAIChat
        case .images: .openAIImages
        }
    }

    private var picture: String { base64(Fault.shot) }
    private var markdown: String { "![image](data:image/jpeg;base64,\(picture))" }

    /// The whole answer as one document.
    var document: String {
        switch self {
        case .gemini: Transcript.unary(image: Fault.shot, signature: "EA==")
        case .chat:
            #"{"choices":[{"index":0,"message":{"role":"assistant","content":"\#(markdown)"},"finish_reason":"stop"}]}"#
        case .images: #"{"created":1764000000,"data":[{"b64_json":"\#(picture)"}]}"#
        }
    }

    /// The same as events.
    var stream: String {
        switch self {
        case .gemini: Transcript.stream3(draft: Picture.png(), image: Fault.shot, signatures: ["A", "B", "C"])
        case .chat:
            [
                #"{"choices":[{"index":0,"delta":{"role":"assistant","content":"Here: "},"finish_reason":null}]}"#,
                #"{"choices":[{"index":0,"delta":{"content":"\#(markdown)"},"finish_reason":null}]}"#,
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            ].map { "data: \($0)\r\n\r\n" }.joined()
        case .images:
            [
                #"{"type":"image_generation.partial_image","b64_json":"\#(base64(Picture.png()))","partial_image_index":0}"#,
                #"{"type":"image_generation.completed","b64_json":"\#(picture)"}"#,
            ].map { "data: \($0)\r\n\r\n" }.joined()
        }
    }

    /// The beginning of a stream, as far as the picture's end.
    var beginning: String {
        switch self {
        case .gemini: #"data: {"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(picture)"}}"#
        case .chat: #"data: {"choices":[{"index":0,"delta":{"content":"\#(markdown)"}"#
        case .images: #"data: {"type":"image_generation.completed","b64_json":"\#(picture)""#
        }
    }
}
