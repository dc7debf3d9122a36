import Glibc
import StudioCore

/// Puts pictures in the place of an answer's links to them.
struct LinkedPictures {
    var fetcher: LinkFetcher
    /// The API's base address.
    var origin: String
    /// Where pictures go; absolute.
    var folder: String
    var spareFolder: String?
    /// Begins the names of the files, so that no two readings of an answer write to the same.
    var prefix: String
    /// Whether an earlier reading of the same name may have left something.
    var replaces = false

    /// - Returns: the links that brought nothing.
    func fetch(
        _ end: inout AnswerEnd<WireConsumer.Answer>, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async -> [LinkFailure] {
        let addresses = Self.addresses(of: end)
        guard !addresses.isEmpty, !Task.isCancelled else { return [] }
        var lost: [LinkFailure] = []
        for (index, address) in addresses.enumerated() {
            report(.phase(.receiving))
            let name = "\(prefix)link-\(index + 1)"
            let request = folder.split(separator: "/").suffix(2).joined(separator: "-")
            let path = "\(folder)/\(name)"
            let spare = spareFolder.map { "\($0)/easel-\(request)-\(name)" }
            if replaces { for old in [path, spare].compactMap(\.self) { unlink(old) } }
            do throws(LinkFailure) {
                let file = try await fetcher.fetch(address, from: origin, to: path, spare: spare) {
                    report(.received(bytes: $0, of: $1))
                }
                if !end.answer.answer.fileLinks.contains(address) { end.answer.answer.shapes.insert(.links) }
                end.answer.answer.resolve(address, to: file)
                report(.image(file.received(.final)))
            } catch {
                lost.append(error)
            }
        }
        return lost
    }

    /// Parts that are links always; links within the words only where there is nothing else, for they may be anything.
    static func addresses(of end: AnswerEnd<WireConsumer.Answer>) -> [String] {
        let answer = end.answer.answer
        guard (200..<300).contains(end.answer.status), answer.error == nil, answer.blockReason == nil else { return [] }
        let linked = answer.fileLinks
        if !linked.isEmpty { return linked.enumerated().filter { linked.firstIndex(of: $1) == $0 }.map(\.1) }
        guard answer.images.isEmpty, answer.finishReason == nil || answer.finishReason == "STOP" else { return [] }
        return PictureLinks.find(in: answer.text, isWhole: end.error == nil && !end.answer.isCut)
    }
}
