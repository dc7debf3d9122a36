/// What a provider brought back for one variant.
package struct ImageResponse: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String, signature: BlobFile?)
        case image(ReceivedImage, signature: BlobFile?)
    }

    /// In the order of the wire, without thought parts.
    package var parts: [Part]
    /// The thought summary, when the model gave one.
    package var thought: String
    /// Pictures from within the thoughts: kept, never replayed.
    package var thoughtImages: [ReceivedImage]
    /// nil: the provider counted nothing.
    package var usage: Usage?
    package var finishReason: String?
    package var modelVersion: String?
    package var attempts: Int
    /// What a person should know though it worked (“the stream broke after the picture”).
    package var notes: [String]
    /// How the final picture came; nil where there is none, or nobody looked.
    package var form: PictureForm?

    package init(
        parts: [Part], thought: String = "", thoughtImages: [ReceivedImage] = [], usage: Usage? = nil,
        finishReason: String? = nil, modelVersion: String? = nil, attempts: Int = 1, notes: [String] = [],
        form: PictureForm? = nil
    ) {
        self.parts = parts
        self.thought = thought
        self.thoughtImages = thoughtImages
        self.usage = usage
        self.finishReason = finishReason
        self.modelVersion = modelVersion
        self.attempts = attempts
        self.notes = notes
        self.form = form
    }
}

/// A picture in the request's staging folder.
package struct ReceivedImage: Hashable, Sendable {
    package var file: ImageFile
    package var role: ImageRole
    /// Its last byte has arrived. False only for what is left of an interrupted answer: it begins like a picture, and must
    /// never be shown as a whole one.
    package var isWhole: Bool

    package init(file: ImageFile, role: ImageRole, isWhole: Bool = true) {
        self.file = file
        self.role = role
        self.isWhole = isWhole
    }
}
