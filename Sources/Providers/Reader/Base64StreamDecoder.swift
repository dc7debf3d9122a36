import CBase64

/// Base64 to bytes, fed in pieces cut anywhere. Standard and URL-safe alphabet, white space passed over, padding optional:
/// what servers really send. A picture of 24 MB takes about 3 ms, in the other alphabet or in lines about 15.
struct Base64StreamDecoder {
    /// A byte of neither alphabet was met, or something after the padding; what came out before it is good.
    private(set) var isBroken = false
    private var isEnded = false
    /// Sextets that wait for their group of four.
    private var carry: UInt32 = 0
    private var carried = 0

    /// The bytes an output must have for so many characters: the fast path stores four where three count.
    static func room(for characters: Int) -> Int { (characters + 3) / 4 * 3 + 4 }

    /// - Parameter output: at least `room(for: input.count)` bytes.
    /// - Returns: how many bytes were written.
    mutating func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        guard let source = input.baseAddress, let target = output.baseAddress else { return 0 }
        return Self.table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return 0 }
            var read = 0
            var written = 0
            while read < input.count, !isBroken {
                if carried == 0, !isEnded {
                    let taken = Self.groups(source + read, input.count - read, target + written, table)
                    read += taken
                    written += taken / 4 * 3
                    if read == input.count { break }
                }
                written += take(source.load(fromByteOffset: read, as: UInt8.self), target + written, table)
                read += 1
            }
            return written
        }
    }

    /// A run of good characters.
    struct Run: Equatable {
        /// Characters that completed a group of the input before.
        var lead = 0
        /// Characters taken, with those.
        var taken = 0
        /// Bytes written, with those of the completed group.
        var written = 0
    }

    /// The good characters that the input begins with, as far as they make whole groups; no padding, no white space.
    /// - Parameter output: at least `room(for: input.count)` bytes.
    mutating func decodeRun(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Run {
        guard !isBroken, !isEnded, let source = input.baseAddress, let target = output.baseAddress else { return Run() }
        return Self.table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return Run() }
            var run = Run()
            while carried > 0, run.lead < input.count, table[768 + Int(input[run.lead])] & Self.bad == 0 {
                run.written += take(input[run.lead], target, table)
                run.lead += 1
            }
            run.taken = run.lead
            guard carried == 0 else { return run }
            let groups = Self.groups(source + run.lead, input.count - run.lead, target + run.written, table)
            run.taken += groups
            run.written += groups / 4 * 3
            return run
        }
    }

    /// The last bytes of text without padding.
    /// - Returns: how many bytes were written, at most two.
    mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
        guard !isEnded, !isBroken, let target = output.baseAddress else { return 0 }
        return end(target)
    }

    /// Whole groups of good characters: 32 at a time while they are of the standard alphabet and the processor can, then
    /// sixteen, with one table look-up a character and one test for all.
    /// - Returns: how many characters were taken.
    @inline(__always)
    private static func groups(
        _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ table: UnsafePointer<UInt32>
    ) -> Int {
        @inline(__always)
        func group(_ at: Int) -> UInt32 {
            let word = source.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            return table[Int(word & 255)] | table[256 + Int(word >> 8 & 255)] | table[512 + Int(word >> 16 & 255)]
                | table[768 + Int(word >> 24)]
        }
        let characters = source.assumingMemoryBound(to: UInt8.self)
        var read = cb64_decode(characters, count, target.assumingMemoryBound(to: UInt8.self))
        var written = read / 4 * 3
        while read + 16 <= count {
            let a = group(read)
            let b = group(read + 4)
            let c = group(read + 8)
            let d = group(read + 12)
            if (a | b | c | d) & bad != 0 { break }
            target.storeBytes(of: UInt64(a) | UInt64(b) << 24, toByteOffset: written, as: UInt64.self)
            target.storeBytes(of: UInt64(c) | UInt64(d) << 24, toByteOffset: written + 6, as: UInt64.self)
            read += 16
            written += 12
        }
        while read + 4 <= count {
            let a = group(read)
            if a & bad != 0 { break }
            target.storeBytes(of: a, toByteOffset: written, as: UInt32.self)
            read += 4
            written += 3
        }
        return read
    }

    /// One character, the slow way.
    private mutating func take(
        _ byte: UInt8, _ target: UnsafeMutableRawPointer, _ table: UnsafePointer<UInt32>
    ) -> Int {
        if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return 0 }
        if byte == UInt8(ascii: "=") { return isEnded ? 0 : end(target) }
        let value = table[768 + Int(byte)]
        guard value & Self.bad == 0, !isEnded else {
            isBroken = true
            return 0
        }
        carry = carry << 6 | value >> 16
        carried += 1
        guard carried == 4 else { return 0 }
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 16), as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry >> 8), toByteOffset: 1, as: UInt8.self)
        target.storeBytes(of: UInt8(truncatingIfNeeded: carry), toByteOffset: 2, as: UInt8.self)
        carry = 0
        carried = 0
        return 3
    }

    /// Two sextets hold one whole byte, three hold two; one alone holds none and is an error.
    private mutating func end(_ target: UnsafeMutableRawPointer) -> Int {
        isEnded = true
        let bits = carry
        let count = carried
        carry = 0
        carried = 0
        switch count {
        case 1:
            isBroken = true
            return 0
        case 2:
            target.storeBytes(of: UInt8(truncatingIfNeeded: bits >> 4), as: UInt8.self)
            return 1
        case 3:
            target.storeBytes(of: UInt8(truncatingIfNeeded: bits >> 10), as: UInt8.self)
            target.storeBytes(of: UInt8(truncatingIfNeeded: bits >> 2), toByteOffset: 1, as: UInt8.self)
            return 2
        default: return 0
        }
    }

    private static let bad: UInt32 = 0xFF00_0000

    /// Four tables of 256, one for each place in a group: the character's bits where they stand in the three bytes
    /// (little-endian), or `bad`.
    private static let table: [UInt32] = {
        var table = [UInt32](repeating: bad, count: 1024)
        func set(_ character: UInt8, _ value: UInt32) {
            let index = Int(character)
            table[index] = value << 2
            table[256 + index] = value >> 4 | (value & 15) << 12
            table[512 + index] = (value >> 2) << 8 | (value & 3) << 22
            table[768 + index] = value << 16
        }
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, character) in alphabet.utf8.enumerated() { set(character, UInt32(value)) }
        set(UInt8(ascii: "-"), 62)
        set(UInt8(ascii: "_"), 63)
        return table
    }()
}
