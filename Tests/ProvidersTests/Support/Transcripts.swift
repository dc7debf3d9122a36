/// Answers of Google's, by hand after recorded ones: the shapes are real, words and pictures are short.
enum Transcript {
    /// After a recorded unary answer of gemini-3-pro-image (pydantic-ai's cassettes): one JPEG with its signature.
    static func unary(image: [UInt8], signature: String, mime: String = "image/jpeg") -> String {
        """
        {
          "candidates": [
            {
              "content": {
                "parts": [
                  {
                    "inlineData": {"mimeType": "\(mime)", "data": "\(base64(image))"},
                    "thoughtSignature": "\(signature)"
                  }
                ],
                "role": "model"
              },
              "finishReason": "STOP",
              "index": 0
            }
          ],
          "usageMetadata": {
            "promptTokenCount": 22,
            "candidatesTokenCount": 1216,
            "totalTokenCount": 1417,
            "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
            "thoughtsTokenCount": 179
          },
          "modelVersion": "gemini-3-pro-image",
          "responseId": "8cxparnuJ-aCg8UPx8HfwQM"
        }
        """
    }

    /// After streaming-success-empty-parts (Firebase's recorded answers): text in pieces, an event without parts, then the
    /// picture with the finish reason.
    static func stream25(image: [UInt8]) -> String {
        [
            #"{"candidates": [{"content": {"parts": [{"text": "Here's a"}],"role": "model"}}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 4},"responseId": "kLewaKa5ONqI-8YP-c_NuAQ"}"#,
            #"{"candidates": [{"content": {"parts": [{"text": " you! "}],"role": "model"}}]}"#,
            #"{"candidates": [{"content": {"role": "model"}}]}"#,
            #"{"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png","data": ""#
                + base64(image)
                + #""}}],"role": "model"},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 16,"candidatesTokenCount": 1307,"totalTokenCount": 1323,"candidatesTokensDetails": [{"modality": "IMAGE","tokenCount": 1290}]},"modelVersion": "gemini-2.5-flash-image"}"#,
        ].map { "data: \($0)\r\n\r\n" }.joined()
    }

    /// The order that the documentation and Vercel's recorded Interactions stream give for Gemini 3: a thought, an interim
    /// picture within the thoughts, signed text, the signed picture, an empty signed text with the finish reason.
    static func stream3(draft: [UInt8], image: [UInt8], signatures: [String]) -> String {
        [
            #"{"candidates":[{"content":{"parts":[{"text":"**Planning** the fox","thought":true}],"role":"model"},"index":0}]}"#,
            #"{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/jpeg","data":""# + base64(draft)
                + #""},"thought":true}],"role":"model"},"index":0}]}"#,
            #"{"candidates":[{"content":{"parts":[{"text":"Here it is.","thoughtSignature":""# + signatures[0]
                + #""}],"role":"model"},"index":0}]}"#,
            #"{"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/jpeg","data":""# + base64(image)
                + #""},"thoughtSignature":""# + signatures[1] + #""}],"role":"model"},"index":0}]}"#,
            #"{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":""# + signatures[2]
                + #""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":14,"candidatesTokenCount":1283,"totalTokenCount":1471,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120}],"thoughtsTokenCount":174},"modelVersion":"gemini-3-pro-image"}"#,
        ].map { "data: \($0)\r\n\r\n" }.joined()
    }

    /// After streaming-failure-error-mid-stream (Firebase): bare, pretty-printed JSON between events.
    static let errorMidStream = """
        data: {"candidates": [{"content": {"parts": [{"text": "Second "}]},"finishReason": "STOP","index": 0}]}\r
        \r
        {
          "error": {
            "code": 499,
            "message": "The operation was cancelled.",
            "status": "CANCELLED",
            "details": [{"@type": "type.googleapis.com/google.rpc.DebugInfo", "detail": "[ORIGINAL ERROR] generic::cancelled: "}]
          }
        }
        """
}
