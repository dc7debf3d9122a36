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
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // The C border: a module map and inline wrappers, no logic.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "CSpng", providers: [.apt(["libspng-dev"])]),
        .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),

        // The one piece of C with a body: what runs inside a signal handler.
        .target(name: "CTerminalGuard"),

        // Ground floor: values, and nothing that moves.
        room("Screen"),
        room("Pixels", ["CSpng", "CTurboJPEG", "CWebP"]),
        room("StudioCore"),

        // First floor: rooms that never import one another.
        room("StudioUI", ["Screen", "StudioCore"]),
        room("Terminal", ["Screen", "Pixels", "CNcurses", "CTerminalGuard"]),
        room(
            "Providers",
            [
                "StudioCore", "Pixels",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        room(
            "Gallery",
            [
                "StudioCore", "Pixels",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // The roof: wiring.
        .executableTarget(
            name: "easel",
            dependencies: [
                "Screen", "Pixels", "StudioCore", "StudioUI", "Terminal", "Providers", "Gallery",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("Resources")],
            swiftSettings: strict),

        // Tests mirror the rooms.
        .systemLibrary(name: "CVterm", path: "Tests/CVterm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TerminalHarness", dependencies: ["CVterm"], path: "Tests/TerminalHarness", swiftSettings: strict),
        .executableTarget(
            name: "TerminalDemo", dependencies: ["Terminal", "Screen", "Pixels"], path: "Tests/TerminalDemo",
            swiftSettings: strict),
        .executableTarget(
            name: "easel-bench", dependencies: ["Pixels"], path: "Tests/EaselBench", swiftSettings: strict),
        tests("EaselTests", ["easel", "StudioCore", "Screen", "Gallery", "Providers", "Terminal"]),
        tests("GalleryTests", ["Gallery", "StudioCore", "Pixels", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("PixelsTests", ["Pixels"]),
        tests("TerminalTests", ["Terminal", "Screen", "Pixels", "TerminalHarness", "TerminalDemo"]),
        tests(
            "ProvidersTests",
            [
                "Providers", "StudioCore", "Pixels",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        tests("ScreenTests", ["Screen"]),
        tests("StudioCoreTests", ["StudioCore"]),
        tests("StudioTests", ["easel", "TerminalHarness"]),
        .testTarget(
            name: "StudioUITests", dependencies: ["StudioUI", "StudioCore", "Screen"], exclude: ["Goldens"],
            swiftSettings: strict),
    ]
)
