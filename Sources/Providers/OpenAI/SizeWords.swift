import StudioCore

/// Size and ratio of a request, in the way a server wants to be told: members of the JSON, or words behind the prompt.
struct SizeWords: Hashable {
    /// Names and values, the values as JSON.
    var members: [(name: String, value: String)] = []
    /// Behind the prompt.
    var suffix = ""

    static func == (a: SizeWords, b: SizeWords) -> Bool {
        a.suffix == b.suffix && a.members.map(\.name) == b.members.map(\.name)
            && a.members.map(\.value) == b.members.map(\.value)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(suffix)
        for member in members { hasher.combine("\(member.name)=\(member.value)") }
    }

    /// - Parameter base: width to height of the picture that is changed, for servers that must be told a size though the
    ///   person left the ratio to them.
    init(_ request: ImageRequest, style: WireProfile.SizeStyle, base: Double? = nil) {
        let settings = request.settings
        let size = settings.size.flatMap { request.model.sizes.contains($0) ? $0 : nil }
        let aspect = settings.aspect
        let ratio = aspect.map { SegmentWriter.quoted($0.description) }
        func add(_ name: String, _ value: String?) {
            if let value { members.append((name, value)) }
        }
        switch style {
        case .native, .imageConfig, .extraBody:
            var config: [String] = []
            if let ratio { config.append("\"aspect_ratio\":\(ratio)") }
            if let size { config.append("\"image_size\":\"\(size == .half ? "0.5K" : size.rawValue)\"") }
            guard !config.isEmpty else { break }
            let image = "{\(config.joined(separator: ","))}"
            if style == .extraBody {
                // This reader knows Google's own spelling of the smallest.
                let native = image.replacing("0.5K", with: "512")
                add("extra_body", "{\"google\":{\"image_config\":\(native)}}")
            } else {
                add("image_config", image)
            }
        case .snake:
            add("aspect_ratio", ratio)
            add("image_size", size.map { "\"\($0.rawValue)\"" })
        case .camel:
            add("aspectRatio", ratio)
            add("imageSize", size.map { "\"\($0.rawValue)\"" })
        case .resolution:
            add("aspect_ratio", ratio)
            add("resolution", size.map { "\"\($0.rawValue)\"" })
        case .aspectRatio: add("aspect_ratio", ratio)
        case .pixels: add("size", Self.pixels(request, base).map { "\"\($0.width)x\($0.height)\"" })
        case .sides:
            guard let pixels = Self.pixels(request, base) else { break }
            add("width", "\(pixels.width)")
            add("height", "\(pixels.height)")
        case .suffix: if let aspect { suffix = "【\(aspect)】" }
        case .words: if let aspect { suffix = "\n\nAspect ratio of the picture: \(aspect)." }
        case .none: break
        }
    }

    /// nil: the server chooses, as when nobody asked for anything beyond its usual size.
    private static func pixels(_ request: ImageRequest, _ base: Double?) -> OutputPixels? {
        if let aspect = request.settings.aspect { return request.pixels[aspect] }
        guard let size = request.settings.size, size != .oneK || base != nil else { return nil }
        let wanted = base ?? 1
        return request.pixels.min { a, b in
            let (x, y) = (Self.distance(a.key.value, wanted), Self.distance(b.key.value, wanted))
            return (x, a.key.description) < (y, b.key.description)
        }?.value
    }

    private static func distance(_ ratio: Double, _ wanted: Double) -> Double {
        max(ratio / wanted, wanted / ratio)
    }
}
