import StudioCore
import Testing

@Suite struct SettingsDiffTests {
    private let settings = TurnSettings(model: ModelReference(provider: "p", model: "a"), size: .oneK, seed: 7)

    @Test func onlyWhatDiffersIsListed() {
        var other = settings
        other.model.model = "b"
        other.seed = nil
        other.region = Region(x: 1, y: 2, width: 3, height: 4)
        let diff = SettingsDiff([
            .init(prompt: "a fox", settings: settings, references: ["0123456789"]), nil,
            .init(prompt: "a fox", settings: other),
        ])
        #expect(
            diff.rows == [
                .init(setting: "model", values: ["p/a", nil, "p/b"]),
                .init(setting: "seed", values: ["7", nil, "none"]),
                .init(setting: "region", values: ["none", nil, "1,2,3,4"]),
                .init(setting: "references", values: ["01234567", nil, "none"]),
            ])
    }

    @Test func theSameRequestDiffersInNothing() {
        let request = SettingsDiff.Request(prompt: "a fox", settings: settings)
        #expect(SettingsDiff([request, request]).rows.isEmpty)
        #expect(SettingsDiff([request, nil, nil]).rows.isEmpty)
        #expect(SettingsDiff([]).rows.isEmpty)
    }
}
