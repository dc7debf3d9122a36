import Glibc
import Pixels
import StudioCore

/// A turn as the Images API wants it: JSON for a new picture, a form for an edit, or whatever else the server takes pictures
/// in (openai 3.54.0 `image_generate_params.py`, `image_edit_params.py`; docs.apiyi.com; OpenRouter 1.3.84 `images.py`).
enum ImagesRequest {
    static let path = "/v1/images/generations"
    static let editPath = "/v1/images/edits"

    /// - Throws: a mask that cannot be made.
    static func call(_ request: ImageRequest, wire: WireProfile) throws(TurnFailure) -> HTTPCall {
        let newest = NewestTurn(request.conversation)
        let pictures = Array(newest.pictures.prefix(max(1, request.model.maxReferences)))
        let base = newest.isEdit ? pictures.first.flatMap { try? ImageHeader(file: $0.path).size } : nil
        let ratio = base.map { Double($0.width) / Double(max(1, $0.height)) }
        let size = SizeWords(request, style: wire.sizeStyle ?? .pixels, base: ratio)
        let style = wire.references ?? .form
        guard !pictures.isEmpty, style.isForm else {
            return json(request, wire, newest.prompt + size.suffix, size, pictures, style)
        }
        var mask: ImageFile?
        if let base { mask = try Self.mask(for: request, over: base) }
        return form(request, wire, newest.prompt + size.suffix, size, pictures, style, mask)
    }

    /// - Returns: nil when there is no region, or the model takes no mask: the words of the prompt say it then.
    private static func mask(for request: ImageRequest, over size: PixelSize) throws(TurnFailure) -> ImageFile? {
        guard request.model.takesMask, let region = request.settings.region else { return nil }
        let path = "\(request.staging)/mask.png"
        do throws(PixelsError) {
            try RegionMask.write(to: path, width: size.width, height: size.height, region: region)
        } catch {
            throw TurnFailure(
                .invalidRequest, message: "The mask of the region could not be written: \(error.message)",
                advice: "Look at the disk, then submit again. Nothing was sent.", providerCode: "local_io", billed: .no)
        }
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return ImageFile(path: path, mime: "image/png", bytes: Int(facts.st_size), sha256: "")
    }

    private static func accept(_ wire: WireProfile) -> String {
        wire.streams == true ? "text/event-stream, application/json" : "application/json"
    }

    /// What both forms have beside the prompt and the pictures; the values as JSON.
    private static func members(
        _ request: ImageRequest, _ wire: WireProfile, _ size: SizeWords
    ) -> [(name: String, value: String)] {
        var members = size.members
        if let format = wire.responseFormat { members.append(("response_format", SegmentWriter.quoted(format))) }
        if wire.streams == true {
            members.append(("stream", "true"))
            if let count = wire.partialImages { members.append(("partial_images", "\(count)")) }
        }
        if let seed = request.settings.seed, request.model.takesSeed {
            members.append(("seed", "\((seed &+ request.variant) & 0x7FFF_FFFF)"))
        }
        return members + wire.extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
    }

    // MARK: JSON

    private static func json(
        _ request: ImageRequest, _ wire: WireProfile, _ prompt: String, _ size: SizeWords, _ pictures: [ImageFile],
        _ style: WireProfile.ReferenceStyle
    ) -> HTTPCall {
        var writer = SegmentWriter()
        writer.raw("{\"model\":")
        writer.quoted(request.model.id)
        writer.raw(",\"prompt\":")
        writer.quoted(prompt)
        for member in members(request, wire, size) {
            writer.raw(",\(SegmentWriter.quoted(member.name)):\(member.value)")
        }
        if !pictures.isEmpty { writer.pictures(pictures, style) }
        writer.raw("}")
        return HTTPCall(path: wire.path ?? path, accept: accept(wire), body: writer.segments)
    }

    // MARK: A form

    private static func form(
        _ request: ImageRequest, _ wire: WireProfile, _ prompt: String, _ size: SizeWords, _ pictures: [ImageFile],
        _ style: WireProfile.ReferenceStyle, _ mask: ImageFile?
    ) -> HTTPCall {
        var form = FormWriter(boundary: "easel-\(request.turn)-\(request.variant)")
        form.field("model", request.model.id)
        form.field("prompt", prompt)
        for member in members(request, wire, size) { form.field(member.name, plain(member.value)) }
        let isArray = style == .formArray || (style == .form && pictures.count > 1)
        for (index, file) in pictures.enumerated() {
            form.file(isArray ? "image[]" : "image", file, name: "image-\(index + 1)")
        }
        if let mask { form.file("mask", mask, name: "mask") }
        return HTTPCall(
            path: wire.editPath ?? editPath, contentType: form.contentType, accept: accept(wire), body: form.finished)
    }

    /// A form has text where JSON has a string.
    private static func plain(_ json: String) -> String {
        JSONValue.parse("{\"v\":\(json)}")?["v"]?.string ?? json
    }
}

extension WireProfile.ReferenceStyle {
    var isForm: Bool { [.form, .formImage, .formArray].contains(self) }
}

extension SegmentWriter {
    fileprivate mutating func pictures(_ pictures: [ImageFile], _ style: WireProfile.ReferenceStyle) {
        let name =
            switch style {
            case .jsonImage: "image"
            case .inputReferences: "input_references"
            case .refImages: "ref_images"
            case .none: ""
            default: "images"
            }
        guard !name.isEmpty else { return }
        raw(",\"\(name)\":[")
        for (index, file) in pictures.enumerated() {
            if index > 0 { raw(",") }
            switch style {
            case .inputReferences:
                raw("{\"type\":\"image_url\",\"image_url\":{\"url\":\"")
                dataAddress(of: file)
                raw("\"}}")
            case .refImages:
                raw("\"")
                segments.append(.base64(path: file.path, bytes: file.bytes))
                raw("\"")
            default:
                raw("\"")
                dataAddress(of: file)
                raw("\"")
            }
        }
        raw("]")
    }
}
