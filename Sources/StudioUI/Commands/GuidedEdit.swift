/// The local edits that models do best, as sentences ready to be sent or changed: a form writes a prompt, never sends it.
enum GuidedEdit {
    static func form(_ command: Command) -> [SettingsState.Option]? {
        guard let choices = forms[command] else { return nil }
        return choices.map { label, prompt in
            SettingsState.Option(value: prompt, label: label, detail: "", disabledReason: nil, isCurrent: false)
        }
    }

    private static let keep = " Keep everything else as it is."

    private static let forms: [Command: [(String, String)]] = [
        .camera: [
            ("low angle", "Change the camera to a low angle, looking up." + keep),
            ("high angle", "Change the camera to a high angle, looking down." + keep),
            ("bird's eye", "Show the same scene from a bird's-eye view." + keep),
            ("closer", "Move the camera closer to the main subject." + keep),
            ("wider", "Move the camera back for a wider view." + keep),
            ("from the left", "Show the same scene from the left." + keep),
            ("from the right", "Show the same scene from the right." + keep),
            ("tilted", "Tilt the camera for a dutch angle." + keep),
        ],
        .focus: [
            ("blur the background", "Blur the background with a shallow depth of field; keep the main subject sharp."),
            ("blur the foreground", "Blur the foreground and keep the distance sharp." + keep),
            ("everything sharp", "Make everything sharp, with a deep depth of field." + keep),
            ("soft dream", "Give the picture a soft focus with a gentle glow." + keep),
        ],
        .grading: [
            ("warmer", "Grade the colours warmer." + keep),
            ("cooler", "Grade the colours cooler." + keep),
            ("teal and orange", "Grade the colours in teal and orange, like a film." + keep),
            ("black and white", "Make the picture black and white with rich contrast." + keep),
            ("sepia", "Tone the picture in sepia." + keep),
            ("vivid", "Make the colours more vivid." + keep),
            ("faded", "Fade the colours, like an old print." + keep),
        ],
        .lighting: [
            ("golden hour", "Relight the scene for the golden hour." + keep),
            ("night", "Make it night, lit by the moon and by lamps." + keep),
            ("backlit", "Light the main subject from behind." + keep),
            ("dramatic", "Light the scene dramatically, with deep shadows." + keep),
            ("soft, overcast", "Light the scene softly, under an overcast sky." + keep),
            ("fog", "Fill the scene with light fog." + keep),
        ],
        .object: [
            ("add …", "Add a "), ("remove …", "Remove the "), ("replace …", "Replace the "),
            ("recolour …", "Change the colour of the "), ("make bigger …", "Make bigger the "),
            ("make smaller …", "Make smaller the "),
        ],
        .lettering: [
            ("add words", "Add the words \""), ("change words", "Change the words to \""),
            ("remove all words", "Remove all words from the picture." + keep),
        ],
        .style: [
            ("watercolour", "Turn the picture into a watercolour painting. Keep the composition."),
            ("pencil drawing", "Turn the picture into a pencil drawing. Keep the composition."),
            ("poster", "Turn the picture into a flat poster print. Keep the composition."),
            ("oil painting", "Turn the picture into an oil painting. Keep the composition."),
            ("pixel art", "Turn the picture into pixel art. Keep the composition."),
            ("neon night", "Turn the picture into a neon night scene. Keep the composition."),
        ],
    ]
}
