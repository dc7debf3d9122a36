import Fuzzing
import StudioCore

@testable import Providers

/// What ComfyUI sends, and the workflows that people give it.
enum ComfyTargets {
    static let all = [event, frame, history, workflow]

    private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    private static let events = [
        #"{"type":"status","data":{"status":{"exec_info":{"queue_remaining":2}},"sid":"x"}}"#,
        #"{"type":"execution_cached","data":{"nodes":["1","2"],"prompt_id":"p"}}"#,
        #"{"type":"executing","data":{"node":null,"prompt_id":"p"}}"#,
        #"{"type":"progress","data":{"value":3,"max":20,"prompt_id":"p","node":"3"}}"#,
        #"{"type":"progress_state","data":{"prompt_id":"p","nodes":{"3":{"value":7,"max":20,"state":"running"},"4":{"value":5,"max":5,"state":"finished"}}}}"#,
        #"{"type":"executed","data":{"node":"9","output":{"images":[]},"prompt_id":"p"}}"#,
        #"{"type":"execution_error","data":{"prompt_id":"p","node_id":"3","node_type":"K","exception_message":"b\n\u001b[31m","exception_type":"E","current_inputs":[NaN,-Infinity]}}"#,
    ]
    private static let words = [
        "NaN", "Infinity", "-Infinity", "prompt_id", "node", "null", "1e300", "-1", "execution_interrupted",
        "{{image}}",
        "{{image_2}}", "{{seed}}", "{{prompt}}", "{{mask}}", "{{", "}}", "class_type", "inputs", "nodes", "\u{202E}",
    ]

    /// The events of a whole run: whatever they say, what comes of them is bounded and can be shown.
    private static let event = FuzzTarget("comfy-event", corpus: bytes(events), dictionary: words, cases: 400) {
        input, random in
        var watch = ComfyWatch(prompt: "p")
        var word = "none"
        for text in [input] + (0..<4).map({ _ in Array((random.element(events) ?? "").utf8) }) {
            guard let event = ComfyEvent(text) else { continue }
            word = String("\(event)".prefix { $0 != "(" })
            for action in watch.take(event) {
                switch action {
                case .report(.step(let number, let all)):
                    try hold(all > 1 && number >= 0 && number <= all, "step \(number) of \(all)")
                case .fail(let failure): try check(failure)
                case .report, .ask, .fetch: break
                }
            }
        }
        // NaN or not: the pieces it comes in make no difference.
        var whole = PythonJSON()
        let once = input.withUnsafeBytes { whole.plain($0) }
        var cut = PythonJSON()
        let many = random.pieces(input).flatMap { piece in piece.withUnsafeBytes { cut.plain($0) } }
        try hold(once == many, "in pieces it is another text")
        try hold(once.count == input.count, "its length has changed")
        return word
    }

