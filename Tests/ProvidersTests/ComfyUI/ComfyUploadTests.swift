import Pixels
import StudioCore
import Testing

@testable import Providers

/// Pictures and places, over a socket: what is uploaded and what the graph says of it.
@Suite struct ComfyUploadTests {
    private static let workflow =
        #"{"1":{"class_type":"LoadImage","inputs":{"image":"{{image}}"}},"2":{"class_type":"LoadImage","inputs":{"image":"{{image_2}}"}},"3":{"class_type":"CLIPTextEncode","inputs":{"text":"{{prompt}}, sharp","seed":"{{seed}}"}}}"#

    private static func pixels(_ width: Int, _ height: Int) throws -> [UInt8] {
        try PNGEncoder.encode(.filled(RGB(red: 9, green: 8, blue: 7), width: width, height: height))
    }

    @Test func picturesGoWithTheirContent() async throws {
        let trial = try await ComfyTrial(
            ComfyWire.script {
                $0.answers["POST /upload/image"] = [
                    ComfyWire.json(#"{"name":"a (1).png","subfolder":"","type":"input"}"#),
                    ComfyWire.json(#"{"name":"b\"}.png","subfolder":"clip/space","type":"input"}"#),
                ]
            })
        let branch = ImageFile.make(trial.staging, "aaaa", Picture.png(900))
        let reference = ImageFile.make(trial.staging, "bbbb", Picture.png(70))
        let request = try trial.request(
            [
                .init(role: .user, parts: [.text("a fox", signature: nil)]),
                .init(role: .model, parts: [.image(branch, signature: nil)]),
                .init(
                    role: .user, parts: [.text("with “this” hat\n", signature: nil), .image(reference, signature: nil)]),
            ], workflow: Self.workflow
        ) { $0.seed = 5 }
        let response = try await trial.response(request)
        #expect(response.parts.first == .text("Drawn with mine.json, seed 5.", signature: nil))
        let requests = try await trial.server.requests()
        #expect(
            requests.map(\.route).prefix(4) == [
                "POST /upload/image", "POST /upload/image", "GET /ws", "POST /prompt",
            ])
        let name = "easel-" + String(repeating: "0", count: 32) + ".png"
        let parts = requests[0].text
        #expect(parts.contains("name=\"image\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n"))
        #expect(parts.contains("name=\"type\"\r\n\r\ninput\r\n"))
        #expect(!parts.contains("overwrite"))
        let file = trial.staging.bytes(branch.path)
        #expect(requests[0].body.indices.contains { requests[0].body[$0...].starts(with: file) })
        let graph = try #require(JSONValue.parse(requests[3].text)?["prompt"])
        #expect(graph["1"]?["inputs"]?["image"]?.string == "a (1).png")
        #expect(graph["2"]?["inputs"]?["image"]?.string == "clip/space/b\"}.png")
        #expect(graph["3"]?["inputs"]?["text"]?.string == "with “this” hat\n, sharp")
        #expect(graph["3"]?["inputs"]?["seed"] == .number(5))
    }

    @Test func theBuiltInGraphGoesOnFromThePicture() async throws {
        let trial = try await ComfyTrial()
        let branch = ImageFile.make(trial.staging, "aaaa", try Self.pixels(64, 32))
        let request = try trial.request([
            .init(role: .model, parts: [.image(branch, signature: nil)]),
            .init(role: .user, parts: [.text("at night", signature: nil)]),
        ])
        _ = try await trial.response(request)
        let graph = try #require(
            JSONValue.parse(try await trial.server.requests().first { $0.route == "POST /prompt" }?.text ?? "")?[
                "prompt"])
        #expect(graph["10"]?["inputs"]?["image"]?.string == "kept.png")
        #expect(graph["11"]?["inputs"]?["width"] == .number(1456))
        #expect(graph["11"]?["inputs"]?["height"] == .number(720))
        #expect(graph["6"]?["inputs"]?["text"]?.string == "at night")
    }

    @Test func aRegionBecomesAMask() async throws {
        let workflow =
            #"{"1":{"class_type":"LoadImageMask","inputs":{"image":"{{mask}}","channel":"red","text":"{{prompt}}"}}}"#
        let trial = try await ComfyTrial()
        let branch = ImageFile.make(trial.staging, "aaaa", try Self.pixels(8, 4))
        let request = try trial.request(
            [
                .init(role: .model, parts: [.image(branch, signature: nil)]),
                .init(role: .user, parts: [.text("blue", signature: nil)]),
            ], workflow: workflow
        ) { $0.region = Region(x: 2, y: 1, width: 3, height: 2) }
        _ = try await trial.response(request)
        let requests = try await trial.server.requests()
        #expect(requests.map(\.route).prefix(2) == ["POST /upload/image", "GET /ws"])
        let body = requests[0].body
        let start = try #require(body.indices.first { body[$0...].starts(with: [0x89, 0x50, 0x4E, 0x47]) })
        let mask = try ImageDecoder.decode(Array(body[start...])).bitmap
        for y in 0..<4 {
            for x in 0..<8 {
                let isInside = (2..<5).contains(x) && (1..<3).contains(y)
                let at = (y * 8 + x) * 4
                #expect(Array(mask.pixels[at..<at + 4]) == (isInside ? [255, 255, 255, 0] : [0, 0, 0, 255]))
            }
        }
        #expect(!trial.staging.files.contains("mask.png"))
    }

    @Test func noPictureForAWorkflowThatStartsFromOne() async throws {
        let trial = try await ComfyTrial()
        let failure = try await trial.failure(try trial.request(workflow: Self.workflow))
        #expect(failure.kind == .unsupportedSetting)
        #expect(failure.message == "mine.json starts from a picture ({{image}}), and there is none.")
        #expect(try await trial.server.requests().isEmpty)
    }

    @Test func aWorkflowWithoutAPlaceForThePrompt() async throws {
        let trial = try await ComfyTrial()
        let failure = try await trial.failure(
            try trial.request(workflow: #"{"1":{"class_type":"X","inputs":{"text":"hello"}}}"#))
        #expect(failure.kind == .invalidRequest)
        #expect(failure.message == "mine.json has no place for the prompt.")
        #expect(try await trial.server.requests().isEmpty)
    }

    @Test func aWorkflowThatIsNotThere() async throws {
        let trial = try await ComfyTrial()
        var request = try trial.request()
        request.model.wire.workflow = "/nonexistent/w.json"
        let failure = try await trial.failure(request)
        #expect(failure.message == "The workflow /nonexistent/w.json cannot be read.")
        #expect(try await trial.server.requests().isEmpty)
    }
}
