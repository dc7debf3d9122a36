import Pixels
import Testing

@testable import Gallery

/// What other programs write, read as they mean it.
@Suite struct ImportedSettingsTests {
    private func read(_ texts: (String, String)...) -> ImportedSettings {
        ImportedSettings(PictureMetadata(texts: texts.map { .init($0.0, $0.1) }))
    }

    @Test func theParametersOfTheWebUI() {
        let found = read(
            (
                "parameters",
                """
                a fox, (snow:1.2)
                at dusk: cold
                Negative prompt: blurry, text
                hands
                Steps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 123456789012, Size: 512x768, Model hash: abc, Model: dreamer v2, Lora hashes: "fox: 12ab, snow: 34cd", Version: v1.9.4
                """
            ))
        #expect(
            found
                == ImportedSettings(
                    program: .a1111, prompt: "a fox, (snow:1.2)\nat dusk: cold", negativePrompt: "blurry, text\nhands",
                    model: "dreamer v2", seed: 123_456_789_012,
                    settings: [
                        .init("Steps", "20"), .init("Sampler", "DPM++ 2M"), .init("CFG scale", "7"),
                        .init("Size", "512x768"), .init("Model hash", "abc"),
                        .init("Lora hashes", "fox: 12ab, snow: 34cd"), .init("Version", "v1.9.4"),
                    ]))
    }

    @Test func aPromptAlone() {
        #expect(read(("parameters", "time: dusk, place: den")).prompt == "time: dusk, place: den")
        #expect(read(("parameters", "Negative prompt: text")).negativePrompt == "text")
        #expect(read(("parameters", "")).prompt == "")
        let likeSettings = read(("parameters", "fox\nSteps: 20, Seed: x, Note: \"never closed, Size: 1x1"))
        #expect(likeSettings.prompt == "fox" && likeSettings.seed == nil)
        #expect(likeSettings.settings.last == .init("Size", "1x1"))
    }

    @Test func aCommentThatIsNoneOfTheirs() {
        #expect(read(("UserComment", "Holidays 2024")).program == .unknown)
        #expect(read(("UserComment", "a fox\nSteps: 20, Seed: 7, Size: 1x1")).seed == 7)
    }

    private let prompt = """
        {"3":{"class_type":"KSampler","inputs":{"seed":42,"steps":25,"cfg":6.5,"sampler_name":"euler","scheduler":"normal",
        "denoise":1,"model":["10",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
        "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"dreamer.safetensors"}},
        "5":{"class_type":"EmptyLatentImage","inputs":{"width":832,"height":1216,"batch_size":1}},
        "6":{"class_type":"CLIPTextEncode","inputs":{"text":["11",0],"clip":["10",1]},"is_changed":[NaN]},
        "7":{"class_type":"CLIPTextEncode","inputs":{"text":"blurry","clip":["10",1]}},
        "10":{"class_type":"LoraLoader","inputs":{"model":["4",0],"clip":["4",1],"lora_name":"snow"}},
        "11":{"class_type":"PrimitiveStringMultiline","inputs":{"value":"a fox, NaN \\"in\\" snow"}}}
        """

    @Test func theGraphOfComfyUI() {
        let wanted = ImportedSettings(
            program: .comfyui, prompt: "a fox, NaN \"in\" snow", negativePrompt: "blurry", model: "dreamer.safetensors",
            seed: 42,
            settings: [
                .init("steps", "25"), .init("cfg", "6.5"), .init("sampler_name", "euler"), .init("scheduler", "normal"),
                .init("denoise", "1"), .init("width", "832"), .init("height", "1216"), .init("batch_size", "1"),
            ])
        #expect(read(("prompt", prompt), ("workflow", "{}")) == wanted)
        // As animated pictures carry it.
        #expect(read(("Model", "prompt:" + prompt), ("Make", "workflow:{}")) == wanted)
    }

    @Test func aGraphWithAGuider() {
        let found = read(
            (
                "prompt",
                """
                {"1":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["2",0],"guider":["3",0],"sigmas":["4",0]}},
                "2":{"class_type":"RandomNoise","inputs":{"noise_seed":7}},
                "3":{"class_type":"BasicGuider","inputs":{"model":["5",0],"conditioning":["6",0]}},
                "4":{"class_type":"BasicScheduler","inputs":{"steps":20,"scheduler":"simple","model":["5",0]}},
                "5":{"class_type":"UNETLoader","inputs":{"unet_name":"flux.safetensors"}},
                "6":{"class_type":"FluxGuidance","inputs":{"guidance":3.5,"conditioning":["7",0]}},
                "7":{"class_type":"CLIPTextEncodeFlux","inputs":{"clip_l":"a fox","t5xxl":"a fox in deep snow"}}}
                """
            ))
        #expect(found.prompt == "a fox\na fox in deep snow" && found.negativePrompt == "")
        #expect(found.model == "flux.safetensors" && found.seed == 7)
        #expect(found.settings.contains(.init("guidance", "3.5")) && found.settings.contains(.init("steps", "20")))
    }

    @Test func aGraphThatIsOnlyDrawn() {
        let found = read(
            (
                "workflow",
                """
                {"nodes":[{"id":1,"type":"KSampler","inputs":[{"name":"positive","link":1},{"name":"negative","link":2},
                {"name":"model","link":3}],"widgets_values":[9,"fixed",30,8,"euler","normal",1]},
                {"id":2,"type":"CLIPTextEncode","widgets_values":["a fox"]},{"id":3,"type":"CLIPTextEncode",
                "widgets_values":["text"]},{"id":4,"type":"CheckpointLoaderSimple","widgets_values":["d.ckpt"]}],
                "links":[[1,2,0,1,1,"CONDITIONING"],[2,3,0,1,2,"CONDITIONING"],[3,4,0,1,0,"MODEL"]]}
                """
            ))
        #expect(found.prompt == "a fox" && found.negativePrompt == "text" && found.model == "d.ckpt" && found.seed == 9)
    }

    /// A graph is drawn by anybody: one that goes round in circles ends all the same.
    @Test func aGraphInCircles() {
        let found = read(
            (
                "prompt",
                """
                {"1":{"class_type":"KSampler","inputs":{"seed":["1",0],"positive":["2",0],"model":["1",0]}},
                "2":{"class_type":"Combine","inputs":{"conditioning_1":["3",0],"conditioning_2":["2",0]}},
                "3":{"class_type":"Combine","inputs":{"conditioning":["2",0],"text":["2",0]}}}
                """
            ))
        #expect(found == ImportedSettings(program: .comfyui))
    }

    @Test func whatInvokeWrites() {
        let newest = read(
            (
                "invokeai_metadata",
                """
                {"generation_mode":"txt2img","positive_prompt":"a fox","negative_prompt":"text","seed":5,"steps":30,
                "cfg_scale":7.5,"model":{"name":"dreamer","base":"sd-1"},"loras":[]}
                """
            ))
        #expect(
            newest
                == ImportedSettings(
                    program: .invokeai, prompt: "a fox", negativePrompt: "text", model: "dreamer", seed: 5,
                    settings: [
                        .init("cfg_scale", "7.5"), .init("generation_mode", "txt2img"), .init("steps", "30"),
                    ]))
        let older = read(
            (
                "sd-metadata",
                """
                {"model_weights":"sd-1.5","image":{"prompt":[{"prompt":"a fox [text]","weight":1}],"seed":5,"steps":50}}
                """
            ), ("Dream", "ignored"))
        #expect(older.prompt == "a fox" && older.negativePrompt == "text" && older.model == "sd-1.5")
        let oldest = read(("Dream", "\"a fox in snow\" -s 50 -S 123 -W512 -H 512 -C 7.5 -A k_lms"))
        #expect(oldest.prompt == "a fox in snow" && oldest.seed == 123)
        #expect(oldest.settings.map(\.name) == ["steps", "width", "height", "cfg_scale", "sampler"])
    }

    @Test func nothingThatIsKnown() {
        #expect(read(("Software", "Paint")) == ImportedSettings(program: .unknown))
        #expect(read(("prompt", "{not json")) == ImportedSettings(program: .unknown))
        let long = read(("parameters", String(repeating: "雪", count: 300_000)))
        #expect(long.prompt.utf8.count <= 100_003)
    }
}
