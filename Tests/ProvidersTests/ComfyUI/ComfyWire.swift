import StudioCore

@testable import Providers

/// Frames and answers as ComfyUI a125cd8 sends them.
enum ComfyWire {
    static let id = "p1"

    // MARK: Frames

    /// - Parameter opcode: 1 text, 2 binary, 0 continuation, 8 close, 9 ping.
    static func frame(_ opcode: UInt8, _ data: [UInt8], isLast: Bool = true) -> [UInt8] {
        let first = (isLast ? 0x80 : 0) | opcode
        let count = data.count
        if count < 126 { return [first, UInt8(count)] + data }
        if count < 65536 { return [first, 126, UInt8(count >> 8), UInt8(count & 255)] + data }
        return [first, 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + data
    }

    static func text(_ json: String) -> [UInt8] { frame(1, Array(json.utf8)) }

    /// One message in several frames.
    static func fragments(_ opcode: UInt8, _ data: [UInt8], of size: Int) -> [UInt8] {
        let starts = Array(stride(from: 0, to: data.count, by: size))
        return starts.flatMap { start in
            frame(
                start == 0 ? opcode : 0, Array(data[start..<min(data.count, start + size)]),
                isLast: start == starts.last)
        }
    }

    private static func word(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// PREVIEW_IMAGE.
    static func preview(_ picture: [UInt8], format: Int = 1) -> [UInt8] { word(1) + word(format) + picture }

    /// PREVIEW_IMAGE_WITH_METADATA.
    static func preview(_ picture: [UInt8], of prompt: String) -> [UInt8] {
        let facts = Array(#"{"node_id":"3","prompt_id":"\#(prompt)","image_type":"image/jpeg"}"#.utf8)
        return word(4) + word(facts.count) + facts + picture
    }

    // MARK: Events

    static func event(_ type: String, _ data: String) -> [UInt8] { text(#"{"type":"\#(type)","data":{\#(data)}}"#) }
    static func own(_ type: String, _ more: String = "") -> [UInt8] {
        event(type, #""prompt_id":"\#(id)"\#(more.isEmpty ? "" : ",")\#(more)"#)
    }

    static let status = event("status", #""status":{"exec_info":{"queue_remaining":1}},"sid":"p1""#)
    static let start = own("execution_start", #""timestamp":1"#)
    static func executing(_ node: String?) -> [UInt8] {
        own("executing", "\"node\":\(node.map { "\"\($0)\"" } ?? "null")")
    }
    static func progress(_ step: Int, of all: Int) -> [UInt8] {
        own("progress", #""value":\#(step),"max":\#(all),"node":"3""#)
    }
    static let executed = own(
        "executed", #""node":"9","output":{"images":[{"filename":"easel_00001_.png","subfolder":"","type":"output"}]}"#)

    /// A run as it usually goes, but for its end.
    static let beginning =
        start + own("execution_cached", #""nodes":["4"]"#) + executing("6") + executing("3") + progress(1, of: 2)
        + frame(2, preview(Picture.jpeg(40, seed: 1))) + progress(2, of: 2)
        + frame(2, preview(Picture.jpeg(50, seed: 2), of: id)) + executing("9") + executed
    static let run = beginning + own("execution_success") + executing(nil)

    // MARK: Answers

    static func json(_ text: String, status: String = "200 OK") -> LoopbackServer.Reply {
        .sized(status: status, Array(text.utf8))
    }

    static let queued = json(#"{"prompt_id":"p1","number":3,"node_errors":{}}"#)
    static let none = json("{}")

    static func file(_ name: String, type: String = "output", folder: String = "") -> String {
        #"{"filename":\#(JSONText.quoted(name)),"subfolder":\#(JSONText.quoted(folder)),"type":"\#(type)"}"#
    }

    /// - Parameter outputs: node and files.
    static func history(
        _ outputs: [(String, [String])] = [("9", [file("easel_00001_.png")])], status: String = good
    ) -> LoopbackServer.Reply {
        let nodes = outputs.map { #""\#($0)":{"images":[\#($1.joined(separator: ","))]}"# }.joined(separator: ",")
        return json(
            #"{"p1":{"prompt":[3,"p1",{"9":{"inputs":{},"class_type":"SaveImage","is_changed":[NaN]}},{},["9"]],"outputs":{\#(nodes)},"status":\#(status)}}"#
        )
    }

    static let good = #"{"status_str":"success","completed":true,"messages":[["execution_start",{"prompt_id":"p1"}]]}"#

    static let checkpoints = json(
        #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":[["sd_xl.safetensors","flux.safetensors"],{"tooltip":"x"}]}}}}"#
    )

    static func queue(running: [String] = [], waiting: [String] = []) -> LoopbackServer.Reply {
        func items(_ ids: [String], from: Int) -> String {
            ids.enumerated().map { #"[\#($0 + from),"\#($1)",{"9":{"is_changed":NaN}},{},["9"]]"# }
                .joined(separator: ",")
        }
        return json(
            #"{"queue_running":[\#(items(running, from: 1))],"queue_pending":[\#(items(waiting, from: 10))]}"#)
    }

    static let png = Picture.png(5000)

    /// A server that does what it should.
    static func script(
        _ run: [UInt8] = run, change: (inout ComfyServer.Script) -> Void = { _ in }
    ) -> ComfyServer.Script {
        var script = ComfyServer.Script(
            answers: [
                "GET /object_info/CheckpointLoaderSimple": [checkpoints], "POST /prompt": [queued],
                "GET /history/p1": [history()], "GET /view": [.sized(type: "image/png", png)],
                "GET /queue": [queue(running: ["p1"])], "POST /queue": [.sized([])], "POST /interrupt": [.sized([])],
                "POST /upload/image": [json(#"{"name":"kept.png","subfolder":"","type":"input"}"#)],
            ],
            steps: ["open": [.send(status)], "POST /prompt": [.send(run)]])
        change(&script)
        return script
    }
}
