import Testing

@testable import Providers

@Suite struct RetryAfterTests {
    private static let now = 784_111_777.0

    @Test(
        arguments: [
            ("7s", "", [], 7), ("34.4s", "Please retry in 9s.", [], 34.4),
            (nil, "…\nPlease retry in 7.967587226s.", [], 7.967587226),
            (nil, "Please retry in 250ms.", [], 0.25), (nil, "retry in 2 minutes", [], 120),
            (nil, "retry in a moment", [], nil),
            (nil, "Limit 5, Used 5. Please try again in 12s.", [], 12), (nil, "Please try again in 6m0s.", [], 360),
            (nil, "Please try again in 1h2m.", [], 3600), (nil, "", [("llm_provider-retry-after", "12")], 12),
            (nil, "", [("Retry-After", "12")], 12), (nil, "", [("retry-after-ms", "1500"), ("retry-after", "9")], 1.5),
            (nil, "", [("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")], 30),
            (nil, "", [("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], 0), (nil, "", [("retry-after", "soon")], nil),
            (nil, "", [("retry-after", "-5")], nil), ("infs", "", [], nil), (nil, "", [("retry-after", "1e400")], nil),
            // Whoever asks for ages means never; and never is a number that can be shown.
            ("1e300s", "", [], RetryAfter.most),
            (nil, "retry in \(String(repeating: "9", count: 308)) minutes", [], RetryAfter.most),
        ] as [(String?, String, [(String, String)], Double?)])
    func seconds(_ delay: String?, _ message: String, _ headers: [(String, String)], _ expected: Double?) {
        #expect(RetryAfter.seconds(delay: delay, message: message, headers: headers, now: Self.now) == expected)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000), ("Mon, 23 Nov 2026 05:21:03 GMT", 1_795_411_263),
    ]) func dates(_ text: String, _ expected: Double) { #expect(HTTPDate.seconds(text) == expected) }

    @Test(arguments: [
        "", "tomorrow", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 9223372036854775807:49:37 GMT",
    ])
    func noDates(_ text: String) { #expect(HTTPDate.seconds(text) == nil) }
}
