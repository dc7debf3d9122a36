import Glibc

/// A terminal's line modes (termios), to compare before and after.
package struct LineModes: Hashable, Sendable {
    package var input: UInt32
    package var output: UInt32
    package var control: UInt32
    package var local: UInt32
    /// VMIN, VTIME and the keys.
    package var characters: [UInt8]

    init(_ descriptor: Int32) {
        var modes = termios()
        tcgetattr(descriptor, &modes)
        (input, output, control, local) = (modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag)
        characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
    }
}
