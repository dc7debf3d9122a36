import Screen
import StudioCore
import Testing

@testable import StudioUI

/// The gallery by keys: what is asked for, and what is done to which pictures.
@Suite struct ReduceGalleryTests {
    /// A gallery of so many pictures, opened and answered.
    static func person(_ count: Int, size: Size = Size(width: 80, height: 24), _ turns: [Turn] = []) -> Person {
        var person = Person(.make(turns, size: size))
        person.press("ctrl-g")
        answer(&person, count)
        return person
    }

    static func picture(_ number: Int) -> GalleryPicture {
        GalleryPicture(
            path: "2026-11-23/\(number).png", prompt: "fox \(number)", model: "google/gemini-3-pro-image",
            session: "foxes", turn: TurnID("t\(number)"), made: "2026-11-23 14:35", width: 1376, height: 768,
            bytes: 1_840_000, cost: 0.134)
    }

    /// What the index would say to the last question.
    static func answer(_ person: inout Person, _ count: Int) {
        guard let question = person.state.gallery?.asked else { return }
        let numbers = question.offset..<max(question.offset, min(count, question.offset + question.limit))
        person.tell(
            .picturesFound(GalleryAnswer(question: question, count: count, pictures: numbers.map(picture))))
    }

    private var gallery: (Person) -> GalleryState = { $0.state.gallery ?? GalleryState() }

    @Test func opensOnEverythingAndLooksAtTheFolder() {
        var person = Person(.make())
        let effects = person.effects(of: "ctrl-g")
        #expect(effects.contains(.refreshGallery))
        #expect(effects.contains { if case .findPictures(let question) = $0 { question.text == "" } else { false } })
        #expect(gallery(person).count == nil)
        Self.answer(&person, 5)
        #expect(gallery(person).count == 5)
        #expect(gallery(person).current?.prompt == "fox 0")
    }

    @Test func aHundredThousandAreAskedForInParts() {
        var person = Self.person(100_000)
        #expect(gallery(person).pictures.count < 100)
        person.press("G")
        #expect(gallery(person).selected == 99_999)
        #expect(gallery(person).current == nil, "not at hand yet")
        Self.answer(&person, 100_000)
        #expect(gallery(person).current?.prompt == "fox 99999")
        #expect(gallery(person).pictures.count < 100)
        person.press("g g")
        Self.answer(&person, 100_000)
        #expect(gallery(person).current?.prompt == "fox 0")
    }

    @Test func aStepWithinWhatIsAtHandAsksNothing() {
        var person = Self.person(100)
        #expect(person.effects(of: "right left down up l h j k") == [])
    }

    @Test func anAnswerToAnOlderQuestionIsDropped() {
        var person = Self.person(3)
        let old = gallery(person).asked
        person.press("/")
        person.type("owl")
        let newest = gallery(person).asked
        #expect(newest.text == "owl")
        person.tell(.picturesFound(GalleryAnswer(question: old, count: 9, pictures: [])))
        #expect(gallery(person).count == 3)
        person.tell(.picturesFound(GalleryAnswer(question: newest, count: 1, pictures: [Self.picture(7)])))
        #expect(gallery(person).current?.prompt == "fox 7")
    }

    @Test func whatIsTypedIsTextAndEscapeTakesItBack() {
        var person = Self.person(3)
        person.press("/")
        person.type("s d 3 tag:x")
        #expect(gallery(person).query.text == "s d 3 tag:x")
        #expect(!person.asked.contains { if case .markPictures = $0 { true } else { false } })
        person.press("enter")
        #expect(!gallery(person).isTyping)
        person.press("escape")
        #expect(gallery(person).query.isEmpty)
        person.press("escape")
        #expect(person.state.gallery == nil)
        #expect(person.state.popups.isEmpty)
    }

