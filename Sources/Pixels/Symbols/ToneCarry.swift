/// Hands the brightness a cell could not show on to the cells right and below (Floyd and Steinberg's shares).
struct ToneCarry {
    private let columns: Int
    private var here: [Float]
    private var below: [Float]
    private var column = -1

    /// How much is handed on: all of it would speckle.
    private static let strength: Float = 0.5

    init(columns: Int) {
        self.columns = columns
        here = Array(repeating: 0, count: columns + 2)
        below = here
    }

    /// Moves to the next cell, in reading order, and answers the brightness owed to it.
    mutating func next() -> Float {
        column += 1
        if column == columns {
            column = 0
            swap(&here, &below)
            for index in below.indices { below[index] = 0 }
        }
        return here[column + 1]
    }

    mutating func settle(wanted: Float, given: Float) {
        let rest = min(0.5, max(-0.5, wanted - given)) * Self.strength
        here[column + 2] += rest * (7 / 16)
        below[column] += rest * (3 / 16)
        below[column + 1] += rest * (5 / 16)
        below[column + 2] += rest * (1 / 16)
    }
}
