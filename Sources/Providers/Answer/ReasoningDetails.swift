import FoundationEssentials
import Glibc
import StudioCore

/// Encrypted thoughts of an answer, kept as the JSON that the next request sends back unmodified and in order
/// (openrouter.ai, “preserving reasoning”; ai-sdk-provider `convert-to-openrouter-chat-messages`).
enum ReasoningDetails {
    /// More is no signature but a way to fill a disk.
    private static let mostBytes = 16 << 20

    /// Writes them beside the pictures.
    /// - Parameter path: absolute, not yet there.
    /// - Returns: nil where there is nothing to send back, or where that cannot be kept: the next request does without.
    static func keep(_ details: [JSONValue], at path: String) -> StagedFile? {
        let good = details.filter(isReplayable)
        guard !good.isEmpty, let text = text(.array(good)) else { return nil }
        let writer = StagedFileWriter(path: path, fate: .verbatim)
        text.withUnsafeBytes { writer.write($0) }
        let file = writer.finish(whole: true)
        return file.isWhole ? file : nil
    }

    /// A thought in plain words without a signature would be refused.
    private static func isReplayable(_ detail: JSONValue) -> Bool {
        guard detail["type"]?.string == "reasoning.text" else { return true }
        return detail["signature"]?.string?.isEmpty == false
    }

    /// nil: larger than anybody means, or its data is gone.
    private static func text(_ value: JSONValue) -> [UInt8]? {
        var out: [UInt8] = []
        return write(value, to: &out) && out.count <= mostBytes ? out : nil
    }

    private static func write(_ value: JSONValue, to out: inout [UInt8]) -> Bool {
        switch value {
        case .null: out += Array("null".utf8)
        case .bool(let flag): out += Array((flag ? "true" : "false").utf8)
        case .number(let number):
            let isWhole = number.rounded() == number && number.magnitude < 1e15
            out += Array((isWhole ? "\(Int(number))" : "\(number)").utf8)
        case .string(let text): out += Array(SegmentWriter.quoted(text).utf8)
        case .staged(let file):
            guard file.isWhole, file.bytes <= mostBytes, let data = FileManager.default.contents(atPath: file.path)
            else { return false }
            out += Array(SegmentWriter.quoted(String(decoding: data, as: UTF8.self)).utf8)
        case .array(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                guard write(value, to: &out) else { return false }
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                out += Array((SegmentWriter.quoted(member.key) + ":").utf8)
                guard write(member.value, to: &out) else { return false }
            }
            out.append(UInt8(ascii: "}"))
        }
        return out.count <= mostBytes
    }
}
