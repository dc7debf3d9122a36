import StudioCore
import Testing

@testable import Providers

@Suite struct WorkflowTests {
    private func filled(_ inputs: String, _ values: [Workflow.Place: String]) throws -> String {
        let workflow = try Workflow(
            Array(#"{"6":{"class_type":"X","inputs":{"p":"{{prompt}}",\#(inputs)}}}"#.utf8), name: "w.json")
        let text = String(decoding: workflow.filled(values), as: UTF8.self)
        return String(text.dropFirst(#"{"6":{"class_type":"X","inputs":{"p":"","#.count).dropLast(3))
    }

    @Test(arguments: [
        (#""a":"{{seed}}""#, #""a":7"#), (#""a":"{{ width }}","b":"{{height}}""#, #""a":640,"b":384"#),
        (#""a":"s{{seed}}.{{width}}x{{height}}""#, #""a":"s7.640x384""#),
        (#""a":"{{image}}","b":"{{image_1}}","c":"{{image_2}}""#, #""a":"one.png","b":"one.png","c":"\"2\\\".png""#),
        (#""a":["{{mask}}",0],"b":{"c":"{{checkpoint}}"}"#, #""a":["m.png",0],"b":{"c":"sd"}"#),
        (#""a":"{{negative}}""#, #""a":"""#),
        // What is no place stays as it is.
        (
            #""a":"{{promt}} {x|y} {{}} {{image_0}} {{ a b }} {{seed} {{{seed}}}""#,
            #""a":"{{promt}} {x|y} {{}} {{image_0}} {{ a b }} {{seed} {7}""#
        ),
        (#""{{seed}}":"\"{{seed}}\"""#, #""{{seed}}":"\"7\"""#),
        (#""a":18446744073709551615"#, #""a":18446744073709551615"#),
        (#""a":1.50e3,"b":[NaN]"#, #""a":1.50e3,"b":[NaN]"#),
    ]) func places(_ inputs: String, _ expected: String) throws {
        let values: [Workflow.Place: String] = [
            .seed: "7", .width: "640", .height: "384", .image(1): "one.png", .image(2): #""2\".png"#, .mask: "m.png",
            .checkpoint: "sd",
        ]
        #expect(try filled(inputs, values) == expected)
    }

    @Test(arguments: [
        ("a \"fox\"", #"a \"fox\""#), ("two\nlines\ttab", #"two\nlines\ttab"#), (#"back\slash"#, #"back\\slash"#),
        ("\u{1B}[0m\u{0}", #"\u001b[0m\u0000"#), ("狐 🦊 é", "狐 🦊 é"), ("{{seed}} {{prompt}}", "{{seed}} {{prompt}}"),
        (#"","class_type":"Evil"#, #"\",\"class_type\":\"Evil"#),
    ]) func wordsStayWords(_ prompt: String, _ expected: String) throws {
        let workflow = try Workflow(Array(#"{"1":{"class_type":"X","inputs":{"t":"{{prompt}}"}}}"#.utf8), name: "w")
        let text = String(decoding: workflow.filled([.prompt: prompt, .seed: "1"]), as: UTF8.self)
        #expect(text == #"{"1":{"class_type":"X","inputs":{"t":"\#(expected)"}}}"#)
        #expect(JSONValue.parse(text)?["1"]?["inputs"]?["t"]?.string == prompt)
    }

    /// Titles and classes are not for the sampler.
    @Test func placesOutsideOfInputsAreNone() {
        let text =
            #"{"1":{"class_type":"{{prompt}}","inputs":{"a":1},"_meta":{"title":"{{prompt}}","inputs":"{{prompt}}"}}}"#
        #expect(throws: WorkflowProblem.noPrompt.failure(of: "w")) { try Workflow(Array(text.utf8), name: "w") }
    }

    @Test(arguments: [
        ("", WorkflowProblem.notJSON), ("[]", .notJSON), ("{", .notJSON), ("{}", .empty),
        (#"{"last_node_id":9,"nodes":[{"id":1}],"links":[]}"#, .forTheScreen),
        (#"{"client_id":"x","prompt":{"1":{"class_type":"X","inputs":{}}}}"#, .wrapped),
        (#"{"1":{"class_type":"X","inputs":{}},"2":{"inputs":{}}}"#, .noClass(node: "2")),
        (#"{"1":{"class_type":"X"}}"#, .noClass(node: "1")), (#"{"1":7}"#, .noClass(node: "1")),
    ]) func problems(_ text: String, _ problem: WorkflowProblem) {
        #expect(WorkflowProblem(Array(text.utf8)) == problem)
        let failure = problem.failure(of: "w.json")
        #expect(failure.kind == .invalidRequest)
        #expect(failure.billed == .no)
        #expect(failure.message.hasPrefix("w.json"))
    }

    @Test func theScreensFormatIsToldHowToExport() {
        #expect(WorkflowProblem.forTheScreen.failure(of: "w").advice.contains("Export (API)"))
    }

    @Test(arguments: [false, true]) func theBuiltInOnes(_ hasPicture: Bool) throws {
        let workflow = try Workflow(BuiltInWorkflow.bytes(hasPicture: hasPicture), name: BuiltInWorkflow.name)
        #expect(workflow.pictures == (hasPicture ? 1 : 0))
        #expect(workflow.places.isSuperset(of: [.prompt, .seed, .width, .height, .negative, .checkpoint]))
        let graph = try #require(
            JSONValue.parse(
                String(decoding: workflow.filled([.seed: "1", .width: "16", .height: "16"]), as: UTF8.self)))
        // Every wire leads to a node that is there.
        guard case .object(let nodes) = graph else { return #expect(Bool(false)) }
        for node in nodes {
            guard case .object(let inputs)? = node.value["inputs"] else { return #expect(Bool(false)) }
            for input in inputs {
                if case .array(let wire) = input.value { #expect(graph[wire[0].string ?? ""] != nil) }
            }
        }
    }

    @Test func checkpointsInBothForms() {
        func names(_ choice: String) -> [String] {
            let text = #"{"CheckpointLoaderSimple":{"input":{"required":{"ckpt_name":\#(choice)}}}}"#
            return JSONValue.parse(text).map(BuiltInWorkflow.checkpoints) ?? ["none"]
        }
        #expect(names(#"[["a","b"],{"tooltip":"x"}]"#) == ["a", "b"])
        #expect(names(#"["COMBO",{"options":["a","b"]}]"#) == ["a", "b"])
        #expect(names("[[]]") == [])
        #expect(names("{}") == [])
    }
}
