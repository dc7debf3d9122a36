import Glibc
import Pixels
import TerminalHarness
import Testing

@testable import Decoding

/// The real worker, and worse ones: a shell that crashes, hangs or lies in its place.
@Suite struct DecodeClientTests {
    private static let program = TerminalProgram.built("easel")
    private let bounds = PixelSize(width: 24, height: 24)

    private func real() -> DecodeClient { DecodeClient(program: Self.program, arguments: [DecodeServer.flag, "3600"]) }

    /// A worker that is this shell script, with the socket as its input and output.
    private func script(_ text: String, patience: Duration = .seconds(20)) -> DecodeClient {
        DecodeClient(program: "/bin/sh", arguments: ["-c", "exec >&0; \(text)"], patience: patience)
    }

    private func reason(_ client: DecodeClient, _ file: PictureFile) async -> PixelsError? {
        do throws(PixelsError) {
            _ = try await client.decode(file, fitting: bounds)
            return nil
        } catch {
            return error
        }
    }

    @Test func picturesComeAsTheyWouldFromHere() async throws {
        let client = real()
        for file in [
            try PictureFile(), try PictureFile(width: 7, height: 300),
            try PictureFile(JPEGEncoder.encode(.filled(RGB(9, 90, 200), width: 64, height: 40), quality: 90)),
            try PictureFile(WebPEncoder.encode(.filled(RGB(9, 90, 200), width: 64, height: 40), quality: 90)),
            // Large enough for memory that comes and goes by itself.
            try PictureFile(width: 1500, height: 1100),
        ] {
            let expected = try ImageDecoder.decode(file: file.path, fitting: bounds)
            #expect(try await client.decode(file, fitting: bounds) == expected)
            let whole = try ImageDecoder.decode(file: file.path)
            #expect(try await client.decode(file, fitting: nil) == whole)
        }
    }

    @Test func oneWorkerServesAll() async throws {
        let client = real()
        let file = try PictureFile()
        _ = try await client.decode(file, fitting: bounds)
        let first = await client.pid
        _ = try await client.decode(file, fitting: nil)
        #expect(await client.pid == first)
    }

    @Test func aPictureThatWasCutOffIsNotWhole() async throws {
        var noise = Bitmap(width: 64, height: 64)
        for index in noise.pixels.indices {
            noise.pixels[index] = UInt8(truncatingIfNeeded: (index &* index &* 2_654_435) >> 7)
        }
        let whole = try PNGEncoder.encode(noise)
        let cut = try PictureFile(Array(whole.prefix(whole.count * 2 / 3)))
        #expect(try await !real().decode(cut, fitting: bounds).isComplete)
    }

    @Test func theReasonsAreTheDecodersOwn() async throws {
        let client = real()
        var bytes = try PictureFile().bytes
        // The pixels' length as 4 GB.
        bytes.replaceSubrange(33..<37, with: [255, 255, 255, 255])
        let damaged = try PictureFile(bytes)
        do throws(PixelsError) {
            _ = try ImageDecoder.decode(file: damaged.path, fitting: bounds)
            #expect(Bool(false), "that can be decoded")
        } catch {
            #expect(await reason(client, damaged) == error)
        }
        #expect(await client.pid != nil, "and the worker goes on")
    }

    @Test func aBombIsRefusedByItsHeaderAndNobodyIsStarted() async throws {
        var bytes = try PictureFile().bytes
        bytes.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50])
        let bomb = try PictureFile(bytes)
        let client = real()
        #expect(await reason(client, bomb)?.kind == .tooLarge)
        #expect(await client.pid == nil)
    }

    @Test func aCrashCostsOnePictureAndOnlyOnce() async throws {
        let notes = try PictureFile([])
        let client = script("echo x >> \(notes.path); head -c 24 >/dev/null <&0; kill -SEGV $$")
        let file = try PictureFile()
        let before = file.bytes
        let first = await reason(client, file)
        #expect(first?.kind == .decoder)
        #expect(first?.message.contains("its decoder crashed") == true)
        #expect(await reason(client, file) == first)
        #expect(notes.bytes.count == 2, "nobody is sent into it twice")
        #expect(file.bytes == before)
        let other = try PictureFile()
        #expect(await reason(client, other)?.kind == .decoder)
        #expect(notes.bytes.count == 4)
    }

    @Test func aWorkerKilledBetweenTwoPicturesIsReplaced() async throws {
        let client = real()
        let file = try PictureFile()
        _ = try await client.decode(file, fitting: bounds)
        let first = try #require(await client.pid)
        kill(first, SIGKILL)
        var ended = siginfo_t()
        waitid(P_PID, id_t(first), &ended, WEXITED | WNOWAIT)
        #expect(try await client.decode(file, fitting: bounds).isComplete)
        #expect(await client.pid != first)
    }

    @Test func aWorkerThatLeavesWhenItIsAskedIsReplaced() async throws {
        let notes = try PictureFile([])
        // The first one leaves by itself at the first question, the second one is the real one.
        let client = script(
            "if [ -s \(notes.path) ]; then exec \(Self.program) --decode-worker; fi; "
                + "echo x > \(notes.path); head -c 24 >/dev/null <&0")
        #expect(try await client.decode(PictureFile(), fitting: bounds).isComplete)
    }

    @Test func aWorkerThatHangsIsEnded() async throws {
        let client = script("exec sleep 1000", patience: .milliseconds(20))
        #expect(await reason(client, try PictureFile())?.message.contains("decoding took more than") == true)
        #expect(await client.pid == nil)
    }

    @Test func nonsenseIsNotBelieved() async throws {
        let answers = [
            "yes", #"printf '1aqe\001\000\000\000\000\000\000\000\000\000\000\000\377\377\377\377'; exec sleep 1000"#,
            #"printf '1aqe\001\000\000\000\002\000\000\000\377\000\000\000\001\000\000\000'; exec sleep 1000"#,
        ]
        for answer in answers {
            let client = script(answer)
            #expect(await reason(client, try PictureFile())?.message.contains("nonsense") == true)
            #expect(await client.pid == nil)
        }
    }

    @Test func whoNoLongerWaitsIsNotKeptWaiting() async throws {
        let notes = try PictureFile([])
        let client = script("echo x >> \(notes.path); exec sleep 1000")
        let file = try PictureFile()
        let task = Task { @Sendable in await Self().reason(client, file)?.kind }
        while notes.bytes.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(await client.pid == nil)
        let again = Task { @Sendable in await Self().reason(client, file)?.kind }
        while notes.bytes.count < 4 { await Task.yield() }
        again.cancel()
        #expect(await again.value == .cancelled, "the picture itself is not blamed")
    }

    @Test func whatCannotBeStartedSaysSo() async throws {
        let client = DecodeClient(program: "/nonexistent/easel")
        #expect(await reason(client, try PictureFile())?.message.contains("could not be started") == true)
    }
}

extension DecodeClient {
    /// Keeps the file until there is an answer.
    func decode(_ file: PictureFile, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
        try await decode(file: file.path, fitting: fitting)
    }
}
