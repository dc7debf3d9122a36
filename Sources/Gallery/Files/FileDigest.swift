import Crypto
import Glibc
import StudioCore

/// The SHA-256 of bytes and files in lower-case hexadecimal: what pictures are called by.
enum FileDigest {
    static func sha256(file path: String) throws(StoreFailure) -> String {
        let file = try OpenFile.reading(path)
        var hasher = SHA256()
        try file.forEachPiece { piece throws(StoreFailure) in hasher.update(bufferPointer: piece) }
        return text(hasher.finalize())
    }

    static func sha256(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

    /// Whether a text can be such a name, and so a safe part of a path.
    static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func text(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = ""
        for byte in digest {
            text.unicodeScalars.append(digits[Int(byte >> 4)])
            text.unicodeScalars.append(digits[Int(byte & 15)])
        }
        return text
    }
}
