/// The first bytes of an answer, held until it is clear what it is: white space and a byte order mark are passed over.
struct AnswerBeginning {
    /// What is held, for whoever reads on.
    private(set) var held: [UInt8] = []

    /// - Returns: what the answer is and what follows on the bytes held; nil while it may be several things.
    mutating func take(_ input: UnsafeRawBufferPointer) -> (form: AnswerForm, rest: UnsafeRawBufferPointer)? {
        for (index, byte) in input.enumerated() {
            if held.isEmpty, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
            held.append(byte)
            if held == [0xEF, 0xBB, 0xBF] {
                held = []
                continue
            }
            guard let form = AnswerForm(beginning: held) else { continue }
            return (form, UnsafeRawBufferPointer(rebasing: input[(index + 1)...]))
        }
        return nil
    }

    /// Nothing more is held.
    mutating func release() -> [UInt8] {
        defer { held = [] }
        return held
    }
}
