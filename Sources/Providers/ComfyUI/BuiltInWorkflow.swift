/// What is queued where no workflow is configured: nodes that ComfyUI has had from its beginning, so that any checkpoint of
/// the Stable Diffusion family works at once.
enum BuiltInWorkflow {
    static let name = "the built-in workflow"

    /// - Parameter hasPicture: goes on from one, instead of from noise.
    static func bytes(hasPicture: Bool) -> [UInt8] { Array((hasPicture ? fromPicture : fromWords).utf8) }

    private static let fromWords = graph(
        latent:
            #""5":{"class_type":"EmptyLatentImage","inputs":{"width":"{{width}}","height":"{{height}}","batch_size":1}}"#,
        denoise: "1")

    /// The picture is brought to the size that is asked for; most of what it shows stays.
    private static let fromPicture = graph(
        latent: #""10":{"class_type":"LoadImage","inputs":{"image":"{{image}}"}},"#
            + #""11":{"class_type":"ImageScale","inputs":{"image":["10",0],"upscale_method":"lanczos","width":"{{width}}","height":"{{height}}","crop":"center"}},"#
            + #""5":{"class_type":"VAEEncode","inputs":{"pixels":["11",0],"vae":["4",2]}}"#,
        denoise: "0.7")

    private static func graph(latent: String, denoise: String) -> String {
        #"{"4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"{{checkpoint}}"}},"#
            + #""6":{"class_type":"CLIPTextEncode","inputs":{"text":"{{prompt}}","clip":["4",1]}},"#
            + #""7":{"class_type":"CLIPTextEncode","inputs":{"text":"{{negative}}","clip":["4",1]}},"#
            + latent
            + #","3":{"class_type":"KSampler","inputs":{"seed":"{{seed}}","steps":20,"cfg":7,"sampler_name":"euler","#
            + #""scheduler":"normal","denoise":"#
            + denoise
            + #","model":["4",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},"#
            + #""8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},"#
            + #""9":{"class_type":"SaveImage","inputs":{"filename_prefix":"easel","images":["8",0]}}}"#
    }

    /// The checkpoints that a server offers, from its description of the node that loads them: the older form is
    /// `"ckpt_name": [[names…], {…}]`, the newer `"ckpt_name": ["COMBO", {"options": [names…]}]`.
    static func checkpoints(in info: JSONValue) -> [String] {
        let choice = info["CheckpointLoaderSimple"]?["input"]?["required"]?["ckpt_name"]?.array ?? []
        guard let first = choice.first else { return [] }
        let names = first.array.isEmpty ? choice.dropFirst().first?["options"]?.array ?? [] : first.array
        return names.compactMap(\.string)
    }
}
