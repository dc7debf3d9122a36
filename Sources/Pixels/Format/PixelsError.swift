/// What went wrong with a picture, and what the person can do about it.
package struct PixelsError: Error, Hashable, Sendable {
    package enum Kind: UInt8, CaseIterable, Sendable {
        /// The file could not be opened, read or written.
        case file
        /// The bytes are no picture known here.
        case unknownFormat
        /// A known kind of picture that cannot be decoded here.
        case unsupported
        /// The header or the data make no sense.
        case damaged
        /// The bytes end before the header does: more of the file is needed.
        case truncated
        /// Over the limits on sides, pixels or bytes.
        case tooLarge
        /// The encoder refused.
        case encoding
        /// The decoder itself crashed, hung or could not be started.
        case decoder
        /// Nobody waits for the picture any more.
        case cancelled
    }

    package var kind: Kind
    /// One sentence or two, ready to be shown: what, to which, and what next.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension PixelsError: CustomStringConvertible {
    package var description: String { message }
}
