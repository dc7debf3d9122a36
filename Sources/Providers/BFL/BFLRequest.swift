import Pixels
import StudioCore

/// A turn as Black Forest Labs wants it: one JSON object, pictures in it as bare base64 (docs.bfl.ai, FLUX.1 Kontext and
/// FLUX.2). It knows no conversation: what goes on is the newest picture.
enum BFLRequest {
    /// After the endpoint's base. Resellers have it elsewhere: `/flux/v1/{model}`.
    static func path(model: String, wire: WireProfile) -> String {
        let path = (wire.path ?? "/v1/{model}").replacing("{model}", with: model)
        return path.hasPrefix("/") ? path : "/" + path
    }

    static func body(_ request: ImageRequest, wire: WireProfile) -> [BodySegment] {
        var writer = SegmentWriter()
        writer.raw("{\"prompt\":")
        writer.quoted(prompt(request))
        for (index, picture) in pictures(request).enumerated() {
            writer.raw(index == 0 ? ",\"input_image\":\"" : ",\"input_image_\(index + 1)\":\"")
            writer.segments.append(.base64(path: picture.path, bytes: picture.bytes))
            writer.raw("\"")
        }
        // What the catalogue says of a member goes before what is usual.
        for (name, value) in settings(request, wire) where wire.extra[name] == nil { writer.member(name, value) }
        for (name, value) in wire.extra.sorted(by: { $0.key < $1.key }) where !isOurs(name) {
            writer.member(name, value)
        }
        writer.raw("}")
        return writer.segments
    }

    private static func isOurs(_ name: String) -> Bool { name == "prompt" || name.hasPrefix("input_image") }

    private static func settings(_ request: ImageRequest, _ wire: WireProfile) -> [(String, WireValue)] {
        let settings = request.settings
        var members: [(String, WireValue)] = []
        switch wire.sizeStyle {
        case .sides?:
            if let sides = sides(request) {
                members += [("width", .integer(sides.width)), ("height", .integer(sides.height))]
            }
        case WireProfile.SizeStyle.none?: break
        default: if let aspect = settings.aspect { members.append(("aspect_ratio", .string("\(aspect)"))) }
        }
        if let seed = settings.seed, request.model.takesSeed {
            members.append(("seed", .integer((seed &+ request.variant) & 0x7FFF_FFFF)))
        }
        members.append(("output_format", .string("png")))
        return members
    }

    private static func sides(_ request: ImageRequest) -> PixelSize? {
        let size = request.settings.size.flatMap { request.model.sizes.contains($0) ? $0 : nil }
        // A size says nothing of the shape: then it is that of the picture which is edited.
        let shape = size == nil ? nil : pictures(request).first.flatMap { try? ImageHeader(file: $0.path).size }
        return BFLSides.pixels(size: size, aspect: request.settings.aspect, shape: shape)
    }

    /// The words of the newest message: what was said before is in the picture.
    private static func prompt(_ request: ImageRequest) -> String {
        let parts = request.conversation.messages.last { $0.role == .user }?.parts ?? []
        return parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined(separator: "\n")
    }

    /// The newest picture of the branch, then what was sent along with the newest message.
    static func pictures(_ request: ImageRequest) -> [ImageFile] {
        let messages = request.conversation.messages
        func pictures(_ message: Conversation.Message?) -> [ImageFile] {
            message?.parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } } ?? []
        }
        let answered = messages.last { $0.role == .model && !pictures($0).isEmpty }
        return pictures(answered).suffix(1) + pictures(messages.last { $0.role == .user })
    }

    /// What the service would refuse, told before anything is sent.
    static func problem(with request: ImageRequest, wire: WireProfile) -> TurnFailure? {
        let pictures = pictures(request)
        let most = wire.references == WireProfile.ReferenceStyle.none ? 0 : request.model.maxReferences
        func unsupported(_ message: String, _ advice: String) -> TurnFailure {
            TurnFailure(.unsupportedSetting, message: message, advice: advice, billed: .no)
        }
        if pictures.count > most {
            return most == 0
                ? unsupported(
                    "\(request.model.name) draws from words alone and takes no picture.",
                    "Start over without the picture, or pick a model that edits.")
                : unsupported(
                    "\(request.model.name) takes \(most == 1 ? "one picture" : "\(most) pictures"), not \(pictures.count): the one that is edited counts.",
                    "Leave out references, or pick a model that takes more.")
        }
        if let file = pictures.first(where: { !mimes.contains($0.mime) }) {
            return unsupported(
                "\(request.model.name) takes no \(file.mime) pictures.", "Convert the reference to PNG, JPEG or WebP.")
        }
        return nil
    }

    private static let mimes: Set<String> = ["image/png", "image/jpeg", "image/webp"]
}

extension SegmentWriter {
    /// A further member of an object that has one already.
    fileprivate mutating func member(_ name: String, _ value: WireValue) {
        // JSON knows neither infinity nor what is no number.
        if case .number(let number) = value, !number.isFinite { return }
        raw(",")
        quoted(name)
        raw(":")
        switch value {
        case .string(let text): quoted(text)
        case .integer(let number): raw("\(number)")
        case .number(let number): raw("\(number)")
        case .boolean(let isTrue): raw("\(isTrue)")
        }
    }
}
