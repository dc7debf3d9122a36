import Testing

@testable import Providers

/// Every fault by name, against the real provider over a real socket.
@Suite struct FaultTests {
    @Test func allAreSurvived() async throws {
        let faults = Fault.all
        #expect(Set(faults.map(\.name)).count == faults.count, "each has a name of its own")
        var survived = 0
        try await withThrowingTaskGroup(of: (String, [String]).self) { group in
            var rest = faults[...]
            func addNext() {
                guard let fault = rest.popFirst() else { return }
                group.addTask { (fault.name, try await FaultTrial(fault: fault).problems()) }
            }
            for _ in 0..<8 { addNext() }
            for try await (name, problems) in group {
                if problems.isEmpty { survived += 1 }
                #expect(problems == [], "\(name)")
                addNext()
            }
        }
        print("faults: \(faults.count) tried, \(survived) survived")
    }
}
