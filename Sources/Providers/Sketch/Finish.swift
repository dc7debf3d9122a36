/// The last step of a row: style, grading, vignette, grain, and bytes.
struct Finish: Sendable {
    let scene: Scene
    let noise: Noise

    /// Band to RGBA bytes, four a pixel.
    func bytes(_ band: Band) -> [UInt8] {
        let view = band.view
        var out = [UInt8](repeating: 0, count: view.width * band.rows * 4)
        let seed = UInt32(truncatingIfNeeded: scene.seed)
        let grainy =
            scene.style == .print || scene.style == .oil ? Float(0.012) : scene.style == .watercolour ? 0.02 : 0.006
        out.withUnsafeMutableBufferPointer { out in
            for row in 0..<band.rows {
                let y = band.top + row
                let v = (Float(y) + 0.5) / Float(view.height)
                for x in 0..<view.width {
                    let u = (Float(x) + 0.5) / Float(view.height)
                    var ink = style(band.inks[row * view.width + x], u, v, view)
                    ink = grade(ink)
                    let dx = u / view.aspect - 0.5
                    let dy = v - 0.5
                    ink *= 1 - 0.32 * max(0, dx * dx + dy * dy - 0.16)
                    // The grain is of the picture, not of the pixel: larger pictures have the same.
                    let gx = UInt32(u * 1400)
                    let gy = UInt32(v * 1400)
                    ink += Ink(repeating: (Self.chance(gx, gy, seed) - 0.5) * grainy)
                    let dither = Self.chance(UInt32(x), UInt32(y), 7) - 0.5
                    let value = (ink.clamped01() * 255 + Ink(repeating: 0.5 + dither * 0.8)).clamped(
                        lowerBound: Ink(repeating: 0), upperBound: Ink(repeating: 255))
                    let index = (row * view.width + x) * 4
                    out[index] = UInt8(value.x)
                    out[index + 1] = UInt8(value.y)
                    out[index + 2] = UInt8(value.z)
                    out[index + 3] = 255
                }
            }
        }
        return out
    }

    @inline(__always)
    private static func chance(_ x: UInt32, _ y: UInt32, _ seed: UInt32) -> Float {
        var value = x &* 0x9E37_79B1 ^ y &* 0x85EB_CA77 ^ seed &* 0xC2B2_AE3D
        value = (value ^ (value >> 15)) &* 0x2C1B_3C6D
        value = (value ^ (value >> 12)) &* 0x297A_2D39
        return Float((value ^ (value >> 15)) >> 8) / 16_777_216
    }

    private func style(_ ink: Ink, _ u: Float, _ v: Float, _ view: View) -> Ink {
        switch scene.style {
        case .print, .neon: return ink
        case .poster:
            let steps: Float = 11
            return Ink(
                (ink.x * steps).rounded() / steps, (ink.y * steps).rounded() / steps, (ink.z * steps).rounded() / steps)
        case .oil: return ink * (1 + 0.09 * noise.clouds(u * 38 + v * 9, v * 120, octaves: 2))
        case .watercolour:
            let wash = noise.clouds(u * 5, v * 5, octaves: 4)
            let bloom = smoothstep(0.02, 0, abs(noise.clouds(u * 2.3 + 9, v * 2.3, octaves: 3) - 0.05)) * 0.06
            let grain = noise.clouds(u * 170, v * 170, octaves: 2)
            let paper = Ink(0.985, 0.968, 0.935)
            let rich = Ink(repeating: ink.luminance) + (ink - Ink(repeating: ink.luminance)) * 1.3
            let thin = rich.mixed(Ink(1, 0.99, 0.96), 0.13 + wash * 0.15 - bloom) * (1 + grain * 0.05)
            // The sheet shows around the painted part, whose edge is torn and where pigment has gathered.
            let edge = min(min(u, view.aspect - u), min(v, 1 - v)) + noise.clouds(u * 13, v * 13, octaves: 4) * 0.012
            let painted = smoothstep(0.028, 0.036, edge)
            let rim = smoothstep(0.05, 0.032, edge) * 0.2
            return (paper + Ink(repeating: grain * 0.014)).mixed(thin * (1 - rim), painted)
        case .pencil:
            let tone = max(0, ink.luminance).squareRoot() * 0.5 + ink.luminance * 0.5
            let first = abs(noise.at((u + v) * 150, (u - v) * 7))
            let second = abs(noise.at((u - v) * 150 + 40, (u + v) * 7))
            let line = smoothstep(0.3, 0.9, tone + first * 0.5) * smoothstep(-0.12, 0.34, tone + second * 0.42)
            let tint = Ink(repeating: 1).mixed(ink / max(0.2, ink.luminance), 0.16)
            return Ink(0.965, 0.95, 0.915) * (0.2 + 0.8 * line * (0.72 + 0.28 * tone)) * tint
        case .pixel:
            let steps: Float = 14
            return Ink(
                (ink.x * steps).rounded() / steps, (ink.y * steps).rounded() / steps, (ink.z * steps).rounded() / steps)
        }
    }

    private func grade(_ ink: Ink) -> Ink {
        switch scene.grading {
        case .none: return scene.light == .dramatic ? (ink - 0.42) * 1.28 + 0.4 : ink
        case .warm: return ink * Ink(1.1, 1, 0.84)
        case .cool: return ink * Ink(0.86, 0.98, 1.12)
        case .mono: return Ink(repeating: (ink.luminance - 0.48) * 1.15 + 0.48)
        case .sepia: return Ink(1.07, 0.93, 0.74) * ink.luminance
        case .tealOrange:
            let tone = ink.luminance
            return ink.mixed(
                Ink(0.08, 0.42, 0.46).mixed(Ink(1, 0.66, 0.36), smoothstep(0.2, 0.75, tone)) * (0.5 + tone), 0.42)
        case .vivid: return Ink(repeating: ink.luminance) + (ink - Ink(repeating: ink.luminance)) * 1.5
        case .faded: return (ink * 0.78 + 0.16).mixed(Ink(repeating: ink.luminance), 0.22)
        }
    }
}
