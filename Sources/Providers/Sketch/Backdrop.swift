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
                color += light.sun * (near * near * near * 0.42)
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
                    color += Ink(1, 0.97, 0.9) * (bright * bright * stars * smoothstep(1, 0.55, height) * (0.6 + chance))
                }
            }
            ink = color
        }
    }
}

/// A line of hills, trees or waves, filled down to the bottom of the picture.
struct Ridge: Layer {
    enum Form: Sendable { case hills, peaks, trees, dunes, flat }

    var form: Form
    var noise: Noise
    var base: Float
    var height: Float
    /// Features to a picture height.
    var detail: Float
    var offset: Float
    var ink: Ink
    var bottomInk: Ink
    /// Light on the upper slopes: snow, or evening sun.
    var capInk: Ink?
    var texture: Float = 0.05
    var soft: Float = 0

    func top(_ x: Float) -> Float {
        let u = x * detail + offset
        switch form {
        case .hills: return base - height * (0.5 + 0.5 * noise.clouds(u, offset * 0.37, octaves: 3))
        case .dunes:
            let wave = noise.at(u * 0.8, offset)
            return base - height * (0.5 + 0.5 * (1 - abs(wave) * 1.6))
        case .peaks:
            let ridge = 1 - abs(noise.at(u, offset)) * 1.7
            let fine = noise.clouds(u * 3.1, offset + 5, octaves: 4) * 0.32
            return base - height * max(0, 0.25 + ridge * 0.62 + fine)
        case .trees:
            let hill = noise.clouds(u * 0.35, offset, octaves: 2) * 0.35
            let cell = (u * 9).rounded(.down)
            let within = abs(u * 9 - cell - 0.5) * 2
            let tall = 0.55 + 0.45 * noise.at(cell * 3.7, offset + 11)
            return base - height * (0.4 + hill + max(0, tall - within * 0.8) * 0.75)
        case .flat: return base - height * noise.clouds(u, offset, octaves: 2)
        }
    }

    func paint(_ band: inout Band) {
        // The line once for each column of a fine grid, then looked up.
        let view = band.view
        let left = view.world(0, 0).x - 0.6
        let right = view.world(Float(view.width), Float(view.height)).x + 0.6
        let count = view.width * 2
        let step = (right - left) / Float(count)
        let line = (0...count).map { top(left + Float($0) * step) }
        let pixel = 1 / view.scale
        let edge = pixel * 0.7 + soft
        let highest = (line.min() ?? 0) - edge
        let lowestOfBand = max(view.world(0, Float(band.top + band.rows)).y, view.world(Float(view.width), Float(band.top + band.rows)).y)
        if lowestOfBand < highest { return }
        let (ink, bottomInk, capInk, texture, noise, base, height) = (ink, bottomInk, capInk, texture, noise, base, height)
        line.withUnsafeBufferPointer { line in
            band.each { place, out in
                let index = max(0, min(count, Int((place.x - left) / step)))
                let top = line[index]
                let cover = max(0, min(1, (place.y - top) / edge + 0.5))
                guard cover > 0 else { return }
                let depth = place.y - top
                var color = ink.mixed(bottomInk, depth / max(0.05, 1.05 - base + height))
                if texture > 0 {
                    color *= 1 + texture * noise.clouds(place.x * 14, place.y * 30, octaves: 2)
                }
                if let capInk {
                    let reach = height * (0.34 + 0.3 * noise.clouds(place.x * 9, place.y * 9, octaves: 3))
                    let slope = line[min(count, index + 3)] - line[max(0, index - 3)]
                    let cap = smoothstep(reach, reach * 0.45, depth) * (slope > 0 ? 1 : 0.66)
                    color = color.mixed(capInk, cap)
                }
                out = out.mixed(color, cover)
            }
        }
    }
}

/// Still water from the horizon down: the sky again, darker, broken by ripples, with the sun's or moon's path on it.
struct Water: Layer {
    var light: Light
    var noise: Noise
    var horizon: Float
    var sun: SIMD2<Float>?
    var roughness: Float

    func paint(_ band: inout Band) {
        let (light, noise, horizon, roughness) = (light, noise, horizon, roughness)
        let edge = 0.7 / band.view.scale
        if band.view.world(0, Float(band.top + band.rows)).y < horizon - 0.05, band.view.world(Float(band.view.width), Float(band.top + band.rows)).y < horizon - 0.05 { return }
        band.each { place, ink in
            let depth = place.y - horizon
            let cover = max(0, min(1, depth / edge + 0.5))
            guard cover > 0 else { return }
            let near = max(0.004, depth)
            let ripple = noise.clouds(place.x * 5 / (0.15 + near * 2), place.y * 70 / (0.3 + near * 2.4), octaves: 3)
            let height = 1 - depth * 1.25 + ripple * 0.16 * roughness
            var color = light.sky(height) * Ink(0.72, 0.78, 0.84)
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
