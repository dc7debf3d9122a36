import Pixels
import StudioCore

/// What `easel gallery export` did.
struct ExportReport {
    var exported: [PictureExport.Exported] = []
    /// Pictures that could not be copied, and why.
    var failed: [StoreFailure] = []
    /// What ended it before all were done.
    var end: StoreFailure?

    var json: JSON {
        .object([
            "exported": .array(
                exported.map { one in
                    .object([
                        "source": .string(one.source), "path": .string(one.path), "bytes": .int(one.bytes),
                        "width": .int(one.size.width), "height": .int(one.size.height),
                        "mime": .string(one.format?.mime), "reencoded": .bool(one.isReencoded),
                        "c2pa": .string(one.credentials?.rawValue), "notes": .array(one.notes.map { .string($0) }),
                    ])
                }),
            "failed": .array(failed.map { .object(["source": .string($0.path), "message": .string($0.message)]) }),
            "failure": end.map { .object(["message": .string($0.message), "advice": .string($0.advice)]) } ?? .null,
        ])
    }
}
