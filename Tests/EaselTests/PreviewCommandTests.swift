import Foundation
import Testing

@testable import easel

/// Pictures that are none, or worse: refused in words, and left as they are.
@Suite(.blocking) struct PreviewCommandTests {
    private func refusal(_ bytes: [UInt8]) throws -> (code: Int32, errors: String, isUntouched: Bool) {
        let world = try World()
        defer { world.remove() }
        let file = world.folder.appendingPathComponent("picture.png")
        try Data(bytes).write(to: file)
        let result = try world.run("preview", file.path, "--graphics", "ascii", "--size", "8x4")
        #expect(result.output.isEmpty)
        return (result.code, result.errors, try Data(contentsOf: file) == Data(bytes))
    }

    /// A PNG's signature and header, then an IDAT that is nothing.
    private func png(width: UInt32, height: UInt32) -> [UInt8] {
        func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + Array("IHDR".utf8) + big(width)
            + big(height) + [8, 2, 0, 0, 0] + big(0) + big(9) + Array("IDAT".utf8) + Array(repeating: 7, count: 13)
    }

    @Test func aBombIsRefusedByItsHeader() throws {
        let said = try refusal(png(width: 50_000, height: 50_000))
        #expect(said.code == 1 && said.isUntouched)
        #expect(said.errors.contains("50000×50000"))
    }

    @Test func aDamagedPictureIsTheDecodersWord() throws {
        let said = try refusal(png(width: 64, height: 64))
        #expect(said.code == 1 && said.isUntouched)
        #expect(said.errors.contains("The PNG cannot be decoded"))
    }

    @Test func whatIsNoPictureSaysSo() throws {
        let said = try refusal(Array("#!/bin/sh\nnot a picture at all\n".utf8))
        #expect(said.code == 1 && said.isUntouched)
        #expect(said.errors.contains("no picture known here"))
    }
}
