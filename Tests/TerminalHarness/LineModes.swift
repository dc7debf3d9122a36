import Glibc

/// A terminal's line modes (termios), to compare before and after.
package struct LineModes: Hashable, Sendable {
    package var input: UInt32
    package var output: UInt32
    package var control: UInt32
    package var local: UInt32

    init(_ descriptor: Int32) {
        var modes = termios()
        tcgetattr(descriptor, &modes)
        (input, output, control, local) = (modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag)
    }
}

/// Which of a terminal's private modes (`CSI ? n h`) an output leaves switched on.
enum PrivateModes {
    static func leftOn(_ bytes: [UInt8]) -> Set<Int> {
        var on: Set<Int> = []
        var index = 0
        while index + 2 < bytes.count {
            guard bytes[index] == 0x1b, bytes[index + 1] == UInt8(ascii: "["), bytes[index + 2] == UInt8(ascii: "?")
            else {
                index += 1
                continue
            }
            var end = index + 3
            while end < bytes.count, (0x30...0x3b).contains(bytes[end]) { end += 1 }
            let numbers = String(decoding: bytes[(index + 3)..<end], as: UTF8.self).split(separator: ";").compactMap {
                Int($0)
            }
            if end < bytes.count, bytes[end] == UInt8(ascii: "h") { on.formUnion(numbers) }
            if end < bytes.count, bytes[end] == UInt8(ascii: "l") { on.subtract(numbers) }
            index = end
        }
        // Shown cursor and wrapping lines are how a terminal is.
        return on.subtracting([25, 7])
    }
}
