import Testing

@testable import StudioCore

@Suite struct RecoveryPlanTests {
    private func steps(
        _ tree: SessionTree, _ leftovers: Leftover..., running: Set<TurnID> = [],
        spent: [String: Set<LedgerEntry.State>] = [:]
    ) -> [RecoveryPlan.Step] {
        RecoveryPlan.steps(
            tree: tree, running: running, leftovers: leftovers,
            spent: Dictionary(uniqueKeysWithValues: spent.map { (TurnID($0), $1) }))
    }

    private let open = Turn.make("open")
    private let done = Turn.make("done", result: .pictures("fox"))
    private let failed = Turn.make("failed", result: .failed(.busy))

    @Test func whatHasEndedIsLeftAlone() {
        #expect(steps(SessionTree(done, failed)) == [])
        #expect(steps(SessionTree()) == [])
    }

    @Test func aTurnThatRunsIsNotUnfinished() {
        #expect(steps(SessionTree(open), .make(open), running: [open.id]) == [])
    }

    @Test func aTurnWithoutAFolderWasNotSentUnlessTheLedgerSaysSo() {
        #expect(steps(SessionTree(open)) == [RecoveryPlan.Step(turn: open)])
        #expect(
            steps(SessionTree(open), spent: ["open": [.sent]])
                == [RecoveryPlan.Step(turn: open, isUnsettled: true, unheard: .unknown)])
        let sketch = Turn.make("free", settings: .sketch)
        #expect(steps(SessionTree(sketch), spent: ["free": [.sent]]).map(\.unheard) == [.no])
    }

    @Test func theAnswersOfAnUnfinishedTurnAreReadAgain() {
        #expect(
            steps(SessionTree(open), .make(open, variant: 1), .make(open), spent: ["open": [.sent]])
                == [RecoveryPlan.Step(turn: open, unread: [.make(open), .make(open, variant: 1)], isUnsettled: true)])
    }

    @Test func aTurnThatTheSessionHasLostComesFromItsIntent() {
        #expect(
            steps(SessionTree(done), .make(open))
                == [RecoveryPlan.Step(turn: open, isMissing: true, unread: [.make(open)], isUnsettled: true)])
    }

    @Test func whereThePictureIsInTheSessionTheFolderOnlyGoes() {
        #expect(
            steps(SessionTree(done), .make(done), spent: ["done": [.sent, .settled]])
                == [RecoveryPlan.Step(turn: done, done: [.make(done)])])
        #expect(
            steps(SessionTree(done), .make(done), spent: ["done": [.sent]])
                == [RecoveryPlan.Step(turn: done, done: [.make(done)], isUnsettled: true)])
    }

    @Test func aPictureThatAnEndedTurnLacksIsLookedFor() {
        #expect(
            steps(SessionTree(failed), .make(failed), spent: ["failed": [.sent, .settled]])
                == [RecoveryPlan.Step(turn: failed, unread: [.make(failed)])])
        #expect(steps(SessionTree(done), .make(done, variant: 1)).map(\.unread) == [[.make(done, variant: 1)]])
    }

    @Test func anAnswerOfWhichSomethingWasRefusedIsReadAgain() {
        var half = done
        half.result?.unkept = [0]
        #expect(
            steps(SessionTree(half), .make(half), spent: ["done": [.sent, .settled]])
                == [RecoveryPlan.Step(turn: half, unread: [.make(half)])])
    }

    @Test func stepsAreInTheOrderOfTheSession() {
        let lost = Turn.make("a-lost")
        let order = steps(SessionTree(open, failed), .make(lost), .make(failed), .make(open)).map(\.turn.id.rawValue)
        #expect(order == ["open", "failed", "a-lost"])
    }
}
