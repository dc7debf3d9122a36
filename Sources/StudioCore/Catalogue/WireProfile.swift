/// The habits of one model at one provider, or of a whole provider: how size, references and earlier turns are put into a
/// request. Data, so that a new gateway is an edit of a file. What is nil is as the dialect usually has it.
///
/// The habits and who has them: openrouter.ai image-generation guide, QuantumNous/new-api, docs.apiyi.com, openai 3.54.0,
/// docs.bfl.ai, vLLM-Omni 0.30, SGLang 0.5.23, LocalAI.
package struct WireProfile: Hashable, Sendable, Codable {
    /// Where size and ratio go.
    package enum SizeStyle: String, Sendable, Codable, CaseIterable {
        /// Google's own `imageConfig`.
        case native
        /// `image_config: {aspect_ratio, image_size}` (OpenRouter, CLIProxyAPI).
        case imageConfig = "image_config"
        /// `extra_body: {google: {image_config: …}}` in the JSON itself (new-api).
        case extraBody = "extra_body"
        /// `aspect_ratio` and `image_size` beside the prompt.
        case snake
        /// `aspectRatio` and `imageSize` beside the prompt.
        case camel
        /// `size: "1536x1024"`, by the catalogue's table of pixels.
        case pixels
        /// `aspect_ratio` and `resolution` (OpenRouter's images route).
        case resolution
        /// `aspect_ratio` alone (FLUX Kontext).
        case aspectRatio = "aspect_ratio"
        /// `width` and `height`, by the catalogue's table of pixels (FLUX.2).
        case sides
        /// `【2:3】` behind the prompt (sora_image, gpt-4o-image).
        case suffix
        /// A sentence behind the prompt (gpt-image-2-all takes no size).
        case words
        case none
    }

    /// How pictures are sent along.
    package enum ReferenceStyle: String, Sendable, Codable, CaseIterable {
        /// Google's `inlineData`.
        case inline
        /// `image_url` parts with a data URI, in a chat message.
        case imageURL = "image_url"
        /// A multipart form: `image` for one, `image[]` for several (OpenAI).
        case form
        /// A multipart form: `image`, repeated.
        case formImage = "form_image"
        /// A multipart form: `image[]`, also for one.
        case formArray = "form_array"
        /// `image: [data URI, …]` in JSON.
        case jsonImage = "json_image"
        /// `images: [data URI, …]` in JSON.
        case jsonImages = "json_images"
        /// `input_references: [{type, image_url}]` in JSON (OpenRouter's images route).
        case inputReferences = "input_references"
        /// `ref_images: [base64, …]` in JSON (LocalAI).
        case refImages = "ref_images"
        /// `input_image`, `input_image_2` … with bare base64 (BFL).
        case inputImage = "input_image"
        case none
    }

    /// How the turns before are sent along.
    package enum History: String, Sendable, Codable, CaseIterable {
        /// As turns of the model, with what came on them; in chat as the markdown that it answered in.
        case turns
        /// As turns of the assistant with `images` and `reasoning_details` (OpenRouter).
        case images
        /// The newest picture within the newest message: servers that do not read what the assistant said.
        case newest
    }

    package var dialect: Dialect?
    package var sizeStyle: SizeStyle?
    package var references: ReferenceStyle?
    package var history: History?
    /// Asks for a stream of events.
    package var streams: Bool?
    /// Interim pictures to ask for; each may cost.
    package var partialImages: Int?
    /// `response_format`, where the server wants to be told: `b64_json` or `url`.
    package var responseFormat: String?
    /// `modalities` of a chat request.
    package var modalities: [String]?
    /// The path of the call after the base address, instead of the dialect's own.
    package var path: String?
    /// The same for a request with pictures in a form.
    package var editPath: String?
    /// The path of the provider's list of models, instead of the dialect's own. Of a provider; a model has none.
    package var listPath: String?
    /// A ComfyUI workflow in API format, absolute or beside `config.toml`.
    package var workflow: String?
    /// Further members of the request, sent as they are.
    package var extra: [String: WireValue]

    package init(
        dialect: Dialect? = nil, sizeStyle: SizeStyle? = nil, references: ReferenceStyle? = nil,
        history: History? = nil, streams: Bool? = nil, partialImages: Int? = nil, responseFormat: String? = nil,
        modalities: [String]? = nil, path: String? = nil, editPath: String? = nil, listPath: String? = nil,
        workflow: String? = nil, extra: [String: WireValue] = [:]
    ) {
        self.dialect = dialect
        self.sizeStyle = sizeStyle
        self.references = references
        self.history = history
        self.streams = streams
        self.partialImages = partialImages
        self.responseFormat = responseFormat
        self.modalities = modalities
        self.path = path
        self.editPath = editPath
        self.listPath = listPath
        self.workflow = workflow
        self.extra = extra
    }

    enum CodingKeys: String, CodingKey {
        case dialect, references, history, modalities, path, workflow, extra
        case sizeStyle = "size_style"
        case streams = "stream"
        case partialImages = "partial_images"
        case responseFormat = "response_format"
        case editPath = "edit_path"
        case listPath = "list_path"
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            dialect: try c.decodeIfPresent(Dialect.self, forKey: .dialect),
            sizeStyle: try c.decodeIfPresent(SizeStyle.self, forKey: .sizeStyle),
            references: try c.decodeIfPresent(ReferenceStyle.self, forKey: .references),
            history: try c.decodeIfPresent(History.self, forKey: .history),
            streams: try c.decodeIfPresent(Bool.self, forKey: .streams),
            partialImages: try c.decodeIfPresent(Int.self, forKey: .partialImages),
            responseFormat: try c.decodeIfPresent(String.self, forKey: .responseFormat),
            modalities: try c.decodeIfPresent([String].self, forKey: .modalities),
            path: try c.decodeIfPresent(String.self, forKey: .path),
            editPath: try c.decodeIfPresent(String.self, forKey: .editPath),
            listPath: try c.decodeIfPresent(String.self, forKey: .listPath),
            workflow: try c.decodeIfPresent(String.self, forKey: .workflow),
            extra: try c.decodeIfPresent([String: WireValue].self, forKey: .extra) ?? [:])
    }

    /// These habits, and those of `other` where these say nothing.
    package func over(_ other: WireProfile) -> WireProfile {
        WireProfile(
            dialect: dialect ?? other.dialect, sizeStyle: sizeStyle ?? other.sizeStyle,
            references: references ?? other.references, history: history ?? other.history,
            streams: streams ?? other.streams, partialImages: partialImages ?? other.partialImages,
            responseFormat: responseFormat ?? other.responseFormat, modalities: modalities ?? other.modalities,
            path: path ?? other.path, editPath: editPath ?? other.editPath, listPath: listPath ?? other.listPath,
            workflow: workflow ?? other.workflow, extra: extra.merging(other.extra) { mine, _ in mine })
    }
}

/// A member of a request that a data file adds: a plain value.
package enum WireValue: Hashable, Sendable, Codable {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)

    package init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        if let value = try? c.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? c.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? c.decode(Double.self) {
            self = .number(value)
        } else {
            self = .string(try c.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        switch self {
        case .string(let value): try c.encode(value)
        case .integer(let value): try c.encode(value)
        case .number(let value): try c.encode(value)
        case .boolean(let value): try c.encode(value)
        }
    }
}
