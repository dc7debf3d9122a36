import Crypto
import Glibc
import StudioCore

/// The finished picture in the request's folder, and the second name under which it stays there when it is moved to the
/// gallery: asking for it again would need the network, and within minutes nobody has it any more.
struct BFLPicture {
    // It begins as the names of answers do: it is no picture of its own.
    static let traceName = "answer.picture"

    var fetcher: LinkFetcher
    /// The API's base address.
    var origin: String
    /// The request's own; absolute.
    var folder: String
    var spareFolder: String?

    /// Downloads the picture.
    /// - Parameter name: of its file, for an earlier one is in nobody's way.
    func fetch(
        _ link: String, as name: String, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(LinkFailure) -> StagedFile {
        let request = folder.split(separator: "/").suffix(2).joined(separator: "-")
        let path = "\(folder)/\(name)"
        let spare = spareFolder.map { "\($0)/easel-\(request)-\(name)" }
        for earlier in [path, "\(path)-2", "\(path)-3", spare].compactMap({ $0 }) { unlink(earlier) }
        let file = try await fetcher.fetch(link, from: origin, to: path, spare: spare) {
            report(.received(bytes: $0, of: $1))
        }
        Glibc.link(file.path, "\(folder)/\(Self.traceName)")
        return file
    }

    static func isKept(in folder: String) -> Bool { access("\(folder)/\(traceName)", R_OK) == 0 }

    /// A picture that was whole, and perhaps is not stored.
    static func kept(in folder: String) -> StagedFile? {
        let path = "\(folder)/recovered-picture"
        unlink(path)
        guard Glibc.link("\(folder)/\(traceName)", path) == 0, let file = StagedFile(reading: path), file.isPicture
        else { return nil }
        return file
    }
}

extension StagedFile {
    /// A whole file of an earlier run.
    fileprivate init?(reading path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var hash = SHA256()
        var head: [UInt8] = []
        var total = 0
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if count < 0 { return nil }
                break
            }
            head += block[..<count].prefix(32 - head.count)
            block.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            total += count
        }
        self.init(path: path, bytes: total, sha256: Hexadecimal.text(hash.finalize()), head: head, isWhole: true)
    }
}
