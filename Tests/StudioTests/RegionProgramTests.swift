import Foundation
import TerminalHarness
import Testing

/// A rectangle drawn on the picture, in the real program.
@Suite(.blocking, .serialized) struct RegionProgramTests {
    private func smallPictures() throws -> Place {
        let place = try Place()
        try place.write("[defaults]\nsize = \"512\"\n", to: "config/easel/config.toml")
        return place
    }

    /// The text of the only session's file.
    private func session(_ place: Place) throws -> String {
        let name = try #require(place.files("data/easel/sessions").keys.first { $0.hasSuffix(".jsonl") })
        return try String(
            contentsOf: place.folder.appendingPathComponent("data/easel/sessions/\(name)"), encoding: .utf8)
    }

    /// A cell of the picture that the region leaves out.
    private func corner(_ program: TerminalProgram) -> VirtualScreen.Cell { program.screen.cell(36, 3) }

    @Test func drawnByKeys() throws {
        let place = try smallPictures()
        let studio = try place.studio()
        try studio.ask("a mountain lake", inHistory: "a mountain")
        try studio.waitFor("the picture") { $0.pictureCells > 300 }
        let before = corner(studio)
        studio.send("\u{1b}e")
        try studio.waitFor("the region") { $0.contains("region 352×192 at 176,96  the rest may change") }
        try studio.waitFor("the veil") { $0.cell(36, 3) != before }
        studio.send("LLo")
        try studio.waitFor("wider, and locked") { $0.contains("locked region 396×192 at 176,96") }
        studio.send("\r")
        try studio.waitFor("it is kept") { $0.row(22).contains("the next edit is meant for 396×192 at 176,96") }
        #expect(studio.screen.row(23).contains("submit"), "the words come next")
        try studio.ask("add a red boat", inHistory: "add a red")
        try studio.waitFor("the whole picture") { !$0.contains("region 396") && $0.contains("whole picture") }
        try studio.leave()
        #expect(try session(place).contains(#""region":{"height":192,"width":396,"x":176,"y":96}"#))
        #expect(try session(place).contains(#""lockOutside":true"#))
    }

    @Test func drawnWithTheMouse() throws {
        let place = try smallPictures()
        let studio = try place.studio()
        try studio.ask("a mountain lake", inHistory: "a mountain")
        try studio.waitFor("the picture") { $0.pictureCells > 300 }
        studio.send("\u{1b}[<0;50;5M")
        studio.send("\u{1b}[<32;53;7M")
        try studio.waitFor("the region") { $0.contains("region ") && $0.contains("the rest may change") }
        studio.send("\u{1b}[<32;56;9M\u{1b}[<0;56;9m")
        try studio.waitFor("it is kept") { $0.row(22).contains("the next edit is meant for") }
        try studio.ask("add a red boat", inHistory: "add a red")
        try studio.leave()
        #expect(try session(place).contains(#""region":{"#))
    }
}
