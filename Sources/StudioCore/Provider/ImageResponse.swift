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

    package init(
        parts: [Part], thought: String = "", thoughtImages: [ReceivedImage] = [], usage: Usage? = nil,
        finishReason: String? = nil, modelVersion: String? = nil, attempts: Int = 1, notes: [String] = []
    ) {
        self.parts = parts
        self.thought = thought
        self.thoughtImages = thoughtImages
        self.usage = usage
        self.finishReason = finishReason
        self.modelVersion = modelVersion
        self.attempts = attempts
        self.notes = notes
    }
}

/// A picture whose last byte has arrived, in the request's staging folder.
package struct ReceivedImage: Hashable, Sendable {
    package var file: ImageFile
    package var role: ImageRole

    package init(file: ImageFile, role: ImageRole) {
        self.file = file
        self.role = role
    }
}