    private static let frame = FuzzTarget(
        "comfy-frame",
        corpus: [
            [0, 0, 0, 1, 0, 0, 0, 1] + AnswerCorpus.jpeg, [0, 0, 0, 1, 0, 0, 0, 2] + AnswerCorpus.png,
            [0, 0, 0, 4, 0, 0, 0, 17] + Array(#"{"prompt_id":"p"}"#.utf8) + AnswerCorpus.jpeg,
            [0, 0, 0, 3, 0, 0, 0, 1] + Array("3hello".utf8),
        ], mostBytes: 600, cases: 400
    ) { input, _ in
        guard let frame = ComfyFrame(input) else { return "none" }
        try hold(frame.picture.lowerBound >= 8 && frame.picture.upperBound == input.count, "\(frame.picture)")
        let scratch = Scratch()
        var shelf = PreviewShelf(folder: scratch.path)
        let file = shelf.add(input[frame.picture])
        try hold(file.map { Scratch.bytes($0.path) } == Array(input[frame.picture]), "another picture is kept")
        return "\(frame.format) \(frame.prompt == nil)"
    }

    /// What is fetched, and by which call.
    private static let history = FuzzTarget(
        "comfy-history",
        corpus: bytes([
            #"{"p":{"prompt":[3,"p",{"9":{"is_changed":[NaN]}},{},["9"]],"outputs":{"9":{"images":[{"filename":"a_1_.png","subfolder":"s","type":"output"},{"filename":"b.png","type":"temp"}]}},"status":{"status_str":"success","completed":true,"messages":[]}}}"#,
            #"{"p":{"outputs":{},"status":{"status_str":"error","completed":false,"messages":[["execution_error",{"node_id":"3","exception_message":"x"}]]}}}"#,
            #"{"queue_running":[[1,"x",{},{},[]]],"queue_pending":[[9,"y",{}],[4,"p",{}]]}"#,
            #"{"error":{"type":"t","message":"m","details":"d"},"node_errors":{"3":{"errors":[{"type":"value_not_in_list","message":"m","details":"d","extra_info":{"input_name":"ckpt_name"}}],"class_type":"XLoader"}}}"#,
        ]), dictionary: words + ["../", "&type=temp", "\\r\\n", "output", "completed"], cases: 400
    ) { input, random in
        guard let value = PythonJSON.parse(input) else { return "none" }
        let complaint = ComfyComplaint(
            ComfyClient.Reply(status: random.element([200, 400, 403, 500]) ?? 0, document: value, sample: ""),
            endpoint: AnswerCheck.endpoint)
        try check(complaint.failure(of: "the workflow"))
        try hold(complaint.faults.count <= ComfyComplaint.mostFaults, "\(complaint.faults.count) faults")
        if let place = ComfyPlace(value, prompt: "p") { return String("\(place)".prefix { $0 != "(" }) }
        guard let history = ComfyHistory(value, prompt: "p") else { return "other" }
        if let failure = history.failure { try check(failure) }
        guard let pictures = history.pictures(executed: ["9"]) else { return "no picture" }
        try hold(pictures.others.count < ComfyHistory.mostFiles, "\(pictures.others.count) files")
        for file in [pictures.final] + pictures.others {
            let isPlain = file.path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }
            try hold(isPlain, "\(file.path) is no address")
            try hold(file.path.count { $0 == "&" } == 2, "\(file.path) has other questions")
            try hold(!file.path.dropFirst().contains("/"), "\(file.path) leads elsewhere")
        }
        return "\(pictures.final.type) \(pictures.others.count)"
    }

    /// Whatever is in it: words stay words, and the rest stays as it was.
    private static let workflow = FuzzTarget(
        "comfy-workflow",
        corpus: [BuiltInWorkflow.bytes(hasPicture: false), BuiltInWorkflow.bytes(hasPicture: true)]
            + bytes([
                #"{"1":{"class_type":"X","inputs":{"a":"{{prompt}} \"{{seed}}\"","b":[["{{image}}"]],"c":18446744073709551615},"_meta":{"title":"{{prompt}}"}}}"#,
                #"{"last_node_id":9,"nodes":[{"id":1}],"links":[]}"#,
            ]), dictionary: words, cases: 400
    ) { input, random in
        let workflow: Workflow
        do throws(TurnFailure) {
            workflow = try Workflow(input, name: "w.json")
        } catch {
            try check(error)
            return "none"
        }
        let values: [Workflow.Place: String] = [
            .prompt: "\",{{seed}}\u{0}\\" + Checks.text(input), .seed: "7", .width: "16", .height: "32",
        ]
        let filled = workflow.filled(values)
        try hold(WorkflowProblem(filled) == nil, "filled in it is no workflow any more")
        // With the places put back it is what it was, but for those that became numbers.
        if workflow.places.allSatisfy({ !$0.isNumber }) {
            let back = Dictionary(uniqueKeysWithValues: workflow.places.map { ($0, $0.word) })
            let again = try Workflow(workflow.filled(back), name: "w.json")
            try hold(again.places == workflow.places, "\(again.places), not \(workflow.places)")
        }
        return "\(workflow.places.count) \(workflow.pictures)"
    }

    private static func check(_ failure: TurnFailure) throws {
        try hold(failure.message.utf8.count <= 8192, "\(failure.message.utf8.count) bytes of words")
        try hold(failure.billed == .no, "billed \(failure.billed)")
        try Checks.isSafe(failure.message, "the message")
    }
}
