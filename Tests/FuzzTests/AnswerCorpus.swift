import FoundationEssentials

/// Answers as Google gives them, and the words such answers are made of.
enum AnswerCorpus {
    static let key = "AIzaCANARY0123456789abcdefghijklmnopqr"
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0..<90).map { UInt8($0 * 2 + 1) }
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + (0..<60).map { UInt8($0 * 3) }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    private static func part(_ bytes: [UInt8], _ more: String = "") -> String {
        #"{"inlineData":{"mimeType":"image/png","data":""# + base64(bytes) + #""}"# + more + "}"
    }

    static let unary =
        #"{"candidates":[{"content":{"parts":["# + part(png, #","thoughtSignature":"EsauMgrC+/=""#)
        + #"],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":22,"#
        + #""candidatesTokenCount":1216,"toolUsePromptTokenCount":"3","candidatesTokensDetails":[{"modality":"IMAGE","#
        + #""tokenCount":1120},{"modality":"IMAGE","tokenCount":"7"}],"thoughtsTokenCount":179},"#
        + #""modelVersion":"gemini-3-pro-image","responseId":"8cxp"}"#

    static let stream = [
        #"{"candidates":[{"content":{"parts":[{"text":"**Planning**","thought":true}],"role":"model"}}]}"#,
        #"{"candidates":[{"content":{"parts":["# + part(jpeg, #","thought":true"#) + #"]}}]}"#,
        #"{"candidates":[{"content":{"parts":[{"text":"Here\nit is.","thoughtSignature":"EoCl"}]}}]}"#,
        #"{"candidates":[{"content":{"parts":["# + part(png, #","thoughtSignature":"EpQ=""#) + #"]}}]}"#,
        #"{"candidates":[{"finishReason":"STOP","groundingMetadata":{"webSearchQueries":["fox"],"groundingChunks":"#
            + #"[{"web":{"uri":"https://e.com/fox","title":"Fox"}}]}}],"usageMetadata":{"totalTokenCount":1471}}"#,
    ]

    static func events(_ documents: [String], _ end: String = "\r\n") -> String {
        documents.map { "data: \($0)\(end)\(end)" }.joined()
    }

    static let limit =
        #"{"error":{"code":429,"message":"Quota exceeded. Please retry in 34.4s.","status":"RESOURCE_EXHAUSTED","#
        + #""details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"PerMinute","#
        + #""quotaValue":"15"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}"#

    private static let link = "data:image/png;base64," + base64(png)

    /// The other dialects: as `WireTranscript` has them, in short.
    private static let chat: [String] = [
        #"{"choices":[{"message":{"content":"Here.\n![image]("# + link + #")"},"finish_reason":"stop"}],"usage":{"#
            + #""prompt_tokens":268,"completion_tokens":1295,"completion_tokens_details":{"image_tokens":1290}}}"#,
        events(
            [
                #"{"choices":[{"delta":{"content":"![ima"}}]}"#,
                #"{"choices":[{"delta":{"content":"ge]("# + String(link.prefix(40)) + #""}}]}"#,
                #"{"choices":[{"delta":{"content":""# + String(link.dropFirst(40)) + #")\n> 进度 44%"}}]}"#,
                #"{"choices":[{"delta":{"reasoning_content":"data:image/jpeg;base64,"# + base64(jpeg) + #" so"}}]}"#,
                #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
            ], "\n") + "data: [DONE]\n\n",
        #"{"choices":[{"message":{"content":null,"images":[{"type":"image_url","image_url":{"url":""# + link
            + #""}}],"reasoning_details":[{"type":"reasoning.encrypted","data":"CiQB","index":0}]},"#
            + #""native_finish_reason":"STOP"}],"usage":{"prompt_tokens":1,"cost":0.04}}"#,
        #"{"choices":[{"message":{"content":[{"type":"image_url","image_url":{"url":""# + base64(png)
            + #""}},{"type":"text","text":"a"}],"multi_mod_content":[{"inlineData":{"data":"x","mimeType":"png"}}]}}]}"#,
        #"{"created":1,"data":[{"url":"","b64_json":""# + base64(png) + #"","revised_prompt":""}],"usage":{"#
            + #""input_tokens":12,"input_tokens_details":{"image_tokens":4},"output_tokens":4160}}"#,
        events([
            #"{"type":"image_generation.partial_image","b64_json":""# + base64(jpeg) + #"","partial_image_index":0}"#,
            #"{"type":"image_generation.completed","b64_json":""# + base64(png) + #""}"#,
        ]),
        #"{"detail":[{"loc":["body","size"],"msg":"no"}]}"#, #"{"task_id":"t","status":"queued"}"#,
        #"{"output":[{"type":"image_generation_call","result":""# + base64(jpeg) + #""}]}"#,
    ]

    static let all: [[UInt8]] =
        ([
            unary, events(stream), events(stream, "\n") + "data: [DONE]\n\n", events(stream, "\r"),
            "[" + stream.joined(separator: ",\n") + "]", limit, "[\(limit)]",
            events([stream[0]]) + "{\n  \"error\": {\"code\": 499, \"message\": \"cancelled\"}\n}\n",
            #"{"promptFeedback":{"blockReason":"SAFETY","blockReasonMessage":"no"},"usageMetadata":{}}"#,
            #"{"error":{"message":"{\"error\":{\"message\":\"key AIzaCANARY0123456789abcdefghijklmnopqr\"}}"}}"#,
            ": hello\r\nevent: x\rid: 7\nretry: 3\ndata:{\"a\":\ndata: [1,2.5e3,true,null]}\n\n",
            "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1>?key=AIzaCANARY</body></html>", "",
            "\u{FEFF}"
                + unary.replacing("/", with: "\\/").replacing("data\":\"", with: "data\":\"data:image/png;base64,"),
        ] + chat).map { Array($0.utf8) } + [png]

    static let words = [
        "data:", "data: ", "\n\n", "\r\n\r\n", "event:", "[DONE]", "{", "}", "[", "]", "[[[[[[[[", "{\"a\":", ",", ":",
        "\"inlineData\":{\"data\":\"", "\"thoughtSignature\":\"", "\"text\":\"", "\"parts\":[", "\"candidates\":[",
        "\"error\":{\"message\":\"", "\"finishReason\":\"IMAGE_SAFETY\"", "\"code\":429", "\"status\":", "\\u", "\\\"",
        "\\ud83d\\ude00", "data:image/png;base64,", "=", "==", "-_", "\"retryDelay\":\"1e300s\"", "retry in 9e99 s",
        "\"promptTokenCount\":\"9223372036854775807\"", "\"tokenCount\":\"-9223372036854775808\"", "limit: 0",
        "?key=", "\u{FEFF}", key, "insufficient_quota", "null", "true", "-1e999", "\"thought\":true",
        "\"choices\":[{\"delta\":{\"content\":\"", "![image](", "](", ")", "\"b64_json\":\"",
        "\"image_url\":{\"url\":\"",
        "\"data\":[{", "\"finish_reason\":\"stop\"", "> 进度 14%", "\"cost\":-1e9", "\"detail\":", "data:image/;base64,,",
    ]
}
