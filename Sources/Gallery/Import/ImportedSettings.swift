/// What another program wrote into a picture that it made.
package struct ImportedSettings: Hashable, Sendable, Codable {
    /// Which program's words they are.
    package enum Program: String, Sendable, Codable, CaseIterable {
        case a1111, comfyui, invokeai
        /// A copy that Easel itself had handed out.
        case easel
        /// Nothing was found that is known here.
        case unknown
    }

    package struct Setting: Hashable, Sendable, Codable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var program: Program
    package var prompt: String
    package var negativePrompt: String
    package var model: String
    package var seed: Int?
    /// The rest, as it is called there.
    package var settings: [Setting]

    package init(
        program: Program, prompt: String = "", negativePrompt: String = "", model: String = "", seed: Int? = nil,
        settings: [Setting] = []
    ) {
        self.program = program
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.model = model
        self.seed = seed
        self.settings = settings
    }

    enum CodingKeys: String, CodingKey {
        case program, prompt, model, seed, settings
        case negativePrompt = "negative_prompt"
    }
}
