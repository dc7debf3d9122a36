import Foundation

/// A key that is looked for: in every form in which one gets about.
struct Canary {
    /// With what changes in addresses and in base64, and nothing that stands in any other text.
    static let key = "sk-C4NARY+q7Zx3f/Jw91~Vb5=tK8m"

    /// Its beginning and its end, as services print them in their complaints.
    static let start = String(key.prefix(14))
    static let end = String(key.suffix(10))

    static let encoded = key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    static let base64 = Data(key.utf8).base64EncodedString()
    static let hexadecimal = key.utf8.map { String($0, radix: 16) }.joined()

    /// Name and bytes of each form.
    static let forms: [(name: String, bytes: Data)] = {
        var forms: [(String, Data)] = [
            ("plain", Data(key.utf8)), ("beginning", Data(start.utf8)), ("end", Data(end.utf8)),
            ("percent", Data(encoded.utf8)), ("reversed", Data(String(key.reversed()).utf8)),
            ("hexadecimal", Data(hexadecimal.utf8)), ("HEXADECIMAL", Data(hexadecimal.uppercased().utf8)),
        ]
        for lead in 0..<3 {
            // Without the characters that depend on what stands before and after.
            let text = Data([UInt8](repeating: 0, count: lead) + Array(key.utf8)).base64EncodedString()
            let own = text.dropFirst(lead == 0 ? 0 : lead + 1).prefix { $0 != "=" }.dropLast(1)
            forms.append(("base64 \(lead)", Data(own.utf8)))
            forms.append(
                ("base64url \(lead)", Data(own.replacing("+", with: "-").replacing("/", with: "_").utf8)))
        }
        return forms
    }()

    /// The forms that stand in it.
    static func forms(in data: Data) -> [String] { forms.filter { data.range(of: $0.bytes) != nil }.map(\.name) }

    /// Every file below a folder that holds one, but for those where the person has put it.
    static func traces(below folder: String, but own: Set<String> = []) -> [String] {
        var found: [String] = []
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            if !Canary.forms(in: Data(path.utf8)).isEmpty { found.append("the name \(path)") }
            guard !own.contains(path), let data = FileManager.default.contents(atPath: folder + "/" + path) else {
                continue
            }
            let forms = forms(in: data)
            if !forms.isEmpty { found.append("\(path): \(forms.joined(separator: ", "))") }
        }
        return found
    }
}