    @Test func marksAreSeenAtOnce() {
        var person = Self.person(3)
        #expect(person.effects(of: "s") == [.markPictures(["2026-11-23/0.png"], .star(true))])
        #expect(gallery(person).current?.isStarred == true)
        #expect(person.effects(of: "4") == [.markPictures(["2026-11-23/0.png"], .rating(4))])
        #expect(gallery(person).current?.rating == 4)
        #expect(person.effects(of: "s") == [.markPictures(["2026-11-23/0.png"], .star(false))])
        person.press("t")
        person.type("night, -day,  ")
        #expect(
            person.effects(of: "enter")
                == [.markPictures(["2026-11-23/0.png"], .tags(add: ["night"], remove: ["day"]))])
        #expect(gallery(person).current?.tags == ["night"])
    }

    @Test func whatIsSelectedIsLookedAtCloser() {
        let wide = Size(width: 120, height: 40)
        var person = Self.person(3, size: wide)
        #expect(person.asked.last == .readPictures(["2026-11-23/0.png"]))
        #expect(person.effects(of: "right") == [.readPictures(["2026-11-23/1.png"])])
        // What was passed comes too late.
        person.tell(.pictureRead(PictureFacts(path: "2026-11-23/0.png")))
        #expect(gallery(person).facts == nil)
        let settings = TurnSettings(model: Models.pro.reference, size: .fourK, aspect: AspectRatio("16:9"))
        person.tell(
            .pictureRead(
                PictureFacts(
                    path: "2026-11-23/1.png", request: .init(prompt: "fox 1", settings: settings),
                    lineage: ["add snow", "a fox"], notes: ["asked 4K, got 1376×768"], hasCredentials: true)))
        let text = render(person.state, theme: .mono).goldenText
        for words in ["4K  16:9", "asked 4K, got", "← add snow", "← a fox", "a mark is present"] {
            #expect(text.contains(words), "\(words)")
        }
        // Once a picture, and anew when the folder has changed.
        #expect(person.effects(of: "s") == [.markPictures(["2026-11-23/1.png"], .star(true))])
        person.tell(.galleryChanged)
        #expect(person.asked.last == .readPictures(["2026-11-23/1.png"]))
        // Without the details nobody asks.
        #expect(person.effects(of: "i left").allSatisfy { if case .readPictures = $0 { false } else { true } })
    }

    @Test func halfAFilterLeavesWhatWasFound() {
        var person = Self.person(3)
        person.press("/")
        person.type("cost:")
        let question = gallery(person).asked
        person.tell(.picturesFound(GalleryAnswer(question: question, problem: "needs a number behind it")))
        #expect(gallery(person).count == 3 && gallery(person).pictures.count == 3)
        #expect(render(person.state, theme: .mono).goldenText.contains("needs a number"))
        person.type(">1")
        person.tell(.picturesFound(GalleryAnswer(question: gallery(person).asked, count: 0, pictures: [])))
        #expect(gallery(person).count == 0 && gallery(person).problem == nil)
    }

    @Test func aLongPromptLeavesRoomForTheRest() {
        var person = Self.person(1, size: Size(width: 100, height: 24))
        var picture = Self.picture(0)
        picture.prompt = String(repeating: "a fox in the snow ", count: 120)
        person.tell(.picturesFound(GalleryAnswer(question: gallery(person).asked, count: 1, pictures: [picture])))
        let text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("1376×768") && text.contains("session") && text.contains(" …"))
    }

    @Test func aLongMessageIsReadToItsEnd() {
        var person = Self.person(3)
        let path = "/home/somebody/Pictures/easel/2026-11-26/192351-a-red-house-6e9302cf.png"
        person.tell(.notice(Notice(.danger, "Cannot move \(path): permission denied. Make the folder writable.")))
        #expect(render(person.state, theme: .mono).goldenText.contains("permission denied"))
        // The next thing that is done is not blamed for it.
        person.press("s")
        #expect(person.notice == nil)
    }

    @Test func helpTellsWhatCanBeSearchedFor() {
        var person = Self.person(3, size: Size(width: 100, height: 60))
        person.state.queryForms = [QueryForm(form: "rating:>=3", meaning: "as good as that")]
        person.press("?")
        #expect(render(person.state, theme: .mono).goldenText.contains("rating:>=3  as good as that"))
    }

    @Test func manyAtOnce() {
        var person = Self.person(5)
        person.press("space space")
        #expect(gallery(person).marked == ["2026-11-23/0.png", "2026-11-23/1.png"])
        #expect(person.effects(of: "d") == [.trashPictures(["2026-11-23/0.png", "2026-11-23/1.png"])])
        #expect(person.effects(of: "u") == [.restorePictures([])])
        person.press("space x")
        person.type("/tmp/out")
        #expect(person.effects(of: "enter") == [.exportPictures(["2026-11-23/2.png"], folder: "/tmp/out")])
    }

    @Test func aPictureLeadsToItsTurn() {
        var person = Self.person(2, [.make("t0", "fox 0")])
        #expect(person.effects(of: "enter") == [.openTurn(session: "foxes", TurnID("t0"))])
        // In the session that is open, at once.
        person.state.tree = SessionTree(name: "foxes", createdAt: Time.start)
        person.state.tree.apply(.turn(.make("t0", "fox 0")))
        #expect(person.effects(of: "enter") == [.select(TurnID("t0"))])
        #expect(person.state.gallery == nil)
    }

    @Test func albumsArePickedByWhatTheyHaveInCommon() {
        var person = Self.person(2)
        person.press("a j")
        #expect(person.effects(of: "enter") == [.listAlbums("day")])
        person.tell(.albumsListed("Albums by day", [.init(value: "date:2026-11-23", label: "2026-11-23")]))
        let effects = person.effects(of: "enter")
        #expect(gallery(person).query.text == "date:2026-11-23")
        #expect(
            effects.contains {
                if case .findPictures(let question) = $0 { question.text == "date:2026-11-23" } else { false }
            })
        person.tell(.albumsListed("Albums by tag", []))
        #expect(person.notice == "there are no such albums yet")
    }

    @Test func useAllBringsPromptAndSettingsBack() {
        var person = Self.person(2)
        #expect(person.effects(of: "e") == [.usePicture("2026-11-23/0.png")])
        var settings = TurnSettings.pro
        settings.size = .fourK
        person.tell(.recipeRead(PictureRecipe(prompt: "fox 0", settings: settings)))
        #expect(person.state.prompt.text == "fox 0")
        #expect(person.state.settings.current.size == .fourK)
        #expect(person.state.popups.isEmpty)
    }

    @Test func aQueryThatCannotBeReadSaysWhy() {
        var person = Self.person(2)
        person.press("/")
        person.type("date:soon")
        let question = person.state.gallery?.asked ?? GalleryQuestion(text: "", offset: 0, limit: 0)
        person.tell(.picturesFound(GalleryAnswer(question: question, problem: "date: wants a day")))
        let text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("date: wants a day"))
        #expect(gallery(person).current?.prompt == "fox 0", "what was found before stays")
    }

    @Test(arguments: 1...60) func noSizeLosesTheSelection(_ width: Int) {
        var person = Self.person(500, size: Size(width: 60, height: 18))
        person.press("j j j j j l")
        person.tell(.input(.resize(Size(width: 60 + 3 * width, height: 18 + width))))
        Self.answer(&person, 500)
        let gallery = gallery(person)
        let layout = GalleryLayout(size: person.state.size, zoom: gallery.zoom, details: gallery.details)
        let row = gallery.selected / layout.columns
        #expect(row >= gallery.scroll && row < gallery.scroll + layout.rows)
        for row in 0..<layout.rows {
            for column in 0..<layout.columns {
                let tile = layout.tile(row: row, column: column)
                #expect(layout.grid.intersection(tile) == tile && tile.height >= 2)
            }
        }
    }
}
