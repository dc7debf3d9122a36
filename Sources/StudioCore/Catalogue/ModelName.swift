/// What can be the id of a model: it becomes part of addresses and of files.
package enum ModelName {
    /// Bytes; longer ones are nobody's.
    package static let most = 200

    package static func isUsable(_ id: String, in dialect: Dialect) -> Bool {
        guard !id.isEmpty, id.utf8.count <= most, !id.hasPrefix("/"), !id.hasSuffix("/") else { return false }
        // A checkpoint is a file, and never in an address.
        if dialect == .comfyui { return id.unicodeScalars.allSatisfy(isOfFile) }
        return id.utf8.allSatisfy(isPlain)
            && id.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part != "." && part != ".."
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._-:/@+".utf8.contains(byte)
        }
    }

    private static func isOfFile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
