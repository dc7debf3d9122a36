import Testing

@testable import Providers

@Suite struct ProgressWordsTests {
    private static let chinese = "> 排队中.\n> 生成中..\n> 进度 14%.\n> 进度 44%.\n> 进度 83%\n> 生成完成 ✅\n"
    private static let english = ">⚡ Generating...\n\n>🏃 Progress 7....13....25..[100](https://o.example/17.png)\n"
    private static let thoughts = "**Processing**\n\nGeneration in progress: 37% completed...\n"

    private static func all(_ text: String, step: Int) -> [Int] {
        var words = ProgressWords()
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: step).compactMap {
            words.feed(String(characters[$0..<min(characters.count, $0 + step)]))
        }
    }

    @Test func oneCharacterAtATime() {
        #expect(Self.all(Self.chinese, step: 1) == [14, 44, 83])
        #expect(Self.all(Self.english, step: 1) == [7, 13, 25, 100])
        #expect(Self.all(Self.thoughts, step: 1) == [37])
    }

    @Test(arguments: [2, 3, 5, 1000]) func inPieces(_ step: Int) {
        #expect(Self.all(Self.chinese, step: step).last == 83)
        #expect(Self.all(Self.english, step: step).last == 100)
    }

    @Test func numbersThatAreNone() {
        #expect(Self.all("Image generation in progress... (30s elapsed)\nsize 50\n", step: 1) == [])
        #expect(Self.all("Progress 1000 of 2000\n", step: 1) == [])
    }

    @Test func aLineWithoutEnd() {
        var words = ProgressWords()
        #expect(words.feed("> Progress " + String(repeating: ".", count: 100_000) + "61..") == 61)
    }
}
