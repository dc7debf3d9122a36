/// Still water from the horizon down: the sky again, darker, broken by ripples, with the sun's or moon's path on it.
struct Water: Layer {
    var light: Light
    var noise: Noise
    var horizon: Float
    var sun: SIMD2<Float>?
    var roughness: Float
    var tint: Ink?

    func paint(_ band: inout Band) {
        let (light, noise, horizon, roughness, sun) = (light, noise, horizon, roughness, sun)
        let edge = 0.7 / band.view.scale
        let tint = tint
        band.each(from: horizon - edge) { place, ink in
            let depth = place.y - horizon
            let cover = max(0, min(1, depth / edge + 0.5))
            guard cover > 0 else { return }
            let near = max(0.004, depth)
            let ripple = noise.clouds(place.x * 5 / (0.15 + near * 2), place.y * 70 / (0.3 + near * 2.4), octaves: 3)
            let height = 1 - depth * 1.25 + ripple * 0.16 * roughness
            var color = light.sky(height) * Ink(0.72, 0.78, 0.84)
            if let tint { color = color.mixed(tint * light.ambient, 0.62) }
            color = color.mixed(light.top * 0.8, min(0.55, depth * 0.9))
            color += light.low * (max(0, ripple - 0.18) * 0.22)
            if let sun {
                let dx = abs(place.x - sun.x - ripple * 0.03) / (0.025 + depth * 0.22)
                let path = max(0, 1 - dx) * smoothstep(-0.2, 0.5, ripple)
                color += light.sun * (path * 0.75)
            }
            ink = ink.mixed(color, cover)
        }
    }
}
