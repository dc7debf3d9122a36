import CSandbox
import Gallery
import Glibc

/// The process's environment as a value, read once at the door; everything behind it is given this.
struct Environment: Hashable, Sendable {
    var variables: [String: String]
    /// Absolute: what a relative path of the command line is relative to. Not `$PWD`, which a parent may have left behind.
    var workingFolder: String

    init(_ variables: [String: String], workingFolder: String = "/") {
        self.variables = variables
        self.workingFolder = workingFolder
    }

    /// That the process was started with.
    static func ofProcess() -> Environment {
        var entries: [String] = []
        var next = csb_environment()
        while let place = next, let entry = place.pointee {
            entries.append(String(cString: entry))
            next = place + 1
        }
        return Environment(variables(of: entries), workingFolder: folder)
    }

    /// - Parameter entries: `NAME=value`. Of two with one name the first counts, as for the C library.
    static func variables(of entries: [String]) -> [String: String] {
        var variables: [String: String] = [:]
        for entry in entries {
            guard let equals = entry.utf8.firstIndex(of: UInt8(ascii: "=")), equals > entry.startIndex else { continue }
            let name = String(entry[..<equals])
            if variables[name] == nil { variables[name] = String(entry[entry.utf8.index(after: equals)...]) }
        }
        return variables
    }

    /// `/` when it was taken away.
    private static var folder: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
            guard getcwd(buffer.baseAddress, buffer.count) != nil, let start = buffer.baseAddress else { return "/" }
            return String(cString: start)
        }
    }

    /// nil when the variable is unset or empty: both mean the same to every rule here.
    subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The first of the variables that is set, with its name.
    func first(of names: [String]) -> (name: String, value: String)? {
        for name in names {
            if let value = self[name] { return (name, value) }
        }
        return nil
    }

    /// Absolute; `/` when nothing says where home is.
    var home: String { self["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/" }

    /// Where everything is, by the rules of the XDG specification.
    var folders: Folders { Folders(environment: variables) }

    /// `$XDG_CONFIG_HOME/easel`.
    var configFolder: String { folders.config }

    /// A path as a person writes it (`~/Pictures`, `pictures`), absolute: relative to `folder`.
    func absolute(_ path: String, in folder: String) -> String {
        if path == "~" { return home }
        if path.hasPrefix("~/") { return home + path.dropFirst(1) }
        return path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }
}
