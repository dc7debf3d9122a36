/// Banks of mist, thickest at the horizon.
struct Fog: Layer {
    var ink: Ink
    var noise: Noise
    var horizon: Float

    func paint(_ band: inout Band) {
        let (ink, noise, horizon) = (ink, noise, horizon)
        band.each(from: horizon - 0.5) { place, out in
            let away = abs(place.y - horizon - 0.02)
            let bank = 0.55 + 0.45 * noise.clouds(place.x * 1.6, place.y * 7, octaves: 3)
            out = out.mixed(ink * 1.04, max(0, 0.85 - away * 1.9) * bank)
        }
    }
}
