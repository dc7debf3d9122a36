import Testing

@testable import easel

@Suite struct EnvironmentTests {
    @Test func readsTheBlockOfTheProcess() {
        let entries = ["A=1", "EMPTY=", "A=2", "=odd", "nothing", "B=x=y"]
        #expect(Environment.variables(of: entries) == ["A": "1", "EMPTY": "", "B": "x=y"])
        #expect(Environment.ofProcess().variables["PATH"] != nil)
        #expect(Environment.ofProcess().workingFolder.hasPrefix("/"))
    }

    @Test func anEmptyVariableIsNone() {
        let environment = Environment(["A": "", "HOME": "relative"])
        #expect(environment["A"] == nil)
        #expect(environment.home == "/")
        #expect(environment.absolute("~/x", in: "/tmp") == "//x")
    }
}
