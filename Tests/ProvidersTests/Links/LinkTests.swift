import Testing

@testable import Providers

@Suite struct LinkTests {
    @Test(arguments: [
        ("https://example.com/a.png", "https://example.com/a.png"), ("HTTPS://EXAMPLE.com", "https://example.com/"),
        ("http://example.com:80/a?b=c&d=%2F#x", "http://example.com/a?b=c&d=%2F"),
        ("https://example.com.:8443/a(1);b,c", "https://example.com:8443/a(1);b,c"),
        ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"), ("https://1.2.3.4/", "https://1.2.3.4/"),
        ("https://a-b_c.example/\u{732B}.png", "https://a-b_c.example/%E7%8C%AB.png"),
        ("https://example.com?x=1", "https://example.com/?x=1"),
        ("https://example.com/a#\u{200D}b", "https://example.com/a"),
        ("https://example.com#\u{301}", "https://example.com/"),
        ("https://example.com/\u{301}a?\u{200D}", "https://example.com/%CC%81a?%E2%80%8D"),
    ]) func good(_ text: String, _ url: String) throws { #expect(try Link(text).url == url) }

    @Test(arguments: [
        ("file:///etc/passwd", Link.Problem.notHTTP), ("ftp://example.com/", .notHTTP), ("//example.com", .notHTTP),
        ("javascript:alert(1)", .notHTTP), ("", .notHTTP), ("data:image/png;base64,AAAA", .notHTTP),
        ("http://user@example.com/", .user), ("http://user:secret@127.0.0.1/", .user),
        ("http://example.com@127.0.0.1/", .user), ("http://example.com@\u{301}127.0.0.1/", .user),
        ("http://example.com\\@127.0.0.1/", .character),
        ("http:\\\\127.0.0.1/", .character), ("http://example.com/a b", .character),
        ("http://example.com/\r\nHost: x", .character), ("http://exa\tmple.com/", .character),
        ("http://2130706433/", .disguised), ("http://0x7f000001/", .disguised), ("http://0177.0.0.1/", .disguised),
        ("http://127.1/", .disguised), ("http://0/", .disguised), ("http://0x7f.1/", .disguised),
        ("http://127.0.0.1.0x1/", .disguised), ("http://256.1.1.1/", .disguised), ("http://017700000001/", .disguised),
        ("http:///x", .host), ("http://.../", .host), ("http://a..b/", .host), ("http://ex%61mple.com/", .host),
        ("http://ex\u{E4}mple.com/", .host), ("http://\u{FF11}27.0.0.1/", .host), ("http://[::1%25eth0]/", .host),
        ("http://[127.0.0.1]/", .host), ("http://[::1/", .host), ("http://-x.com:99999/", .port),
        ("http://example.com:0/", .port), ("http://example.com:8o/", .port), ("http://example.com:-1/", .port),
    ]) func bad(_ text: String, _ problem: Link.Problem) { #expect(throws: problem) { try Link(text) } }

    @Test func tooLong() {
        #expect(throws: Link.Problem.tooLong) { try Link("https://example.com/" + String(repeating: "x", count: 9000)) }
    }

    @Test(arguments: [
        ("/x.png", "https://cdn.example:8443/x.png"), ("x.png?a", "https://cdn.example:8443/a/x.png?a"),
        ("?x", "https://cdn.example:8443/a/b?x"), ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x", "http://other.example/x"), ("", "https://cdn.example:8443/a/"),
    ]) func relative(_ text: String, _ url: String) throws {
        let base = try Link("https://cdn.example:8443/a/b?q=/z")
        #expect(try Link(text, at: base).url == url)
    }

    @Test func aRelativeSchemeIsNotFollowed() throws {
        let base = try Link("https://cdn.example/")
        #expect(throws: Link.Problem.notHTTP) { try Link("file:/etc/passwd", at: base) }
    }
}

@Suite struct IPAddressTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:c0a8:101::1", "2001::1", "2001:db8::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1",
        "fec0::1", "ff02::1", "100::1", "5f00::1", "4000::1",
    ]) func notPublic(_ text: String) throws { #expect(try !#require(IPAddress(text)).isPublic) }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "169.253.0.1",
        "223.255.255.1",
        "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "2002:808:808::1",
    ]) func publicOnes(_ text: String) throws { #expect(try #require(IPAddress(text)).isPublic) }

    @Test(arguments: ["", "1", "127.1", "0x7f.0.0.1", "01.2.3.4", "1.2.3.4.", "1.2.3.256", "::1%lo", "[::1]", "x"])
    func none(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test(arguments: ["1.2.3.4", "2001:db8::1", "::ffff:1.2.3.4"]) func printed(_ text: String) {
        #expect(IPAddress(text)?.description == text)
    }
}

@Suite struct PictureLinksTests {
    @Test func inMarkdown() {
        let text = """
            > done 100%
            ![gen_1](https://a.example/x%2Fy(1).png?se=2025&sig=a;b) [click](https://a.example/other)
            ![gen_1](https://a.example/x%2Fy(1).png?se=2025&sig=a;b) ![](<https://b.example/2.png> "title")
            """
        #expect(
            PictureLinks.find(in: text, isWhole: true)
                == ["https://a.example/x%2Fy(1).png?se=2025&sig=a;b", "https://b.example/2.png"])
    }

    @Test func alone() {
        #expect(PictureLinks.find(in: "https://a.example/1.png\n", isWhole: true) == ["https://a.example/1.png"])
        #expect(PictureLinks.find(in: "https://a.example/1.p", isWhole: false) == [])
        #expect(PictureLinks.find(in: "see https://a.example/1.png", isWhole: true) == ["https://a.example/1.png"])
        #expect(PictureLinks.find(in: "see https://a.example/1.png", isWhole: false) == [])
        #expect(PictureLinks.find(in: "see https://a.example/1.html for more", isWhole: true) == [])
    }

    /// After what resellers document of their progress texts (wire contract §4.2: B1 to B4).
    @Test(arguments: [
        (
            "> ID: `task_01`\n> 进度 83%\n> 生成完成 ✅\n\n> gen_id: `gen_01`\n\n![gen_01](https://v.example/a%2Fb_0.png?st=1&sig=x)",
            ["https://v.example/a%2Fb_0.png?st=1&sig=x"]
        ),
        (
            ">🏃 Progress 7....[100](https://o.example/1.png?x)\n\n![gen_a](https://f.example/1.png)\n\n[Click to download](https://f.example/d/1.png)\n\n![gen_b](https://f.example/2.png)\n\n[Click to download](https://f.example/d/2.png)",
            ["https://f.example/1.png", "https://f.example/2.png"]
        ),
        (
            ">[Data Preview](https://asyncdata.example/web/1) | [Source Data](https://asyncdata.example/source/1)\n\n>🏃 Progress 1...[100](https://o.example/img_1.webp?se=2)\n\n[Click to download](https://file.example/imgs/1.png)",
            ["https://file.example/imgs/1.png"]
        ),
        (">🏃 Progress 1...[100](https://o.example/img_1)", ["https://o.example/img_1"]),
        ("[点击下载](https://pro.example/cdn/1) [在线播放▶️](https://pro.example/1.mp4)", ["https://pro.example/cdn/1"]),
        ("[![small](https://a.example/s.png)](https://a.example/large)", ["https://a.example/s.png"]),
        ("```\nhttps://a.example/x.webp?a=1\n```", ["https://a.example/x.webp?a=1"]),
    ]) func theBestKindOfLink(_ text: String, _ links: [String]) {
        #expect(PictureLinks.find(in: text, isWhole: true) == links)
    }

    @Test func manyAreTooMany() {
        let text = (0..<50).map { "![](https://a.example/\($0))" }.joined()
        #expect(PictureLinks.find(in: text, isWhole: true).count == PictureLinks.most)
    }

    /// A megabyte of beginnings: read once, not once for each.
    @Test func beginningsWithoutEnd() {
        let text = String(repeating: "![](", count: 200) + String(repeating: "![", count: 10_000)
        #expect(PictureLinks.find(in: text, isWhole: true) == [])
    }
}
