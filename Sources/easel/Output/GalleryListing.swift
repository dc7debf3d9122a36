import FoundationEssentials
import Gallery
import Pixels
import StudioCore

/// Pictures as `easel gallery` lists them.
struct GalleryListing {
    var entries: [PictureEntry]
    /// Absolute.
    var gallery: String

    var lines: [String] {
        entries.map { entry in
            let facts = entry.isMissing ? "missing" : "\(entry.width)×\(entry.height)"
            let prompt = entry.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
            return [entry.file(in: gallery), facts, entry.model, prompt].filter { !$0.isEmpty }.joined(
                separator: "  ")
        }
    }

    var json: JSON {
        .object([
            "pictures": .array(
                entries.map { entry in
                    JSON.object([
                        "path": .string(entry.file(in: gallery)), "width": .int(entry.width),
                        "height": .int(entry.height), "bytes": .int(entry.bytes), "sha256": .known(entry.sha256),
                        "model": .known(entry.model), "session": .known(entry.session), "turn": .known(entry.turn),
                        "prompt": .string(entry.prompt), "role": .string(entry.isDraft ? "draft" : "final"),
                        "missing": .bool(entry.isMissing),
                        "created": .string(Date(timeIntervalSince1970: entry.created).formatted(.iso8601)),
                    ]).joined(with: .marks(entry.marks))
                })
        ])
    }
}

/// A sidecar as `easel gallery show` prints it.
struct SidecarListing {
    var sidecar: Sidecar
    /// Absolute.
    var path: String
    /// Whether there is a C2PA mark in the picture; nil when nobody has looked, or the picture is gone.
    var hasCredentials: Bool?
    /// Whether there is such a file; where there is none, the picture itself was asked.
    var isDescribed = true
    /// Why the file beside the picture could not be read.
    var problem: String?

    static func hasCredentials(_ path: String) -> Bool? { (try? PictureMetadata(file: path))?.hasCredentials }

    var lines: [String] {
        var rows = [
            ["picture", path], ["prompt", sidecar.prompt], ["not wanted", sidecar.imported?.negativePrompt ?? ""],
            ["model", model], ["session", sidecar.session], ["turn", sidecar.turn.rawValue],
        ]
        if let parent = sidecar.parent { rows.append(["parent", parent.rawValue]) }
        rows += [
            ["pixels", "\(sidecar.width)×\(sidecar.height)"], ["type", sidecar.mime], ["bytes", "\(sidecar.bytes)"],
            ["sha256", sidecar.sha256], ["cost", Money.text(sidecar.cost)],
            ["made", sidecar.created.formatted(.iso8601)],
        ]
        if let hasCredentials { rows.append(["C2PA mark", hasCredentials ? "present, not checked" : "none"]) }
        if let imported = sidecar.imported {
            if imported.program != .unknown { rows.append(["made with", imported.program.rawValue]) }
            if let seed = imported.seed { rows.append(["seed", "\(seed)"]) }
            rows += imported.settings.map { [$0.name, $0.value] }
        }
        rows += sidecar.references.map { ["reference", $0.name] }
        let marks = sidecar.marks ?? .none
        rows += [
            ["rating", marks.rating > 0 ? "\(marks.rating) of 5" : ""], ["star", marks.isStarred ? "yes" : ""],
            ["tags", marks.tags.joined(separator: ", ")], ["note", marks.note],
        ]
        rows += sidecar.notes.map { ["told", $0] }
        return Columns.lines(rows.filter { $0[0] == "prompt" || !$0[1].isEmpty })
    }

    /// Of an imported picture only the name of the model is known.
    private var model: String {
        sidecar.provider.isEmpty ? sidecar.model : "\(sidecar.provider)/\(sidecar.model)"
    }

    var json: JSON {
        .object([
            "path": .string(path), "prompt": .string(sidecar.prompt), "provider": .known(sidecar.provider),
            "model": .known(sidecar.model), "session": .known(sidecar.session),
            "turn": .known(sidecar.turn.rawValue), "parent": .string(sidecar.parent?.rawValue),
            "variant": .int(sidecar.variant), "role": .string(sidecar.role.rawValue), "mime": .string(sidecar.mime),
            "width": .int(sidecar.width), "height": .int(sidecar.height), "bytes": .int(sidecar.bytes),
            "sha256": .string(sidecar.sha256), "usage": .usage(sidecar.usage), "cost": .cost(sidecar.cost),
            "created": .string(sidecar.created.formatted(.iso8601)),
            "elapsed_seconds": .number(sidecar.elapsedSeconds, decimals: 3),
            "references": .array(
                sidecar.references.map { .object(["name": .string($0.name), "sha256": .string($0.sha256)]) }),
            "notes": .array(sidecar.notes.map { .string($0) }), "c2pa": hasCredentials.map { .bool($0) } ?? .null,
            "imported": imported, "described": .bool(isDescribed), "problem": .string(problem),
        ]).joined(with: .marks(sidecar.marks ?? .none))
    }

    private var imported: JSON {
        guard let imported = sidecar.imported else { return .null }
        return .object([
            "program": .string(imported.program.rawValue), "prompt": .string(imported.prompt),
            "negative_prompt": .string(imported.negativePrompt), "model": .string(imported.model),
            "seed": .int(imported.seed),
            "settings": .array(
                imported.settings.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
        ])
    }
}

extension JSON {
    /// Empty is not known.
    fileprivate static func known(_ text: String) -> JSON { .string(text.isEmpty ? nil : text) }

    fileprivate static func marks(_ marks: Marks) -> JSON {
        .object([
            "tags": .array(marks.tags.map { .string($0) }), "rating": .int(marks.rating),
            "starred": .bool(marks.isStarred), "note": .string(marks.note),
        ])
    }

    /// The members of both.
    fileprivate func joined(with other: JSON) -> JSON {
        guard case .object(let first) = self, case .object(let second) = other else { return self }
        return .object(first + second)
    }
}
