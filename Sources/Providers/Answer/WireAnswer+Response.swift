import Pixels
import StudioCore

extension WireAnswer {
    /// The picture that is the result: the last whole one outside the thoughts.
    var lastPicture: StagedFile? { images.last { $0.isPicture } }

    /// The last word was said, and it was no complaint: then, and without another picture, the last one within the
    /// thoughts is the result.
    var lastThoughtPicture: StagedFile? {
        guard lastPicture == nil, error == nil, blockReason == nil, finishReason == nil || finishReason == "STOP"
        else { return nil }
        return thoughtImages.last { $0.isPicture }
    }

    /// The answer as the engine wants it.
    /// - Parameters:
    ///   - final: the result; every other picture is a draft. nil for what is left of a failure.
    ///   - keepsBeginnings: also pictures that broke off, if they can be opened.
    func response(
        final: StagedFile?, attempts: Int, notes: [String], keepsBeginnings: Bool = false
    ) -> ImageResponse {
        func received(_ file: StagedFile) -> ReceivedImage { file.received(file == final ? .final : .draft) }
        func isKept(_ file: StagedFile) -> Bool { file.isWhole || (keepsBeginnings && file.isOpenable) }
        var out: [ImageResponse.Part] = []
        for part in parts {
            switch part {
            case .text(let text, let signature):
                let shown = shapes.contains(.links) || shapes.contains(.markdown) ? ReplyText.shown(text) : text
                if !shown.isEmpty || signature != nil { out.append(.text(shown, signature: signature?.blob)) }
            case .image(let file, let signature) where isKept(file):
                out.append(.image(received(file), signature: signature?.blob))
            case .image, .link: break
            }
        }
        var notes = notes
        if !sources.isEmpty { notes.append("sources: " + sources.joined(separator: "; ")) }
        return ImageResponse(
            parts: out, thought: thought, thoughtImages: thoughtImages.filter(isKept).map(received), usage: usage,
            finishReason: finishReason, modelVersion: modelVersion, attempts: attempts, notes: notes,
            form: final.flatMap(form))
    }

    /// An answer may be recognised as several: what holds a picture whatever else there is comes first.
    private func form(of final: StagedFile) -> PictureForm? {
        let order: [WireShape] = [.gemini, .imagesBody, .images, .contentArray, .markdown, .links, .task]
        return order.first(where: shapes.contains).map {
            PictureForm(shape: $0, isLink: downloaded.contains(final))
        }
    }
}

extension StagedFile {
    /// Whole, and a picture by its first bytes.
    var isPicture: Bool { isWhole && ImageFormat(magic: head) != nil }

    /// Whole or not, it has the header of a picture.
    var isOpenable: Bool { bytes > 0 && (try? ImageHeader(file: path)) != nil }

    func received(_ role: ImageRole) -> ReceivedImage {
        let mime = ImageFormat(magic: head)?.mime ?? "application/octet-stream"
        return ReceivedImage(
            file: ImageFile(path: path, mime: mime, bytes: bytes, sha256: sha256), role: role,
            isWhole: isWhole)
    }

    var blob: BlobFile { BlobFile(path: path, bytes: bytes, sha256: sha256) }
}
