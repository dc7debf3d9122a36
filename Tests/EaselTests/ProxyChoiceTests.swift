import Foundation
import Glibc
import Providers
import StudioCore
import Synchronization
import Testing

@testable import easel

@Suite(.blocking) struct ProxyChoiceTests {
    private func proxy(_ url: String, _ variables: [String: String]) throws -> String? {
        try ProxyChoice.proxy(for: url, Environment(variables)).map { "\($0.kind) \($0.host) \($0.port)" }
    }

    @Test func followsTheVariables() throws {
        #expect(try proxy("https://a.com", [:]) == nil)
        #expect(try proxy("https://a.com", ["HTTPS_PROXY": "http://p:3128"]) == "http p 3128")
        #expect(try proxy("https://a.com", ["ALL_PROXY": "socks5://p"]) == "socks p 1080")
        #expect(try proxy("http://127.0.0.1:9", ["HTTPS_PROXY": "http://p:1"]) == nil)
        for local in ["http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9", "https://127.0.0.2"] {
            #expect(try proxy(local, ["ALL_PROXY": "http://p:1", "HTTPS_PROXY": "http://p:1"]) == nil)
        }
        #expect(try proxy("https://a.com", ["https_proxy": "user:pw@p:99"]) == "http p 99")
        #expect(try proxy("https://a.com", ["HTTPS_PROXY": "http://[::1]:8080"]) == "http ::1 8080")
        #expect(throws: TurnFailure.self) { try proxy("https://a.com", ["HTTPS_PROXY": "socks5://user:pw@p:99"]) }
        for wrong in ["p:x", "p:0", "p:-9", "p:65536", "[::1]8080", "[::1]:x", "[::1]:99999"] {
            #expect(throws: TurnFailure.self) { try proxy("https://a.com", ["HTTPS_PROXY": wrong]) }
        }
    }

    @Test(arguments: [
        ("http://user:pw@p:99", "user", "pw"), ("us%40er:p%3Aw%2F@p:99", "us@er", "p:w/"),
        ("http://user@p:99", "user", nil),
        ("http://p:99", nil, nil), ("http://@p:99", nil, nil), ("http://user:a:b@p:99", "user", "a:b"),
        ("http://u%zz:50%@p:99", "u%zz", "50%"),
    ])
    func saysWhoAsks(_ value: String, _ user: String?, _ password: String?) throws {
        let found = try ProxyChoice.proxy(for: "https://a.com", Environment(["HTTPS_PROXY": value]))
        #expect(found?.host == "p" && found?.port == 99)
        #expect(found?.user == user && found?.password == password)
    }

    @Test(arguments: [
        ("*", true), ("a.com", true), (".com", true), ("b.com", false), ("a.com:443", true), ("a.com:80", false),
        ("xa.com", false),
    ])
    func respectsExemptions(_ list: String, _ expected: Bool) {
        #expect(ProxyChoice.isExempt("a.com", 443, list) == expected)
    }

    /// A whole turn, through a proxy that asks who it is. The gateway's name exists nowhere: only the proxy is asked.
    @Test func aTurnGoesThroughIt() throws {
        let requests = Mutex<[String]>([])
        let proxy = try LoopbackServer { connection in
            defer { close(connection) }
            func answer(_ bytes: [UInt8]) {
                _ = bytes.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
            // Who it is and where it wants to go; then what it has to say there.
            for bytes in [Array("HTTP/1.1 200 OK\r\n\r\n".utf8), LoopbackServer.Answer.picture().bytes] {
                guard let request = LoopbackServer.request(from: connection) else { return }
                requests.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
                answer(bytes)
            }
        }
        defer { proxy.stop() }
        var world = try World()
        defer { world.remove() }
        world.variables["GATEWAY_KEY"] = "canary-7f3a91"
        world.variables["http_proxy"] = "http://us%40er:p%3Aw@127.0.0.1:\(proxy.port)"
        try world.write(
            """
            [providers.gateway]
            dialect = "gemini"
            base_url = "http://gateway.invalid"
            insecure = true
            api_key_env = "GATEWAY_KEY"
            """, to: ".config/easel/config.toml")
        let result = try world.run("generate", "a fox", "-m", "gateway/gemini-3-pro-image", "--json")
        #expect(result.code == 0, "\(result.text)\(result.errors)")
        let said = requests.withLock { $0 }
        #expect(said.count == 2)
        #expect(said.first?.hasPrefix("CONNECT gateway.invalid:80 ") == true)
        // us@er:p:w
        #expect(said.first?.contains("Basic dXNAZXI6cDp3") == true)
        #expect(said.first?.contains("canary") == false, "the proxy is not the provider")
        #expect(said.last?.hasPrefix("POST /") == true)
        #expect(said.last?.contains("dXNAZXI6cDp3") == false)
    }
}
