import Testing

@testable import Providers

@Suite struct EndpointTests {
    private func endpoint(_ key: String) -> Endpoint {
        Endpoint(name: "x", baseURL: "https://x", authentication: .bearer, key: key)
    }

    @Test func everyFormOfTheKeyGoes() {
        let key = "sk-abc/def+123?"
        let forms = [key, "sk-abc%2Fdef%2B123%3F", base64(Array(key.utf8)), String(key.reversed())]
        for form in forms { #expect(endpoint(key).redact("a \(form) b") == "a [key] b") }
    }

    @Test func keysInAddressesGoWhoseverTheyAre() {
        #expect(
            endpoint("unrelated").redact("GET https://h/v1?key=AIza123&x=1 and \"?api_key=9\"")
                == "GET https://h/v1?key=[key]&x=1 and \"?api_key=[key]\"")
    }

    @Test func aShortKeyDoesNotTearWordsApart() { #expect(endpoint("key").redact("a key") == "a key") }

    @Test(arguments: ["127.0.0.1", "127.9.9.9", "localhost", "::1", "[::1]"]) func loopback(_ host: String) {
        #expect(Loopback.contains(host))
    }

    @Test(arguments: ["127.0.0.1.evil.com", "128.0.0.1", "localhost.evil.com", "127.1", "127.0.0.999", "0.0.0.0", ""])
    func noLoopback(_ host: String) { #expect(!Loopback.contains(host)) }
}
