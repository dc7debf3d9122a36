import Testing

@testable import Providers

/// Where the key may go when an answer says where to ask.
@Suite struct BFLAddressTests {
    private func endpoint(_ url: String) -> Endpoint {
        Endpoint(name: "bfl", baseURL: url, authentication: .key, key: Trial.key)
    }

    private func trusted(_ text: String, _ base: String = "https://api.bfl.ai") -> String? {
        BFLAddress.trusted(text, by: endpoint(base))?.url
    }

    @Test(arguments: [
        ("https://api.us1.bfl.ai/v1/get_result?id=b8f1", "https://api.us1.bfl.ai/v1/get_result?id=b8f1"),
        ("https://API.EU.BFL.AI./x", "https://api.eu.bfl.ai/x"), ("https://bfl.ai:443/x", "https://bfl.ai/x"),
        ("https://api.bfl.ai/v1/get_result?id=1", "https://api.bfl.ai/v1/get_result?id=1"),
        ("/v1/get_result?id=1", "https://api.bfl.ai/v1/get_result?id=1"),
    ]) func atHome(_ text: String, _ url: String) { #expect(trusted(text) == url) }

    @Test(arguments: [
        "http://api.us1.bfl.ai/x", "https://api.us1.bfl.ai:8443/x", "https://bfl.ai.evil.com/x", "https://evilbfl.ai/x",
        "https://evil.com/x?bfl.ai", "https://evil.com/.bfl.ai", "https://evil.com#.bfl.ai",
        "https://api.bfl.ai@evil.com/",
        "https://evil.com\\.bfl.ai/x", "https://evil.com\r\n.bfl.ai/x", "//evil.com/x", "file:///etc/passwd",
        "https://127.0.0.1/x", "https://169.254.169.254/", "https://xn--bfl-.ai/x", "https://b\u{FF46}l.ai/x",
        "https://", "",
        "https://api.bfl.com/x",
    ]) func foreign(_ text: String) {
        // What has no host is the endpoint's own.
        #expect(trusted(text) == nil || text.isEmpty)
    }

    /// Who is not Black Forest Labs has no family: scheme, host and port, as they are.
    @Test(arguments: [
        ("https://api.deerapi.com", "https://api.deerapi.com/flux/v1/get_result?id=1", true),
        ("https://api.deerapi.com", "https://www.deerapi.com/x", false),
        ("https://api.deerapi.com", "https://api.us1.bfl.ai/x", false),
        ("https://api.bfl.ai", "https://api.deerapi.com/x", false),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/x", true),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8081/x", false),
        ("http://127.0.0.1:8080", "http://localhost:8080/x", false),
        ("http://127.0.0.1:8080", "https://127.0.0.1:8080/x", false),
        ("http://api.bfl.ai", "https://api.bfl.ai/x", false),
        ("https://api.bfl.ai:444", "https://api.us1.bfl.ai/x", false),
    ]) func others(_ base: String, _ text: String, _ isTrusted: Bool) {
        #expect((trusted(text, base) != nil) == isTrusted)
    }

    @Test(arguments: [
        ("/v1/flux-kontext-pro", "t1", "https://h/v1/get_result?id=t1"),
        ("/flux/v1/flux-2-pro", "t1", "https://h/flux/v1/get_result?id=t1"),
        ("/flux/v1/flux-2-pro?x=/y", "a b&c/é", "https://h/flux/v1/get_result?id=a%20b%26c%2F%C3%A9"),
        ("/draw", "t1", "https://h/get_result?id=t1"),
    ]) func usual(_ path: String, _ id: String, _ url: String) {
        #expect(BFLAddress.usual(id: id, path: path, at: endpoint("https://h")) == url)
    }

    @Test func aTaskOnDisk() throws {
        let staging = try Staging()
        let home = endpoint("https://api.bfl.ai")
        #expect(BFLTask(folder: staging.path) == nil)
        let task = BFLTask(
            id: "t\"1", pollingURL: "https://api.bfl.ai/x?id=1&key=\(Trial.key)", at: 5, attempt: 2, credits: 4)
        task.write(in: staging.path, for: home)
        #expect(staging.files == ["task.json"])
        #expect(
            String(decoding: staging.bytes(staging.path + "/task.json"), as: UTF8.self)
                == #"{"id":"t\"1","polling_url":"https://api.bfl.ai/x?id=1&key=[key]","at":5,"attempt":2,"credits":4.0}"#
                + "\n")
        var clean = task
        clean.pollingURL = "https://api.bfl.ai/x?id=1&key=[key]"
        #expect(BFLTask(folder: staging.path) == clean)
        for damaged in ["", "{", "[]", #"{"id":1,"polling_url":"x"}"#, #"{"id":"x"}"#] {
            #expect(BFLTask(line: damaged) == nil)
        }
    }
}
