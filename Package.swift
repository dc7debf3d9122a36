// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every room: the language at its strictest, and a warning stops the build.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: [], resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "Easel",
    products: [.executable(name: "easel", targets: ["easel"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // The C border: a module map and inline wrappers, no logic.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "CSandbox"),
        .systemLibrary(name: "CSpng", providers: [.apt(["libspng-dev"])]),
        .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        // The two pieces of C with a body: what runs inside a signal handler, and what Swift cannot say of a processor
        // (instructions that are there only on some).
        .target(name: "CTerminalGuard"),
        .target(name: "CBase64"),

        // Ground floor: values, and nothing that moves.
        room("Screen"),
        room("Pixels", ["CSpng", "CTurboJPEG", "CWebP", "CZlib"]),
        room("StudioCore", [.product(name: "Logging", package: "swift-log")]),

        // First floor: rooms that never import one another.
        room("StudioUI", ["Screen", "StudioCore"]),
        room("Terminal", ["Screen", "Pixels", "CNcurses", "CTerminalGuard"]),
        room("Decoding", ["Pixels", "CSandbox"]),
        room(
            "Providers",
            [
                "StudioCore", "Pixels", "CBase64",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "Gallery",
            [
                "StudioCore", "Pixels",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // The roof: wiring.
        .executableTarget(
            name: "easel",
            dependencies: [
                "CSandbox", "Screen", "Pixels", "StudioCore", "StudioUI", "Terminal", "Decoding", "Providers",
                "Gallery",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict),

        // Tests mirror the rooms.
        .systemLibrary(name: "CVterm", path: "Tests/CVterm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TerminalHarness", dependencies: ["CVterm"], path: "Tests/TerminalHarness", swiftSettings: strict),
        .target(name: "Fuzzing", path: "Tests/Fuzzing", swiftSettings: strict),
        .executableTarget(
            name: "TerminalDemo", dependencies: ["Terminal", "Screen", "Pixels"], path: "Tests/TerminalDemo",
            swiftSettings: strict),
        .executableTarget(
            name: "easel-bench", dependencies: ["Gallery", "Pixels", "StudioCore"], path: "Tests/EaselBench",
            swiftSettings: strict),
        tests(
            "EaselTests",
            [
                "easel", "StudioCore", "StudioUI", "Screen", "Pixels", "Gallery", "Providers", "Terminal",
                "TerminalHarness",
            ]),
        tests(
            "GalleryTests",
            [
                "Gallery", "StudioCore", "Pixels", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "FuzzTests",
            [
                "Fuzzing", "TerminalHarness", "easel", "StudioUI", "StudioCore", "Screen", "Terminal", "Pixels",
                "Decoding", "Providers", "Gallery",
            ]),
        tests("DecodingTests", ["Decoding", "Pixels", "TerminalHarness", "easel"]),
        tests("PixelsTests", ["Pixels"]),
        tests("TerminalTests", ["Terminal", "Screen", "Pixels", "TerminalHarness", "TerminalDemo"]),
        tests(
            "ProvidersTests",
            [
                "Providers", "StudioCore", "Pixels", "Fuzzing",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests("ScreenTests", ["Screen", "Fuzzing"]),
        tests("StudioCoreTests", ["StudioCore", .product(name: "Logging", package: "swift-log")]),
        tests("StudioTests", ["easel", "TerminalHarness"]),
        .testTarget(
            name: "StudioUITests", dependencies: ["StudioUI", "StudioCore", "Screen"], exclude: ["Goldens"],
            swiftSettings: strict),
    ]
)
