import Testing

@testable import Providers

@Suite struct AnswerOrderTests {
    private func verdicts(_ parts: AnswerOrder.Part...) -> [AnswerOrder.Verdict] {
        var order = AnswerOrder()
        order.asked()
        return parts.map { order.take($0) }
    }

    @Test func asItShouldBe() {
        #expect(verdicts(.head(status: 200), .body, .body, .end) == [.pass, .pass, .pass, .pass])
        #expect(verdicts(.head(status: 103), .head(status: 204), .end) == [.drop, .pass, .pass])
    }

    @Test(arguments: [0, 99, 101]) func aStatusThatIsNoAnswer(_ status: Int) {
        #expect(
            verdicts(.head(status: status), .body, .end) == [.fail("the status \(status) is no answer"), .drop, .drop])
    }

    @Test func aBodyWithoutAHead() {
        #expect(
            verdicts(.head(status: 100), .body, .head(status: 200)) == [
                .drop, .fail("what it sends answers nothing"), .drop,
            ])
    }

    @Test func nobodyAsked() {
        var order = AnswerOrder()
        #expect(order.take(.head(status: 200)) == .fail("what it sends answers nothing"))
    }

    @Test func aSecondAnswer() {
        #expect(verdicts(.head(status: 200), .end, .head(status: 200)).last == .fail("what it sends answers nothing"))
    }

    @Test func theNextRequest() {
        var order = AnswerOrder()
        for _ in 0..<3 {
            order.asked()
            #expect(order.take(.head(status: 200)) == .pass && order.take(.end) == .pass)
        }
    }

    @Test func waitingWithoutEnd() {
        var order = AnswerOrder()
        order.asked()
        for _ in 0..<AnswerOrder.mostInterim { #expect(order.take(.head(status: 100)) == .drop) }
        #expect(order.take(.head(status: 100)) == .fail("the status 100 is no answer"))
    }
}
