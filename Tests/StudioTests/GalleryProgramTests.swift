import Foundation
import TerminalHarness
import Testing

/// The gallery and the comparison in the real program.
@Suite(.blocking, .serialized) struct GalleryProgramTests {
    @Test func picturesAreFoundMarkedAndGoneBackTo() throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.ask("a red fox", inHistory: "a red fox")
        try studio.ask("add snow", inHistory: "add snow")
        studio.send("\u{07}")
        try studio.waitFor("both pictures") { $0.row(0).contains("2 pictures") && $0.contains("a red fox") }
        try studio.waitFor("their colours") { $0.coloredCells > 200 }

        studio.send("/snow")
        try studio.waitFor("the one") { $0.row(0).hasSuffix("1 picture") }
        studio.send("\r")
        studio.send("s4")
        try studio.waitFor("its marks") { $0.contains("★ 4 add snow") }
        studio.send("/")
        studio.send("\u{1b}")
        try studio.waitFor("all again") { $0.row(0).contains("2 pictures") }
        studio.send("/is:starred\r")
        try studio.waitFor("the starred one") { $0.row(0).contains("1 picture") && $0.contains("★ 4 add snow") }

        // To the trash, and back.
        studio.send("d")
        try studio.waitFor("nothing left") { $0.row(0).contains("0 pictures") && $0.row(22).contains("in the trash") }
        studio.send("u")
        try studio.waitFor("it is back") { $0.row(0).contains("1 picture") }

        studio.send("\r")
        try studio.waitFor("its turn") { $0.contains("2/2") && $0.contains("Prompt") }
        try studio.leave()
        let sidecars = place.files("pictures").keys.filter { $0.hasSuffix(".json") && !$0.contains(".trash") }
        let texts = try sidecars.map {
            try String(contentsOf: place.folder.appendingPathComponent("pictures/" + $0), encoding: .utf8)
        }
        #expect(texts.count { $0.contains("\"starred\" : true") && $0.contains("\"rating\" : 4") } == 1)
    }

    @Test func whatOtherProgramsDoToTheFolderIsNoticed() throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.ask("a red fox", inHistory: "a red fox")
        studio.send("\u{07}")
        try studio.waitFor("the picture") { $0.row(0).contains("1 picture") && $0.coloredCells > 100 }
        let pictures = place.folder.appendingPathComponent("pictures/easel")
        let own = try #require(place.files("pictures/easel").keys.first { $0.hasSuffix(".png") })
        let (from, folder) = (pictures.appendingPathComponent(own), pictures.appendingPathComponent("holiday"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(at: from, to: folder.appendingPathComponent("beach.png"))
        try studio.waitFor("the new one in a new folder") { $0.row(0).contains("2 pictures") }
        try FileManager.default.copyItem(at: from, to: folder.appendingPathComponent("sea.png"))
        try studio.waitFor("another one") { $0.row(0).contains("3 pictures") }
        try FileManager.default.removeItem(at: folder)
        try studio.waitFor("they are gone") { $0.row(0).contains("1 picture") }
        try studio.leave()
    }

    @Test func sheetsAndCopiesGoWhereTheyMay() throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.ask("a red fox", inHistory: "a red fox")
        studio.send("\u{07}")
        try studio.waitFor("the picture") { $0.row(0).contains("1 picture") }
        let target = place.folder.path
        for (name, start) in [("sheet.PNG", [0x89, 0x50] as [UInt8]), ("sheet.ANS", [0x1b])] {
            studio.send("\u{10}sheet \(target)/\(name)")
            try studio.waitFor("the command") { $0.contains("/\(name)") }
            studio.send("\r")
            try studio.waitFor("the sheet") {
                $0.row(21).contains("the contact sheet is") && $0.row(22).hasSuffix(name)
            }
            let bytes = try Data(contentsOf: place.folder.appendingPathComponent(name))
            #expect(bytes.starts(with: start))
        }
        let before = place.files("pictures")
        let notes = place.folder.appendingPathComponent("notes.md")
        try Data("mine".utf8).write(to: notes)
        for (command, answer) in [
            ("sheet \(target)/notes.md", "a contact sheet is a .png"),
            ("export \(target)/pictures/easel/copies", "is in the gallery"),
        ] {
            studio.send("\u{10}\(command)\r")
            try studio.waitFor(answer) { screen in (20..<23).contains { screen.row($0).contains(answer) } }
        }
        #expect(place.files("pictures") == before)
        #expect(try String(contentsOf: notes, encoding: .utf8) == "mine")
        try studio.leave()
    }

    @Test func aQueryThatIsNoneIsSaidAndNothingIsLost() throws {
        let place = try Place()
        let studio = try place.studio()
        try studio.ask("a red fox", inHistory: "a red fox")
        studio.send("\u{07}/cost:much")
        try studio.waitFor("what is wrong") { $0.row(22).contains("cost") }
        studio.send("\u{1b}")
        try studio.waitFor("all pictures") { $0.row(0).contains("1 picture") }
        studio.send("\u{1b}")
        try studio.waitFor("the studio") { $0.contains("Prompt") && $0.contains("a red fox") }
        try studio.leave()
    }

    @Test func aBlindVoteIsKept() throws {
        let place = try Place()
        let studio = try place.studio(columns: 100, rows: 30)
        try studio.ask("a red fox", inHistory: "a red fox")
        studio.send("\u{1b}")
        try studio.waitFor("the history") { $0.row(29).contains("retry") }
        studio.send("r")
        try studio.waitFor("a second turn") { $0.contains("2/2") && $0.row(28).contains("completed") }
        studio.send("\u{0f}")
        try studio.waitFor("the comparison") {
            $0.row(0).contains("compare") && $0.row(28).contains("SSIM") || $0.row(28).contains("the same")
        }
        for (key, words) in [("w", "wipe 50"), ("d", "difference of"), ("b", "blink"), ("s", "compare"), ("+", "×2.0")]
        {
            studio.send(key)
            try studio.waitFor(words) { $0.row(0).contains(words) }
        }
        studio.send("u")
        try studio.waitFor("a blind one") { $0.row(0).contains("blind") }
        studio.send("2")
        try studio.waitFor("a winner") { $0.contains("★ winner") }
        studio.send("\r")
        try studio.waitFor("the studio") { $0.contains("Prompt") }
        try studio.leave()
        let votes = try String(
            contentsOf: place.folder.appendingPathComponent("state/easel/votes.jsonl"), encoding: .utf8)
        #expect(votes.split(separator: "\n").count == 1)
        #expect(votes.contains("\"blind\":true"))
    }
}

extension VirtualScreen {
    /// Cells with something of a picture, wherever they are.
    fileprivate var coloredCells: Int {
        (0..<rows).reduce(0) { sum, y in
            sum
                + (0..<columns).count { x in
                    let scalar = cell(x, y).text.unicodeScalars.first?.value ?? 0
                    return (0x2580...0x259f).contains(scalar) || (0x1fb00...0x1fbff).contains(scalar)
                }
        }
    }
}
