import StudioCore
import Testing

@testable import Providers

@Suite struct ComfyAnswerTests {
    private static let endpoint = Endpoint(
        name: "comfyui", baseURL: "http://h:8188", authentication: .none, key: "")

    private func complaint(_ status: Int, _ text: String) -> ComfyComplaint {
        ComfyComplaint(
            ComfyClient.Reply(status: status, document: PythonJSON.parse(text.utf8), sample: text),
            endpoint: Self.endpoint)
    }

    private func history(_ text: String) -> ComfyHistory? {
        PythonJSON.parse(text.utf8).flatMap { ComfyHistory($0, prompt: "p") }
    }

    @Test func aMissingCheckpoint() {
        let text =
            #"{"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"x","extra_info":{}},"node_errors":{"4":{"errors":[{"type":"value_not_in_list","message":"Value not in list","details":"ckpt_name: 'a' not in ['b']","extra_info":{"input_name":"ckpt_name"}}],"dependent_outputs":["9"],"class_type":"CheckpointLoaderSimple"}}}"#
        let failure = complaint(400, text).failure(of: "the workflow")
        #expect(failure.kind == .modelUnavailable)
        #expect(failure.providerCode == "prompt_outputs_failed_validation")
        #expect(
            failure.message
                == "ComfyUI does not take the workflow: node 4 (CheckpointLoaderSimple), input ckpt_name: Value not in list: ckpt_name: 'a' not in ['b'] (HTTP 400, http://h:8188)"
        )
    }

    @Test func aMissingNode() {
        let text =
            #"{"error":{"type":"invalid_prompt","message":"Cannot execute because node Foo does not exist.","details":"Node ID '#6'","extra_info":{}},"node_errors":{}}"#
        let failure = complaint(400, text).failure(of: "the workflow")
        #expect(failure.kind == .invalidRequest)
        #expect(failure.message.contains("Cannot execute because node Foo does not exist.: Node ID '#6'"))
        #expect(failure.advice.contains("custom node"))
    }

    @Test(arguments: [
        (401, FailureKind.authentication), (403, .permission), (404, .invalidRequest), (413, .invalidRequest),
        (500, .server), (502, .server), (503, .overloaded), (504, .timeout), (422, .invalidRequest),
    ]) func statuses(_ status: Int, _ kind: FailureKind) {
        let failure = complaint(status, "<html><h1>No</h1></html>").failure(of: "the picture")
        #expect(failure.kind == kind)
        #expect(failure.billed == .no)
        #expect(failure.message == "comfyui does not take the picture: No (HTTP \(status), http://h:8188)")
    }

    @Test func whatCouldNotBeRun() {
        let text =
            #"{"prompt_id":"p","node_errors":{"12":{"errors":[{"type":"required_input_missing","message":"Required input is missing","details":"images","extra_info":{"input_name":"images"}}],"class_type":"SaveImage"}}}"#
        #expect(
            complaint(200, text).note
                == "not all of the workflow could be run: node 12 (SaveImage), input images: Required input is missing: images"
        )
        #expect(complaint(200, #"{"node_errors":{}}"#).note == nil)
    }

    @Test func savedBeforeShown() {
        let text =
            #"{"p":{"outputs":{"5":{"images":[{"filename":"t.png","subfolder":"","type":"temp"}]},"9":{"images":[{"filename":"a.png","subfolder":"s","type":"output"},{"filename":"b.png","type":"output"}]}},"status":{"status_str":"success","completed":true,"messages":[]}}}"#
        let pictures = history(text)?.pictures(executed: ["9", "5"])
        #expect(pictures?.final == .init(name: "b.png", folder: "", type: "output"))
        #expect(pictures?.others == [.init(name: "a.png", folder: "s", type: "output")])
    }

    @Test func shownIsBetterThanNothing() {
        let text = #"{"p":{"outputs":{"5":{"images":[{"filename":"t.png","type":"temp"}]}}}}"#
        #expect(history(text)?.pictures(executed: [])?.final.type == "temp")
        #expect(history(text)?.failure == nil)
    }

    /// Where nothing was heard the numbers count: the order of the wire is none.
    @Test func nodesByNumber() {
        func node(_ id: String) -> String { #""\#(id)":{"images":[{"filename":"\#(id).png","type":"output"}]}"# }
        let text = #"{"p":{"outputs":{\#(["10", "9", "x"].map(node).joined(separator: ","))}}}"#
        #expect(history(text)?.pictures(executed: [])?.final.name == "10.png")
        #expect(history(text)?.pictures(executed: ["10", "x"])?.final.name == "x.png")
    }

    @Test(arguments: [
        #"{"filename":"","type":"output"}"#, #"{"filename":"a","type":"input"}"#, #"{"type":"output"}"#, "7",
        #"{"filename":"\#(String(repeating: "x", count: 3000))","type":"output"}"#,
    ]) func noFiles(_ file: String) {
        let history = history(#"{"p":{"outputs":{"9":{"images":[\#(file)],"text":["hello"]}}}}"#)
        #expect(history != nil)
        #expect(history?.pictures(executed: []) == nil)
    }

    @Test func anInterruptedOne() {
        let text =
            #"{"p":{"outputs":{},"status":{"status_str":"error","completed":false,"messages":[["execution_start",{}],["execution_interrupted",{}]]}}}"#
        #expect(history(text)?.failure == .comfyInterrupted)
        #expect(history("{}") == nil)
        #expect(history(#"{"other":{}}"#) == nil)
    }

    @Test func placesInTheQueue() {
        func place(_ running: String, _ pending: String) -> ComfyPlace? {
            PythonJSON.parse(#"{"queue_running":[\#(running)],"queue_pending":[\#(pending)]}"#.utf8)
                .flatMap { ComfyPlace($0, prompt: "p") }
        }
        #expect(place(#"[1,"p",{},{},[]]"#, "") == .running)
        // The queue is a heap: its order is none, its numbers are.
        #expect(place(#"[1,"x",{}]"#, #"[9,"y",{}],[4,"p",{}],[3,"z",{}],[-2,"w",{}]"#) == .waiting(ahead: 3))
        #expect(place("", #"[4,"p",{}]"#) == .waiting(ahead: 0))
        #expect(place(#"[1,"x",{}]"#, "") == .absent)
        #expect(ComfyPlace(.object([]), prompt: "p") == nil)
    }

    @Test func theTaskFile() throws {
        let staging = try Staging()
        #expect(ComfyTask(folder: staging.path) == nil)
        for task in [ComfyTask(prompt: "p\"1", words: "a\nb"), ComfyTask(prompt: "q", words: "")] {
            task.write(to: staging.path)
            #expect(ComfyTask(folder: staging.path) == task)
        }
        #expect(staging.files == ["comfy.task"])
        _ = staging.write("comfy.task", Array("{\"prompt_id\":\"\"}".utf8))
        #expect(ComfyTask(folder: staging.path) == nil)
    }
}
