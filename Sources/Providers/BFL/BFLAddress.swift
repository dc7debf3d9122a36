/// Where a task is asked after. The key goes along, so an answer is not free to say where.
enum BFLAddress {
    /// Black Forest Labs answer from the region that took the task, under any name below this one.
    private static let family = "bfl.ai"

    /// The address as it was read, when the key may go there: the endpoint's own origin, or, from one of Black Forest
    /// Labs' names, another of them; nil for every other.
    static func trusted(_ text: String, by endpoint: Endpoint) -> Link? {
        guard let own = try? Link(endpoint.baseURL), let link = try? Link(text, at: own) else { return nil }
        if link.origin == own.origin { return link }
        return isFamily(own) && isFamily(link) ? link : nil
    }

    static func isFamily(_ link: Link) -> Bool {
        link.isSecure && link.port == 443 && (link.host == family || link.host.hasSuffix("." + family))
    }

    static func isFamily(_ endpoint: Endpoint) -> Bool { (try? Link(endpoint.baseURL)).map(isFamily) ?? false }

    /// Where a task is asked after when its answer does not say: beside the path it was submitted to.
    /// - Parameter path: of the submission, after the endpoint's base.
    static func usual(id: String, path: String, at endpoint: Endpoint) -> String {
        let plain = path.prefix { $0 != "?" && $0 != "#" }
        let folder = plain[..<(plain.lastIndex(of: "/") ?? plain.startIndex)]
        return "\(endpoint.baseURL)\(folder)/get_result?id=\(encoded(id))"
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += (byte < 16 ? "%0" : "%") + digits
            }
        }
    }
}
