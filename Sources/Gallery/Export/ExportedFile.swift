import Glibc
package import Pixels
package import StudioCore

/// A copy of a picture in a folder of the person's: whole or not there, private, and never in another file's place.
package enum ExportedFile {
    package struct Written: Hashable, Sendable {
        /// Absolute.
        package var path: String
        package var bytes: Int
    }

    /// Puts the parts together under the first free of `stem.png`, `stem-2.png`, `stem-3.png`…
    /// - Parameter folder: absolute; made where there is none.
    package static func write(
        _ pieces: [SplicePiece], of source: EncodedPicture, into folder: String, stem: String, ending: String
    ) throws(StoreFailure) -> Written {
        try SafeFile.makeFolder(folder)
        let first = "\(folder)/\(stem).\(ending)"
        let temporary = SafeFile.temporaryName(for: first)
        do throws(StoreFailure) {
            let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
            try fill(file, with: pieces, of: source)
            try file.sync()
        } catch {
            unlink(temporary)
            throw error.naming(first, insteadOf: temporary)
        }
        for number in 1...100_000 {
            let path = number == 1 ? first : "\(folder)/\(stem)-\(number).\(ending)"
            let code = SafeFile.place(temporary, at: path, .new)
            if code == EEXIST { continue }
            guard code == 0 else {
                unlink(temporary)
                throw .from(code, doing: "write", path)
            }
            try SafeFile.syncFolder(folder)
            return Written(path: path, bytes: pieces.reduce(0) { $0 + $1.count })
        }
        unlink(temporary)
        throw .from(EEXIST, doing: "write", first)
    }

    private static func fill(
        _ file: borrowing OpenFile, with pieces: [SplicePiece], of source: EncodedPicture
    ) throws(StoreFailure) {
        switch source {
        case .bytes(let bytes):
            for piece in pieces {
                switch piece {
                case .bytes(let new): try file.write(new)
                case .range(let range): try file.write(Array(bytes[range]))
                }
            }
        case .file(let path):
            let input = try OpenFile.reading(path)
            for piece in pieces {
                switch piece {
                case .bytes(let new): try file.write(new)
                case .range(let range): try input.copy(range, to: file)
                }
            }
        }
    }

    /// The SHA-256 of a picture.
    package static func sha256(_ path: String) throws(StoreFailure) -> String { try FileDigest.sha256(file: path) }
}

extension OpenFile {
    /// - Throws: also when the file has become shorter meanwhile: half a copy is none.
    fileprivate func copy(_ range: Range<Int>, to file: borrowing OpenFile) throws(StoreFailure) {
        guard lseek(descriptor, off_t(range.lowerBound), SEEK_SET) >= 0 else { throw .from(errno, doing: "read", path) }
        var done = 0
        try forEachPiece(limit: range.count) { piece throws(StoreFailure) in
            try file.write(piece)
            done += piece.count
        }
        guard done == range.count else {
            throw StoreFailure(
                .io, path: path, message: "\(path) was changed while it was read.",
                advice: "Try again when nothing writes to it.")
        }
    }
}
