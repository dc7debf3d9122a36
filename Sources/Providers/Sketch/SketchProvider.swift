import Crypto
import Glibc
package import Pixels
package import StudioCore

/// The embedded default: an offline painter, not AI and never presented as one. It lets the whole studio be learnt, shown
/// and tested with no key and no network.
package struct SketchProvider: ImageProvider {
    private let seconds: Double
    private let decoder: any PictureDecoder

    /// - Parameters:
    ///   - seconds: how long a turn takes, so that progress can be seen; 0 is as fast as it can, nil the usual.
    ///   - decoder: for pictures that come from elsewhere and are edited here.
    package init(seconds: Double? = nil, decoder: any PictureDecoder) {
        self.seconds = max(0, seconds ?? 2.5)
        self.decoder = decoder
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        let script = SketchScript(request)
        do {
            return try await draw(script, request, report)
        } catch let failure as TurnFailure {
            throw ProviderFailure(failure)
        } catch is CancellationError {
            throw ProviderFailure(
                TurnFailure(.cancelled, message: "Cancelled.", advice: "Submit again when you like.", billed: .no))
        } catch {
            let reason = (error as? PixelsError)?.message ?? "\(error)"
            throw ProviderFailure(
                TurnFailure(
                    .invalidRequest, message: "The sketch could not be written: \(reason)",
                    advice: "Free some space on the disk, then retry.", providerCode: "local_io", billed: .no))
        }
    }

    /// A sketch that was finished, and perhaps not stored any more.
    @concurrent
    package func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        guard let trace = SketchTrace(in: request.staging), let final = try? received(trace.picture, .final) else {
            return nil
        }
        return ImageResponse(
            parts: [.text(trace.sentence, signature: nil), .image(final, signature: nil)], finishReason: "STOP",
            modelVersion: "sketch")
    }

    private func draw(
        _ script: SketchScript, _ request: ImageRequest, _ report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws -> ImageResponse {
        report(.phase(.sending))
        try await pause(0.06)
        report(.phase(.thinking))
        var thought = ""
        let lines = SketchNarration.thoughts(script.scene, isEdit: script.isEdit)
        for line in lines {
            thought += line + "\n"
            report(.thought(line + "\n"))
            try await pause(0.4 / Double(lines.count))
        }
        if let failure = SketchVerdict.failure(for: script.prompt) { throw failure }
        report(.phase(.drawing))
        let previous = script.previous.flatMap { try? ImageHeader(file: $0.path) }
        let size = SketchSize.pixels(
            size: request.settings.size, aspect: request.settings.aspect,
            previous: previous.map { ($0.width, $0.height) })
        if script.ground == nil, seconds > 0 {
            for (index, share) in [Float(0.35), 0.7].enumerated() {
                let small = shrunk(size, to: 640)
                let path = "\(request.staging)/draft-\(index + 1).png"
                try Painter(scene: script.scene, width: small.width, height: small.height, share: share).paint(to: path)
                { _ in try Task.checkCancellation() }
                report(.image(try received(path, .draft)))
                try await pause(0.2)
            }
        }
        let path = "\(request.staging)/picture.png"
        if let ground = script.ground {
            try ForeignPainter(
                scene: script.scene, ground: try await pixels(ground.path), width: size.width, height: size.height
            ).paint(to: path)
        } else {
            try Painter(scene: script.scene, width: size.width, height: size.height).paint(to: path) { _ in
                try Task.checkCancellation()
            }
        }
        let sentence = SketchNarration.sentence(script)
        SketchTrace.leave(of: path, sentence: sentence, in: request.staging)
        let final = try received(path, .final)
        report(.received(bytes: final.file.bytes, of: final.file.bytes))
        try await pause(0.12)
        return ImageResponse(
            parts: [.text(sentence, signature: nil), .image(final, signature: nil)],
            thought: thought, finishReason: "STOP", modelVersion: "sketch",
            notes: script.isEdit && script.isIdle ? [SketchNarration.idle] : [])
    }

    private func pixels(_ path: String) async throws -> Bitmap {
        do throws(PixelsError) {
            return try await decoder.decode(file: path, fitting: nil).bitmap
        } catch {
            throw error.kind == .cancelled ? CancellationError() : error as any Error
        }
    }

    private func pause(_ share: Double) async throws {
        try Task.checkCancellation()
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds * share)) }
    }

    private func shrunk(_ size: (width: Int, height: Int), to side: Int) -> (width: Int, height: Int) {
        let factor = min(1, Double(side) / Double(max(size.width, size.height)))
        return (max(16, Int(Double(size.width) * factor)), max(16, Int(Double(size.height) * factor)))
    }

    private func received(_ path: String, _ role: ImageRole) throws -> ReceivedImage {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PixelsError(.file, "\(path) cannot be read back.") }
        defer { close(descriptor) }
        var hash = SHA256()
        var count = 0
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = read(descriptor, &block, block.count)
            if got <= 0 { break }
            block.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<got])) }
            count += got
        }
        return ReceivedImage(
            file: ImageFile(path: path, mime: "image/png", bytes: count, sha256: Hexadecimal.text(hash.finalize())),
            role: role)
    }
}
