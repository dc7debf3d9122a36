/// Light added around a point.
struct Glow: Layer {
    var center: SIMD2<Float>
    var radius: Float
    var ink: Ink
    /// How fast it falls off; 2 is soft.
    var power: Float = 2

    func paint(_ band: inout Band) {
        let (center, radius, ink, power) = (center, radius, ink, power)
        band.within(center - radius, center + radius) { place, out in
            let away = place - center
            let near = 1 - (away * away).sum().squareRoot() / radius
            guard near > 0 else { return }
            out += ink * (power == 2 ? near * near : near * near * near * near)
        }
    }
}

/// A widening ray of light that fades with its length.
struct Beam: Layer {
    var from: SIMD2<Float>
    var to: SIMD2<Float>
    /// Half its width at the far end.
    var spread: Float
    var ink: Ink

    func paint(_ band: inout Band) {
        let (from, spread, ink) = (from, spread, ink)
        let way = to - from
        let length = max(1e-4, (way * way).sum().squareRoot())
        let direction = way / length
        let low = pointwiseMin(from, to) - spread
        let high = pointwiseMax(from, to) + spread
        band.within(low, high) { place, out in
            let offset = place - from
            let along = (offset * direction).sum()
            guard along > 0, along < length else { return }
            let across = abs(offset.x * direction.y - offset.y * direction.x)
            let share = along / length
            let near = 1 - across / (0.008 + spread * share)
            guard near > 0 else { return }
            out += ink * (smoothstep(0, 0.55, near) * (1 - share) * (1 - share * 0.5))
        }
    }
}

/// Lights standing in water or on wet stone: a broken column of colour below each source.
struct Streak: Layer {
    var x: Float
    var top: Float
    var length: Float
    /// Half its width at the top.
    var width: Float
    var ink: Ink
    var noise: Noise

    func paint(_ band: inout Band) {
        let (x, top, length, width, ink, noise) = (x, top, length, width, ink, noise)
        let reach = width * 3.4
        band.within(SIMD2(x - reach, top), SIMD2(x + reach, top + length)) { place, out in
            let share = (place.y - top) / length
            guard share > 0, share < 1 else { return }
            let ripple = noise.at(place.x * 3, place.y * 130)
            let wide = width * (1 + share * 1.5)
            let near = 1 - abs(place.x - x + ripple * width * 0.22) / wide
            guard near > 0 else { return }
            out +=
                ink
                * (near * near * (1 - share) * (0.55 + 0.45 * smoothstep(-0.5, 0.6, ripple))
                    * smoothstep(0, 0.06, share))
        }
    }
}
