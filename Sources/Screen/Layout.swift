/// How much of a row or column of rectangles one of them wants.
package enum Constraint: Hashable, Sendable {
    /// So many cells.
    case fixed(Int)
    /// At least so many cells, and a share of what is left.
    case min(Int)
    /// A part of the whole: numerator, denominator.
    case ratio(Int, Int)
    /// A share of what is left, by weight.
    case fill(Int)
}

extension Rect {
    /// Cuts the rectangle from left to right. The parts fill it when one of them can grow; where there is not room for all,
    /// the last ones give way first.
    package func columns(_ constraints: Constraint..., gap: Int = 0) -> [Rect] {
        var x = x
        return Self.sizes(constraints, total: width, gap: gap).map { size in
            defer { x += size + gap }
            return Rect(x: Swift.min(x, maxX), y: y, width: size, height: height)
        }
    }

    /// Cuts the rectangle from top to bottom, like ``columns(_:gap:)``.
    package func rows(_ constraints: Constraint..., gap: Int = 0) -> [Rect] {
        var y = y
        return Self.sizes(constraints, total: height, gap: gap).map { size in
            defer { y += size + gap }
            return Rect(x: x, y: Swift.min(y, maxY), width: width, height: size)
        }
    }

    /// A rectangle of at most this size in the middle of this one, a little above: what pops up is read from its top.
    package func centered(width: Int, height: Int) -> Rect {
        let size = Size(width: Swift.min(width, self.width), height: Swift.min(height, self.height))
        return Rect(
            x: x + (self.width - size.width) / 2, y: y + (self.height - size.height) * 2 / 5, width: size.width,
            height: size.height)
    }

    private static func sizes(_ constraints: [Constraint], total: Int, gap: Int) -> [Int] {
        var left = Swift.max(0, total - gap * Swift.max(0, constraints.count - 1))
        let whole = left
        var sizes = constraints.map { constraint in
            let wanted =
                switch constraint {
                case .fixed(let cells), .min(let cells): cells
                case .ratio(let part, let of): of > 0 ? (whole * part * 2 + of) / (of * 2) : 0
                case .fill: 0
                }
            let size = Swift.max(0, Swift.min(left, wanted))
            left -= size
            return size
        }
        let weights = constraints.map { constraint in
            switch constraint {
            case .fill(let weight): Swift.max(0, weight)
            case .min: 1
            case .fixed, .ratio: 0
            }
        }
        var weight = weights.reduce(0, +)
        for index in sizes.indices where weights[index] > 0 {
            let share = (left * weights[index] * 2 + weight) / (weight * 2)
            sizes[index] += share
            left -= share
            weight -= weights[index]
        }
        return sizes
    }
}
