import Testing

@testable import Providers

@Suite struct ReplyTextTests {
    @Test(arguments: [
        (
            "```\n{\n  \"prompt\": \"a fox\",\n  \"ratio\": \"1:1\"\n}\n```\n\n> ID: `task_1`\n> 进度 83%\n\n![gen](https://a.example/1.png)\n\n[Click to download](https://a.example/d)\nA fox.\n",
            "A fox."
        ),
        ("Here it is.\n![image](https://a.example/1.png)", "Here it is."),
        ("```swift\nlet a = 1\n```\nDone", "```swift\nlet a = 1\n```\nDone"),
        ("> 100%\n", ""), ("", ""),
    ]) func whatAPersonReads(_ text: String, _ shown: String) { #expect(ReplyText.shown(text) == shown) }
}
