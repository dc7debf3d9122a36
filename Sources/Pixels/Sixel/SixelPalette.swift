/// Colour registers of one sixel picture, and which of them each colour gets.
struct SixelPalette: ~Copyable {
    /// Red, green and blue in percent, as registers are set.
    let registers: [RGB]
    let nearest: NearestColor

    /// Colours that become equal in percent share a register.
    init(_ colors: [RGB]) {
        func percent(_ value: UInt8) -> UInt8 { UInt8((Int(value) * 100 + 127) / 255) }
        func level(_ value: UInt8) -> UInt8 { UInt8((Int(value) * 255 + 50) / 100) }
        var seen: Set<RGB> = []
        let registers = colors.map { RGB(percent($0.red), percent($0.green), percent($0.blue)) }
            .filter { seen.insert($0).inserted }
        self.registers = registers
        nearest = NearestColor(registers.map { RGB(level($0.red), level($0.green), level($0.blue)) })
    }
}
