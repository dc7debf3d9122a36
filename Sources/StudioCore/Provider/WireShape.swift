/// The seven forms in which pictures come back, as recognised from the bytes: not by the model's name and not by the
/// address, for gateways change them under both.
package enum WireShape: String, Hashable, Sendable, CaseIterable {
    /// `![](data:…)` within the words.
    case markdown = "markdown data URI"
    /// `![](https://…)` or a download link within the words, with progress as text before it.
    case links = "markdown link"
    /// `message.images[]` or `delta.images[]`.
    case images = "images[]"
    /// `message.content` as an array with pictures in it, or `multi_mod_content`.
    case contentArray = "content array"
    /// `data[]` with `b64_json` or `url`, at whatever address.
    case imagesBody = "images body"
    /// `candidates[]`.
    case gemini = "candidates"
    /// An id to ask with later.
    case task = "task"
}

/// How a final picture came: for whoever wants to know what an endpoint speaks.
package struct PictureForm: Hashable, Sendable {
    package var shape: WireShape
    /// An address stood where the picture was expected; else its bytes did.
    package var isLink: Bool

    package init(shape: WireShape, isLink: Bool) {
        self.shape = shape
        self.isLink = isLink
    }
}
