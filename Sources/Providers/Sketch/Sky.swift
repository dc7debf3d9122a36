/// The sky with its clouds and stars, down to the horizon and below it (water shows it again).
struct Sky: Layer {
    var light: Light
    var noise: Noise
    var horizon: Float
    /// 0…1
    var cloudiness: Float
    var stars: Float
    var sun: SIMD2<Float>?

    func paint(_ band: inout Band) {
        let light = light
        let noise = noise
        let horizon = horizon
        band.each { place, ink in
            let height = place.y / horizon
            var color = light.sky(height)
            if let sun {
                let dx = place.x - sun.x
                let dy = (place.y - sun.y) * 1.25
                let near = max(0, 1 - (dx * dx + dy * dy).squareRoot() / 0.75)
                color += light.sun * (near * near * near * 0.34)
            }
            if cloudiness > 0, place.y < horizon + 0.02 {
                // Clouds lie flatter the nearer they are to the horizon.
                let flat = 1 / (0.25 + max(0, horizon - place.y) * 1.6)
                let cloud = noise.clouds(place.x * 2.1 * flat * 0.45 + 3, place.y * 6.5, octaves: 4)
                let cover = smoothstep(0.32 - cloudiness * 0.5, 0.75 - cloudiness * 0.3, cloud)
                let lit = light.low.mixed(light.sun, 0.35).mixed(light.middle, smoothstep(0.2, 0.9, cloud) * 0.6)
                color = color.mixed(lit, cover * 0.72 * smoothstep(1.05, 0.7, height))
            }
            if stars > 0, height < 1 {
                let gx = (place.x * 46).rounded(.down)
                let gy = (place.y * 46).rounded(.down)
                let chance = noise.at(gx * 7.13, gy * 5.71)
                if chance > 0.52 {
                    let sx = (gx + 0.5 + noise.at(gx + 0.3, gy + 91) * 0.4) / 46
                    let sy = (gy + 0.5 + noise.at(gx + 57, gy + 0.7) * 0.4) / 46
                    let dx = place.x - sx
                    let dy = place.y - sy
                    let size: Float = 0.0011 + (chance - 0.52) * 0.0042
                    let bright = max(0, 1 - (dx * dx + dy * dy).squareRoot() / size)
                    color +=
                        Ink(1, 0.97, 0.9) * (bright * bright * stars * smoothstep(1, 0.55, height) * (0.6 + chance))
                }
            }
            ink = color
        }
    }
}
