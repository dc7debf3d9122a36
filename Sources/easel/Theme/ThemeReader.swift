import Screen

/// Reads one theme file: `[palette]` and `[roles]`.
struct ThemeReader {
    var name: String
    var file: ConfigFile

    /// - Returns: the plain theme when there are problems.
    func theme() throws(ConfigProblem) -> (theme: Theme, problems: [ConfigProblem]) {
        var reader = TableReader(try file.parsed(), named: "", file: file.path)
        let palette = reader.table("palette") ?? TOML.Table()
        let roles = reader.table("roles") ?? TOML.Table()
        let colors = texts(palette, named: "palette", &reader)
        let styles = texts(roles, named: "roles", &reader)
        let problems = reader.finish()
        if !problems.isEmpty { return (.mono, problems) }
        do {
            return (try Theme(name: name, palette: colors, roles: styles), [])
        } catch {
            let key = error.key.split(separator: ".").last.map(String.init) ?? ""
            let line = (error.key.hasPrefix("palette") ? palette : roles).members[key]?.line
            throw ConfigProblem(
                file: file.path, line: line, message: "\(error.key) = “\(error.value)”", accepted: [error.accepted])
        }
    }

    private func texts(_ table: TOML.Table, named name: String, _ reader: inout TableReader) -> [String: String] {
        var inner = TableReader(table, named: name, file: file.path)
        var texts: [String: String] = [:]
        for key in table.members.keys { texts[key] = inner.string(key) }
        reader.add(inner.finish())
        return texts
    }
}
