/// A line of hills, peaks, trees or dunes, filled down to the bottom of the picture.
struct Ridge: Layer {
    enum Form: Sendable { case hills, peaks, trees, dunes, mesas, flat }

    /// How a ridge looks below its line.
    struct Look: Sendable {
        var ink: Ink
        var bottomInk: Ink
        /// Light on the upper slopes: snow, or evening sun.
        var capInk: Ink?
        var texture: Float = 0.05
        var soft: Float = 0
        /// How far slopes away from the light are darker than those towards it.
        var relief: Float = 0
        /// How far down the caps reach, in heights of the ridge.
        var capReach: Float = 0.3
    }

    private let look: Look
    private let noise: Noise
    private let base: Float
    private let height: Float
    /// The line, sampled evenly from `left`: the same for every size of the picture.
    private let line: [Float]
    private let left: Float
    private let highest: Float
    /// Half the width over which a slope is measured.
    private let facet: Float
    private static let samples: Float = 1400

    /// - Parameters:
    ///   - base: where the foot of the ridge is, down from the top.
    ///   - detail: features to a picture height.
    init(
        _ form: Form, noise: Noise, base: Float, height: Float, detail: Float, offset: Float, aspect: Float, look: Look
    ) {
        self.look = look
        self.noise = noise
        self.base = base
        self.height = height
        left = -0.45 * aspect - 0.5
        let count = Int((aspect * 1.9 + 1) * Self.samples)
        var line: [Float] = []
        line.reserveCapacity(count + 1)
        for index in 0...count {
            let x = left + Float(index) / Self.samples
            line.append(base - height * Self.rise(form, x * detail + offset, offset, noise))
        }
        self.line = line
        highest = line.min() ?? base
        facet = form == .peaks ? 0.02 : 0.045
    }

    /// How high the line is, in heights of the ridge.
    private static func rise(_ form: Form, _ u: Float, _ offset: Float, _ noise: Noise) -> Float {
        switch form {
        case .hills: return 0.5 + 0.5 * noise.clouds(u, offset * 0.37, octaves: 3)
        case .dunes:
            let bend = u * 0.8 + 0.25 * noise.at(u * 0.5, offset + 3)
            return 0.5 + 0.5 * (1 - abs(noise.at(bend, offset)) * 1.6)
        case .mesas:
            let table =
                smoothstep(0.02, 0.12, noise.at(u, offset) - 0.05) + smoothstep(
                    0.25, 0.32, noise.at(u * 1.6, offset + 9)) * 0.6
            return 0.12 + table * 0.55 + 0.05 * noise.clouds(u * 5, offset, octaves: 3)
        case .peaks:
            let ridge = 1 - abs(noise.at(u, offset)) * 1.7
            let fine = noise.clouds(u * 3.1, offset + 5, octaves: 4) * 0.32
            return max(0, 0.25 + ridge * 0.62 + fine)
        case .trees:
            let hill = noise.clouds(u * 0.35, offset, octaves: 2) * 0.35
            return 0.3 + hill + max(crown(u * 9, offset, noise), crown(u * 9 + 0.5, offset + 40, noise) * 0.85)
        case .flat: return noise.clouds(u, offset, octaves: 2)
        }
    }

    /// A fir's outline: steps of branches to a point.
    private static func crown(_ u: Float, _ offset: Float, _ noise: Noise) -> Float {
        let cell = u.rounded(.down)
        let shift = noise.at(cell * 5.1, offset + 31) * 0.22
        let away = abs(u - cell - 0.5 - shift) * 2
        let tall = 0.62 + 0.38 * noise.at(cell * 3.7, offset + 11)
        let stepped = away + 0.07 * abs((away * 7).truncatingRemainder(dividingBy: 1) - 0.5)
        return max(0, tall * (1 - stepped * 0.95))
    }

    func paint(_ band: inout Band) {
        let edge = 0.7 / band.view.scale + look.soft
        let (look, noise, height, left, count, facet, highest) = (
            look, noise, height, left, line.count - 1, facet, highest
        )
        let base = base
        let fade = max(0.05, 1.05 - base + height)
        line.withUnsafeBufferPointer { line in
            band.each(from: highest - edge) { place, out in
                let at = max(0, min(Float(count) - 0.001, (place.x - left) * Self.samples))
                let index = Int(at)
                let top = line[index] + (line[index + 1] - line[index]) * (at - Float(index))
                let depth = place.y - top
                let cover = max(0, min(1, depth / edge + 0.5))
                guard cover > 0 else { return }
                var color = look.ink.mixed(look.bottomInk, depth / fade)
                if look.texture > 0 {
                    color *= 1 + look.texture * noise.clouds(place.x * 14, place.y * 30, octaves: 2)
                }
                if look.relief > 0 || look.capInk != nil {
                    // Light falls aslant: the border between a lit and a dark face runs down from each top at an angle.
                    let rough = noise.clouds(place.x * 9, place.y * 9, octaves: 3)
                    let aslant = max(0, min(count, index + Int((rough * 0.035 - depth * 0.45) * Self.samples)))
                    let reach = max(2, Int(facet * Self.samples))
                    let fall = line[min(count, aslant + reach)] - line[max(0, aslant - reach)]
                    let lit = smoothstep(-0.3, 0.3, fall / (facet * 2)) * 2 - 1
                    color *= 1 + look.relief * lit
                    if let capInk = look.capInk {
                        let edge = height * (look.capReach + 0.3 * rough)
                        let cap = smoothstep(edge, edge * 0.6, depth + (top - highest) * 0.55)
                        color = color.mixed(capInk * (1 + look.relief * 0.9 * lit), cap)
                    }
                }
                out = out.mixed(color, cover)
            }
        }
    }
}
