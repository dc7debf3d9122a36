/// An encoded picture, wherever it is: in memory, or in a file that is not held.
package enum EncodedPicture: Hashable, Sendable {
    case bytes([UInt8])
    /// An absolute path.
    case file(String)

    /// The whole of it, as it is.
    package func whole() throws(PixelsError) -> [SplicePiece] {
        switch self {
        case .bytes(let bytes): [.range(0..<bytes.count)]
        case .file(let path): [.range(0..<(try InputFile(path: path).byteCount))]
        }
    }

    /// The picture with words in it: which parts of it as they are, and what between them. The bytes of the pixels are
    /// among the parts, so they cannot come out changed.
    package func pieces(adding words: PictureWords) throws(PixelsError) -> [SplicePiece] {
        switch self {
        case .bytes(let bytes):
            return try bytes.withUnsafeBytes { buffer in
                MetadataSplice.result(ByteWindow(buffer), byteCount: buffer.count, words)
            }.get()
        case .file(let path):
            let file = try InputFile(path: path)
            return try MetadataSplice.result(ByteWindow(file), byteCount: file.byteCount, words).get()
        }
    }

    package func metadata() throws(PixelsError) -> PictureMetadata {
        switch self {
        case .bytes(let bytes): PictureMetadata(bytes)
        case .file(let path): try PictureMetadata(file: path)
        }
    }
}

/// What is to be said in a copy of a picture.
package struct PictureWords: Hashable, Sendable {
    /// As the programs of Stable Diffusion write and read it; nil leaves what is there.
    package var parameters: String?
    /// A whole XMP packet in place of the one that is there.
    package var xmp: String

    package init(parameters: String?, xmp: String) {
        self.parameters = parameters
        self.xmp = xmp
    }
}

/// A part of a file that is made from another one.
package enum SplicePiece: Hashable, Sendable {
    /// These bytes of the source.
    case range(Range<Int>)
    case bytes([UInt8])

    package var count: Int {
        switch self {
        case .range(let range): range.count
        case .bytes(let bytes): bytes.count
        }
    }
}
