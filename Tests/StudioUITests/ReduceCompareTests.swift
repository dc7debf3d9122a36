import Screen
import StudioCore
import Testing

@testable import StudioUI

/// The comparison by keys.
@Suite struct ReduceCompareTests {
    /// fox ─ snow (two variants), and an owl beside it.
    private let session = [
        Turn.make("a", "a fox"), .make("b", "add snow", under: "a", result: .pictures(2)),
        .make("c", "add snow", under: "a", settings: .sketch),
    ]

    private func person(_ selected: String) -> Person {
        var person = Person(.make(session, size: Size(width: 120, height: 40)))
        person.state.tree.apply(.selected(TurnID(selected)))
        person.press("ctrl-o")
        return person
    }

    private func compare(_ person: Person) -> CompareState { person.state.compare ?? CompareState([]) }

    @Test func variantsThenSiblingsThenTheTurnBefore() {
        #expect(
            compare(person("b")).items
                == [.turn(TurnID("b"), variant: 0), .turn(TurnID("b"), variant: 1)])
        #expect(
            compare(person("c")).items
                == [.turn(TurnID("b"), variant: 0), .turn(TurnID("c"), variant: 0)])
        var alone = Person(.make([.make("a", "a fox"), .make("b", "add snow", under: "a")]))
        alone.press("ctrl-o")
        #expect(compare(alone).items == [.turn(TurnID("a"), variant: 0), .turn(TurnID("b"), variant: 0)])
        var one = Person(.make([.make("a", "a fox")]))
        one.press("ctrl-o")
        #expect(one.state.compare == nil)
        #expect(one.notice?.hasPrefix("Compare: one picture or none") == true)
    }

    /// A key that does nothing is no answer.
    @Test func aPromptAndNothingToCompareAsksForModels() {
        var person = Person(.make([.make("a", "a fox")]))
        person.type("make it night")
        person.press("ctrl-o")
        guard case .entry(let entry)? = person.state.popups.last else {
            Issue.record("nothing asks")
            return
        }
        #expect(entry.command == .compare)
        #expect(entry.hint == "two to four, such as nano-banana-pro nano-banana")
        person.type("nano-banana-pro sketch")
        let sent = person.effects(of: "enter")
        #expect(sent.count == 2)
        #expect(person.state.compare?.items == [.waiting(Models.pro.reference), .waiting(Models.sketch.reference)])
        #expect(person.state.prompt.isBlank)
    }

    @Test func theSameModelThroughTwoProvidersIsToldApart() {
        var elsewhere = Models.pro
        elsewhere.provider = "openrouter"
        var state = StudioState.make()
        state.settings.catalogue = Catalogue(models: [Models.pro, elsewhere, Models.sketch], outputPixels: [:])
        state.compare = CompareState([.waiting(Models.pro.reference), .waiting(elsewhere.reference)])
        #expect(
            (state.compare?.items ?? []).map { ComparedFacts($0, state).title }
                == ["google/gemini-3-pro-image", "openrouter/gemini-3-pro-image"])
        state.compare = CompareState([.waiting(Models.pro.reference), .waiting(Models.sketch.reference)])
        #expect((state.compare?.items ?? []).map { ComparedFacts($0, state).title } == ["Nano Banana Pro", "Sketch"])
    }

    @Test func thePairIsMeasuredOnce() {
        var person = Person(.make(session))
        person.state.tree.apply(.selected(TurnID("b")))
        let pair = ["2026-11-23/143502-b-0.png", "2026-11-23/143502-b-1.png"]
        #expect(person.effects(of: "ctrl-o") == [.readPictures(pair), .measure(pair)])
        person.tell(.measured(["x", "y"], ["too late"]))
        #expect(compare(person).metrics == [])
        person.tell(.measured(pair, ["SSIM 0.9"]))
        #expect(compare(person).metrics == ["SSIM 0.9"])
        #expect(person.effects(of: "w d s") == [])
        #expect(person.effects(of: "2") == [.measure(pair.reversed())])
    }

    @Test func allMoveTogetherAndNeverOutside() {
        var person = person("b")
        person.press("+ +")
        #expect(compare(person).window.zoom == 4)
        person.press("left left left left left left left left left up up up up up up up up up")
        #expect(compare(person).window.x == 0)
        #expect(compare(person).window.y == 0)
        #expect(Set(person.state.compared.map { $0?.window }).count == 1)
        person.press("- - -")
        #expect(compare(person).window.isWhole)
        person.press("+ + + + + + +")
        #expect(compare(person).window.zoom == 16)
        person.press("0")
        #expect(compare(person).window == CompareWindow())
    }

    @Test func wipeAndDifferenceHoldOneAgainstTheOther() {
        var person = person("b")
        person.press("w left")
        #expect(
            person.state.compared.map { $0?.mix }
                == [.wipe(other: "2026-11-23/143502-b-1.png", hundredths: 45)])
        person.press("d x")
        #expect(
            person.state.compared.map { $0?.path } == ["2026-11-23/143502-b-1.png"])
        #expect(person.state.compared.map { $0?.mix } == [.difference(other: "2026-11-23/143502-b-0.png")])
        person.press("b")
        #expect(person.state.compared.count == 1)
        person.press("b")
        #expect(person.state.compared.map { $0?.path } == ["2026-11-23/143502-b-0.png"])
    }

    @Test func blindTellsNothingUntilOneHasWon() {
        var person = person("c")
        #expect(person.effects(of: "u") == [.shuffle(2)])
        person.tell(.shuffled([1, 0]))
        #expect(compare(person).items == [.turn(TurnID("c"), variant: 0), .turn(TurnID("b"), variant: 0)])
        person.tell(.shuffled([0, 0]))
        #expect(compare(person).items.count == 2)
        var text = render(person.state, theme: .mono).goldenText
        #expect(!text.contains("Sketch") && !text.contains("Nano Banana") && !text.contains("$"))
        let votes = person.effects(of: "2")
        guard case .vote(let vote)? = votes.first else {
            Issue.record("no vote")
            return
        }
        #expect(vote.winner == TurnID("b"))
        #expect(vote.isBlind)
        #expect(vote.entrants.map(\.model) == [Models.sketch.reference, Models.pro.reference])
        text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("Sketch") && text.contains("★ winner"))
        #expect(person.effects(of: "1").contains { if case .vote = $0 { true } else { false } } == false, "decided")
    }

    @Test func whatWasAskedDifferentlyIsTold() {
        var person = person("c")
        #expect(person.effects(of: "i") == [.readStandings])
        var text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("Asked differently") && text.contains("1  google/gemini-3-pro-image"))
        #expect(text.contains("2  sketch/sketch"))
        let vote = Vote(
            at: person.state.now, session: "foxes",
            entrants: [
                .init(turn: TurnID("b"), model: Models.pro.reference, cost: Cost(amount: 0.5, basis: .table)),
                .init(turn: TurnID("c"), model: Models.sketch.reference, cost: Cost(amount: 0, basis: .free)),
            ], winner: TurnID("b"), tags: ["night"], isBlind: true)
        person.tell(.standings(Standings([vote])))
        text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("1 won, 0 lost") && text.contains("$0.50 a win") && text.contains("#night"))
        person.press("escape u")
        person.tell(.shuffled([1, 0]))
        person.press("i")
        text = render(person.state, theme: .mono).goldenText
        #expect(!text.contains("google/") && !text.contains("won"))
        person.press("escape 1")
        text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("voted") && text.contains("1016"))
    }

    @Test func allThatAreComparedAreTaggedAndTheVoteCountsForTheTag() {
        var person = person("c")
        let paths = ["2026-11-23/143502-b-0.png", "2026-11-23/143502-c-0.png"]
        person.tell(.pictureRead(PictureFacts(path: paths[0], tags: ["day"])))
        person.press("t")
        person.type("night, -day")
        #expect(person.effects(of: "enter") == [.markPictures(paths, .tags(add: ["night"], remove: ["day"]))])
        person.press("u")
        person.tell(.shuffled([0, 1]))
        let votes = person.effects(of: "1").compactMap { if case .vote(let vote) = $0 { vote } else { nil } }
        #expect(votes.map(\.tags) == [["night"]])
    }

    @Test func picturesOfTheGalleryAreReadForWhatTheyWereAskedWith() {
        var person = ReduceGalleryTests.person(4, size: Size(width: 100, height: 60))
        person.press("space space")
        let paths = ["2026-11-23/0.png", "2026-11-23/1.png"]
        #expect(person.effects(of: "ctrl-o") == [.readPictures(paths), .measure(paths)])
        person.press("i")
        #expect(render(person.state, theme: .mono).goldenText.contains("how 1, 2 were asked for"))
        for (path, seed) in zip(paths, [1, 2]) {
            let settings = TurnSettings(model: Models.pro.reference, seed: seed)
            person.tell(.pictureRead(PictureFacts(path: path, request: .init(prompt: "fox", settings: settings))))
        }
        let text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("seed") && !text.contains("were asked for"))
    }

    @Test func theWinnerIsWhereTheBranchGoesOn() {
        var person = person("b")
        person.press("2")
        #expect(person.effects(of: "enter") == [.select(TurnID("b"))])
        #expect(person.selected == "b")
        #expect(person.state.preview.variants[TurnID("b")] == 1)
        #expect(person.state.popups.isEmpty && person.state.focus == .prompt)
    }

    @Test func afterAVoteTheChosenOneIsKept() {
        var person = person("c")
        person.press("u")
        person.tell(.shuffled([0, 1]))
        person.press("1 2")
        #expect(person.effects(of: "enter") == [.select(TurnID("c"))])
    }

    @Test func aVoteThatIsNotCountedIsSaid() {
        var person = person("b")
        person.press("u")
        person.tell(.shuffled([0, 1]))
        #expect(person.effects(of: "1").isEmpty)
        #expect(person.notice?.hasPrefix("not counted") == true)
    }

    @Test func theEdgeOfAWipeMovesInWhatIsSeen() {
        var person = person("b")
        person.press("w + +")
        let window = compare(person).window
        person.press("left")
        #expect(compare(person).wipe == 45)
        #expect(compare(person).window == window)
        for _ in 0..<9 { person.press("left") }
        #expect(compare(person).wipe == 0)
        person.press("left")
        #expect(compare(person).wipe == 0)
        #expect(compare(person).window.x < window.x, "at its end it pushes the window")
    }

    @Test func moreThanFourAreSaid() {
        var person = ReduceGalleryTests.person(6, size: Size(width: 100, height: 60))
        person.press("space space space space space ctrl-o")
        #expect(compare(person).items.count == 4)
        #expect(person.notice == "the first 4 of 5 marked pictures")
    }

    @Test func onePromptToSeveralModels() {
        var person = Person(.make([.make("a", "a fox")], size: Size(width: 120, height: 40)))
        person.type("add snow")
        person.tell(.command(CommandCall(.compare, "nano-banana-pro, sketch/sketch")))
        #expect(person.drafts.map(\.settings.model) == [Models.pro.reference, Models.sketch.reference])
        #expect(person.drafts.map(\.parent) == [TurnID("a"), TurnID("a")])
        #expect(compare(person).items == [.waiting(Models.pro.reference), .waiting(Models.sketch.reference)])
        #expect(render(person.state, theme: .mono).goldenText.contains("on its way"))
        person.tell(.session(.started(.make("p", "add snow", under: "a", result: nil))))
        person.tell(.session(.started(.make("s", "add snow", under: "a", settings: .sketch, result: nil))))
        #expect(compare(person).items == [.turn(TurnID("p"), variant: 0), .turn(TurnID("s"), variant: 0)])
        person.tell(.session(.ended(TurnID("p"), .pictures(1))))
        person.tell(.session(.ended(TurnID("s"), .declined)))
        let text = render(person.state, theme: .mono).goldenText
        #expect(text.contains("18 s") && text.contains("rejected:"))
    }

    @Test func draftsAreSeenWhileTheyRun() {
        var person = Person(.make(session, size: Size(width: 120, height: 40)))
        person.tell(.session(.started(.make("d", "add snow", under: "a", result: nil))))
        person.tell(.command(CommandCall(.compare)))
        person.state.compare = CompareState([.turn(TurnID("b"), variant: 0), .turn(TurnID("d"), variant: 0)])
        #expect(person.state.compared.map { $0?.path } == ["2026-11-23/143502-b-0.png", nil])
        person.state.running[TurnID("d")]?.drafts = [
            Self.draft("/staging/1.png", 10), Self.draft("/staging/1.png", 20),
        ]
        #expect(person.state.compared.map { $0?.draft } == [nil, 20])
        #expect(person.state.compared.map { $0?.path } == ["2026-11-23/143502-b-0.png", "/staging/1.png"])
        person.press("2")
        #expect(person.effects(of: "enter") == [], "there is nothing to keep yet")
        person.press("1")
        // It moves with nothing, and nothing is held against it.
        person.press("+ w")
        #expect(person.state.compared.allSatisfy { $0?.draft == nil })
    }

    private static func draft(_ path: String, _ bytes: Int) -> ImageFile {
        ImageFile(path: path, mime: "image/png", bytes: bytes, sha256: "")
    }

    @Test func aModelThatIsOffSendsNothing() {
        var person = Person(.make())
        person.type("a fox")
        person.tell(.command(CommandCall(.compare, "nano-banana-pro gpt-image-2")))
        #expect(person.drafts.isEmpty)
        #expect(person.notice?.contains("no key") == true)
        person.tell(.command(CommandCall(.compare, "nano-banana-pro")))
        #expect(person.drafts.isEmpty)
        #expect(person.state.prompt.text == "a fox")
    }
}
