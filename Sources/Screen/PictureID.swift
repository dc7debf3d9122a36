/// What a screen names a picture by. The pictures themselves live elsewhere; a screen only says which one goes where.
///
/// A number made from a name (FNV-1a, 64 bits), so that a screen full of picture cells is plain memory.
package struct PictureID: Hashable, Sendable {
    package let number: UInt64

    package init(_ name: String) {
        number = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    init(number: UInt64) { self.number = number }
}
