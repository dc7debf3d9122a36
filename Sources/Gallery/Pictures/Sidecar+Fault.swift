import FoundationEssentials
import Pixels
package import StudioCore

extension Sidecar {
    /// What a picture tells of itself, other programs' words included: for one whose sidecar is not there or broken.
    /// Nothing is written.
    /// - Parameter picture: absolute.
    package init(toldBy picture: String) throws(StoreFailure) {
        try self.init(describing: picture)
        guard let metadata = try? PictureMetadata(file: picture) else { return }
        let found = ImportedSettings(metadata)
        guard found != ImportedSettings(program: .unknown) else { return }
        prompt = found.prompt
        model = found.model
        requested.seed = found.seed
        imported = found
    }

    /// Why the file beside a picture is no sidecar, in a sentence; nil when there is none, or it is one.
    package static func fault(beside picture: String) throws(StoreFailure) -> String? {
        let path = path(for: picture)
        guard SafeFile.exists(path) else { return nil }
        let bytes = try SafeFile.read(path, limit: limit)
        do {
            _ = try JSONCoding.decoder().decode(Sidecar.self, from: Data(bytes))
            return nil
        } catch let error as DecodingError {
            return "\(path) is broken: \(words(error))."
        } catch {
            return "\(path) is broken: \(error)."
        }
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context):
            "“\((context.codingPath.map(\.stringValue) + [key.stringValue]).joined(separator: "."))” is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "“\(place(context))” is of another kind than it should be"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not JSON" : "“\(place(context))” has a value that is not understood"
        @unknown default: "it cannot be understood"
        }
    }
}
