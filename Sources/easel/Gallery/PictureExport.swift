import Gallery
import Pixels
import StudioCore

/// Makes a copy of a picture that says where it is from. The original is only read.
struct PictureExport: Sendable {
    struct Options: Hashable, Sendable {
        /// Absolute; made where there is none.
        var folder: String
        /// nil: as it is.
        var format: ImageFormat?
        /// The longer side at most, in pixels; nil: as it is.
        var size: Int?
        /// Whether the copy says prompt and lineage.
        var hasMetadata = true

        static let formats: [ImageFormat] = [.png, .jpeg, .webp]
    }

    /// What became of a C2PA mark.
    enum Credentials: String, Sendable {
        /// Not a byte is different.
        case kept
        /// It is there, and says rightly that the file was changed.
        case broken
        /// It went with the bytes that were there before.
        case lost
    }

    struct Exported: Hashable, Sendable {
        var source: String
        /// Absolute.
        var path: String
        var bytes: Int
        /// 0 where nobody knows.
        var size: PixelSize
        var format: ImageFormat?
        var isReencoded: Bool
        /// nil: the original had none.
        var credentials: Credentials?
        var notes: [String]
    }

    var decoder: any PictureDecoder

    /// - Parameters:
    ///   - source: absolute.
    ///   - sidecar: what is known of the picture; of another one's bytes it is not used.
    /// - Throws: when the picture cannot be read or the copy not be written; then there is none, not half of one.
    @concurrent
    func export(
        _ source: String, sidecar: Sidecar?, _ options: Options
    ) async throws(StoreFailure) -> Exported {
        let written: Result<Exported, StoreFailure>
        do throws(PixelsError) {
            written = try write(try await plan(source, options), source, sidecar, options)
        } catch {
            throw StoreFailure(
                error.kind == .tooLarge ? .tooLarge : .notAPicture, path: source,
                message: "\(source): \(error.message)", advice: "The original is as it was.")
        }
        return try written.get()
    }

    /// The picture as it is to be, before words are added.
    private struct Plan {
        var bytes: EncodedPicture
        var format: ImageFormat?
        var size: PixelSize
        var isReencoded: Bool
        var original: PictureMetadata
        var notes: [String]
    }

    private func plan(_ source: String, _ options: Options) async throws(PixelsError) -> Plan {
        let file = EncodedPicture.file(source)
        let original = try file.metadata()
        // Anything may lie in the gallery; without a wish it is copied as it is.
        guard let header = try? ImageHeader(file: source) else {
            guard options.format == nil, options.size == nil else {
                _ = try ImageHeader(file: source)
                throw PixelsError(.unsupported, "It cannot be opened here.")
            }
            return Plan(
                bytes: file, format: nil, size: PixelSize(width: 0, height: 0), isReencoded: false, original: original,
                notes: [])
        }
        let format = options.format ?? (Options.formats.contains(header.format) ? header.format : .png)
        let isSmaller = options.size.map { max(header.width, header.height) > $0 } ?? false
        guard isSmaller || (options.format != nil && format != header.format) else {
            return Plan(
                bytes: file, format: header.format, size: header.size, isReencoded: false, original: original, notes: []
            )
        }
        let fitting = isSmaller ? options.size.map { PixelSize(width: $0, height: $0) } : nil
        let decoded = try await decoder.decode(file: source, fitting: fitting)
        let bytes =
            switch format {
            case .jpeg: try JPEGEncoder.encode(decoded.bitmap, quality: 92)
            case .webp: try WebPEncoder.encode(decoded.bitmap, quality: 90)
            default: try PNGEncoder.encode(decoded.bitmap, settings: .photo)
            }
        return Plan(
            bytes: .bytes(bytes), format: format, size: decoded.bitmap.size, isReencoded: true, original: original,
            notes: decoded.isComplete ? [] : ["The picture ends too early; what is missing is blank in the copy."])
    }

    private func write(
        _ plan: Plan, _ source: String, _ sidecar: Sidecar?, _ options: Options
    ) throws(PixelsError) -> Result<Exported, StoreFailure> {
        var notes = plan.notes
        var pieces = try plan.bytes.whole()
        var hasWords = false
        if options.hasMetadata {
            do {
                let words = try words(plan, source, sidecar, &notes)
                pieces = try plan.bytes.pieces(adding: words)
                hasWords = true
            } catch let error as PixelsError {
                notes.append("The copy says nothing of its prompt: \(error.message)")
            } catch {
                return .failure(
                    error as? StoreFailure ?? StoreFailure(.io, path: source, message: "\(error)", advice: ""))
            }
        }
        let name = source.split(separator: "/").last.map(String.init) ?? "picture"
        let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
        let ending = plan.isReencoded ? plan.format?.fileExtension : dot.map { String(name[name.index(after: $0)...]) }
        do throws(StoreFailure) {
            let written = try ExportedFile.write(
                pieces, of: plan.bytes, into: options.folder, stem: dot.map { String(name[..<$0]) } ?? name,
                ending: ending ?? plan.format?.fileExtension ?? "bin")
            var credentials: Credentials?
            if plan.original.hasCredentials {
                credentials = plan.isReencoded ? .lost : hasWords ? .broken : .kept
                if let word = credentials.flatMap(Self.note) { notes.append(word) }
            }
            return .success(
                Exported(
                    source: source, path: written.path, bytes: written.bytes, size: plan.size, format: plan.format,
                    isReencoded: plan.isReencoded, credentials: credentials, notes: notes))
        } catch {
            return .failure(error)
        }
    }

    private func words(
        _ plan: Plan, _ source: String, _ sidecar: Sidecar?, _ notes: inout [String]
    ) throws -> PictureWords {
        let digest = try ExportedFile.sha256(source)
        var known = sidecar
        if let sidecar, sidecar.sha256 != digest {
            known = nil
            notes.append("What is written beside \(source) is of another picture, and is left out.")
        }
        let words = ExportWords(known, sha256: digest)
        let earlier = plan.isReencoded ? nil : plan.original
        // What the program that made it has said stays as it was said.
        let isSaid = earlier?["parameters"] != nil || words.parameters.isEmpty
        var xmp = words.xmp(over: earlier?.xmp)
        if xmp.utf8.count > 1 << 20 { xmp = words.xmp() }
        return PictureWords(parameters: isSaid ? nil : words.parameters, xmp: xmp)
    }

    private static func note(_ credentials: Credentials) -> String? {
        switch credentials {
        case .kept: nil
        case .broken:
            "Its C2PA mark holds for the original only: the words in the copy change the file. --no-metadata keeps it."
        case .lost: "Its C2PA mark is in the original only: the copy has other bytes."
        }
    }
}
