import Pixels
import StudioCore
import Testing

@testable import Providers

@Suite struct ComfyEventTests {
    @Test(arguments: [
        (
            #"{"type":"status","data":{"status":{"exec_info":{"queue_remaining":2}},"sid":"x"}}"#,
            ComfyEvent.status(remaining: 2)
        ),
        (#"{"type":"execution_start","data":{"prompt_id":"p","timestamp":1}}"#, .started(prompt: "p")),
        (#"{"type":"execution_cached","data":{"nodes":["1","2"],"prompt_id":"p"}}"#, .cached(prompt: "p", nodes: 2)),
        (#"{"type":"executing","data":{"node":"3","prompt_id":"p"}}"#, .executing(prompt: "p", node: "3")),
        (#"{"type":"executing","data":{"node":null,"prompt_id":"p"}}"#, .executing(prompt: "p", node: nil)),
        (
            #"{"type":"progress","data":{"value":3,"max":20,"prompt_id":"p","node":"3"}}"#,
            .progress(prompt: "p", step: 3, of: 20)
        ),
        (#"{"type":"progress","data":{"value":3.0,"max":20}}"#, .progress(prompt: nil, step: 3, of: 20)),
        (
            #"{"type":"progress_state","data":{"prompt_id":"p","nodes":{"3":{"value":7,"max":20,"state":"running"},"8":{"value":1,"max":1,"state":"running"},"4":{"value":5,"max":5,"state":"finished"}}}}"#,
            .progress(prompt: "p", step: 7, of: 20)
        ),
        (
            #"{"type":"executed","data":{"node":"9","output":{"images":[]},"prompt_id":"p"}}"#,
            .executed(prompt: "p", node: "9")
        ),
        (#"{"type":"execution_success","data":{"prompt_id":"p"}}"#, .succeeded(prompt: "p")),
        (#"{"type":"execution_interrupted","data":{"prompt_id":"p","node_id":"3"}}"#, .interrupted(prompt: "p")),
        (
            #"{"data":{"prompt_id":1,"node":4,"is":[NaN,-Infinity]},"type":"executing"}"#,
            .executing(prompt: "1", node: "4")
        ),
    ]) func reads(_ text: String, _ event: ComfyEvent) { #expect(ComfyEvent(text.utf8) == event) }

    @Test func errors() {
        let text =
            #"{"type":"execution_error","data":{"prompt_id":"p","node_id":"3","node_type":"KSampler","exception_message":"boom\n","exception_type":"ValueError"}}"#
        guard case .failed("p", let error)? = ComfyEvent(text.utf8) else { return #expect(Bool(false)) }
        #expect(TurnFailure.comfy(error).message == "ComfyUI failed in node 3 (KSampler): boom")
        #expect(TurnFailure.comfy(ComfyError(.null)).message == "ComfyUI failed: it does not say why.")
    }

    @Test(arguments: [
        "", "null", "[]", "{", #"{"type":"crystools.monitor","data":{}}"#, #"{"type":"status","data":null}"#,
        #"{"type":"progress","data":{"value":"x"}}"#, #"{"type":7}"#, "<html>",
        #"{"type":"progress_state","data":{"nodes":{"8":{"value":1,"max":1,"state":"running"}}}}"#,
    ]) func isNone(_ text: String) { #expect(ComfyEvent(text.utf8) == nil) }

    @Test func frames() {
        let jpeg = Picture.jpeg()
        let plain = ComfyFrame(ComfyWire.preview(jpeg))
        #expect(plain?.picture == 8..<8 + jpeg.count)
        #expect(plain?.format == .jpeg)
        #expect(plain?.prompt == nil)
        // What it says it is does not count.
        #expect(ComfyFrame(ComfyWire.preview(Picture.png(), format: 1))?.format == .png)
        let told = ComfyWire.preview(jpeg, of: "p")
        #expect(ComfyFrame(told)?.prompt == "p")
        #expect(ComfyFrame(told).map { Array(told[$0.picture]) } == jpeg)
        for length in 0..<told.count - jpeg.count + 2 { #expect(ComfyFrame(Array(told[..<length])) == nil) }
        for other: [UInt8] in [[0, 0, 0, 3], [0, 0, 0, 2], [9, 9, 9, 9]] {
            #expect(ComfyFrame(other + Array(told[4...])) == nil)
        }
        #expect(ComfyFrame([0, 0, 0, 4, 0xFF, 0xFF, 0xFF, 0xFF] + jpeg) == nil)
        #expect(ComfyFrame(ComfyWire.preview(Array("<html>".utf8))) == nil)
    }

    @Test func previewsThatAreKept() throws {
        let staging = try Staging()
        var shelf = PreviewShelf(folder: staging.path)
        for number in 1...5 {
            let bytes = Picture.jpeg(10 * number)
            let added = shelf.add(bytes[...])
            let file = try #require(added)
            #expect(staging.bytes(file.path) == bytes)
            #expect(shelf.newest == file)
        }
        #expect(staging.files == ["preview-4", "preview-5"])
        let words = shelf.add(Array("no picture at all, but words".utf8)[...])
        #expect(words == nil)
        for _ in 0..<PreviewShelf.most { _ = shelf.add(Picture.jpeg()[...]) }
        let beyond = shelf.add(Picture.jpeg()[...])
        #expect(beyond == nil)
        #expect(staging.files.count == 2)
    }

    @Test(arguments: [
        (
            #"{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN \" Infinity"}"#,
            #"{"a":0  ,"b":[0       ,-0       ],"c":"NaN \" Infinity"}"#
        ),
        ("  [NaN]", "  [0  ]"), ("<html>Not Found: Infinity</html>", "<html>Not Found: Infinity</html>"),
    ]) func python(_ text: String, _ plain: String) {
        for cut in 0...text.utf8.count {
            var python = PythonJSON()
            let bytes = Array(text.utf8)
            let pieces = [bytes[..<cut], bytes[cut...]].map { Array($0).withUnsafeBytes { python.plain($0) } }
            #expect(pieces.flatMap(\.self) == Array(plain.utf8))
        }
    }
}
