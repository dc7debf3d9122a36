/// Finds the rectangle an edit is meant for in its prompt, as the conversation writes it for models that take no mask.
enum RegionWords {
    /// The prompt without that sentence, and the rectangle as parts of the picture.
    static func split(_ prompt: String) -> (prompt: String, frame: Scene.Frame?) {
        guard let start = find("Change only the rectangle from (", in: prompt) else { return (prompt, nil) }
        let numbers = prompt[start...].split { !$0.isNumber }.prefix(6).compactMap { Float($0) }
        let words = String(prompt[..<start])
        guard numbers.count == 6, numbers[4] > 0, numbers[5] > 0 else { return (words, nil) }
        func part(_ value: Float, _ whole: Float) -> Float { max(0, min(1, value / whole)) }
        return (
            words,
            Scene.Frame(
                x0: part(numbers[0], numbers[4]), y0: part(numbers[1], numbers[5]), x1: part(numbers[2], numbers[4]),
                y1: part(numbers[3], numbers[5]))
        )
    }

    private static func find(_ needle: String, in text: String) -> String.Index? {
        text.indices.first { text[$0] == "C" && text[$0...].hasPrefix(needle) }
    }
}
