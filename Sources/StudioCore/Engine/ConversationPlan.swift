/// Which turns of a branch the next request carries, before any file is looked up: the pure half of `Conversation`.
package enum ConversationPlan {
    package struct Step: Hashable, Sendable {
        package var turn: Turn
        /// The variant the branch went on from.
        package var variant: Int
    }

    /// The answered turns above a new one, oldest first, each with the variant that was chosen. A turn without a picture
    /// (refused, failed, cancelled) is left out with its prompt: a blocked prompt must not block the next one.
    package static func steps(for turn: Turn, in tree: SessionTree) -> [Step] {
        let path = tree.branch(to: turn.parent)
        var steps: [Step] = []
        for (index, earlier) in path.enumerated() {
            let next = index + 1 < path.count ? path[index + 1] : turn
            guard let answers = earlier.result?.answers, !earlier.finals.isEmpty else { continue }
            let wanted = next.parentVariant
            let answered = answers.indices.filter { answers[$0] != nil }
            guard let variant = answered.contains(wanted) ? wanted : answered.first else { continue }
            steps.append(Step(turn: earlier, variant: variant))
        }
        return steps
    }

    /// What the words of a region are for a model that takes no mask.
    package static func prompt(of turn: Turn, picture: ImageAsset?) -> String {
        guard let region = turn.settings.region else { return turn.prompt }
        let (right, bottom) = (region.x &+ region.width, region.y &+ region.height)
        var place = "the rectangle from (\(region.x), \(region.y)) to (\(right), \(bottom))"
        if let picture, picture.width > 0, picture.height > 0 {
            place += " of the \(picture.width)×\(picture.height) picture"
            func percent(_ part: Int, _ whole: Int) -> Int { Int(saturating: Double(part) * 100 / Double(whole)) }
            place +=
                " (\(percent(region.x, picture.width))–\(percent(right, picture.width))% from the left,"
                + " \(percent(region.y, picture.height))–\(percent(bottom, picture.height))% from the top)"
        }
        return turn.prompt
            + "\n\nChange only \(place), in pixels from the top left. Leave everything else exactly as it is."
    }
}
