import StudioCore

/// Servers that are something else.
extension Fault {
    static var strangers: [Fault] {
        func stranger(_ name: String, _ bytes: [UInt8]) -> Fault {
            .fails(name, .malformedResponse, .network, .truncated, billed: .unknown, .init(pieces: [bytes]))
        }
        return [
            stranger("SSH", Array("SSH-2.0-OpenSSH_9.6\r\n".utf8)),
            stranger("SMTP", Array("220 mail.example.com ESMTP\r\n".utf8)),
            stranger("TLS", [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0A]),
            stranger("HTTP/2", [0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100, 0, 4, 64, 0, 0, 0, 0, 2, 0, 0, 0, 0]),
            stranger("HTTP/0.9", Array("<html>hello</html>".utf8)),
            stranger("HTTP/3.0", Array("HTTP/3.0 200 OK\r\n\r\n{}".utf8)),
            stranger("one letter", Array("H".utf8)),
            stranger("noise", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }),
            stranger("zeros", [UInt8](repeating: 0, count: 4096)),
            stranger("a wave of line ends", [UInt8](repeating: 0x0A, count: 4096)),
            .fails(
                "a login page", .malformedResponse, billed: .unknown,
                .sized(type: "text/html", Array("<html><title>Hotel</title>".utf8)), says: ["Hotel", "HTTP 200"]),
            .fails("nothing", .malformedResponse, billed: .unknown, .sized([])),
            .fails("only white space", .malformedResponse, billed: .unknown, .sized(Array(" \n\t ".utf8))),
            .fails(
                "zeros for a body", .malformedResponse, billed: .unknown, .sized([UInt8](repeating: 0, count: 4096))),
            .fails(
                "words in another dialect", .textInsteadOfImage, billed: .unknown,
                .sized(Array(#"{"choices":[{"message":{"content":"hi"}}]}"#.utf8)), says: ["hi"]),
            .picture("nothing but the picture", .sized(type: "application/json", shot)),
        ]
    }
}
