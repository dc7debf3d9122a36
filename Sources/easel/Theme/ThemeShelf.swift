import Glibc
import Screen

/// The themes a person can name: those that came with Easel, and `themes/NAME.toml` of their own, which go first.
struct ThemeShelf: Sendable {
    var environment: Environment

    private var folder: String { environment.configFolder + "/themes" }

    /// The names of all, in order, once each.
    var names: [String] { Set(Self.shippedNames + ownNames).sorted() }

    /// Those of the person's files, in no order.
    var ownNames: [String] {
        var names: [String] = []
        if let directory = opendir(folder) {
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let file = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if file.hasSuffix(".toml"), !file.hasPrefix(".") { names.append(String(file.dropLast(5))) }
            }
        }
        return names
    }

    /// Never fails: what cannot be read gives the plain theme and a problem.
    /// - Parameters:
    ///   - name: as in `defaults.theme`.
    ///   - place: the file that named it.
    func theme(named name: String, place: String) -> (theme: Theme, problems: [ConfigProblem]) {
        if environment["NO_COLOR"] != nil || name == "mono" { return (.mono, []) }
        do throws(ConfigProblem) {
            if name.contains("/") || name.hasPrefix(".") { throw unknown(name, place) }
            if let file = try ConfigFile.read("\(folder)/\(name).toml") {
                return try ThemeReader(name: name, file: file).theme()
            }
            guard let text = Self.shipped(name) else { throw unknown(name, place) }
            return try ThemeReader(
                name: name, file: ConfigFile(path: "the shipped \(name).toml", text: text)
            ).theme()
        } catch {
            return (.mono, [error])
        }
    }

    private func unknown(_ name: String, _ place: String) -> ConfigProblem {
        ConfigProblem(file: place, line: nil, message: "there is no theme “\(name)”", accepted: names + ["mono"])
    }

    static let shippedNames = ["dusk", "ember", "paper", "sixteen"]

    /// The text of a theme file that is part of the binary.
    static func shipped(_ name: String) -> String? {
        let bytes: [UInt8]? =
            switch name {
            case "dusk": PackageResources.dusk_toml
            case "ember": PackageResources.ember_toml
            case "paper": PackageResources.paper_toml
            case "sixteen": PackageResources.sixteen_toml
            default: nil
            }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }
}
