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
        room("Providers", ["StudioCore", "Pixels"]),
        room("Gallery", ["StudioCore", "Pixels"]),

        // The roof: wiring.
        .executableTarget(
            name: "easel",
            dependencies: [
                "Screen", "Pixels", "StudioCore", "StudioUI", "Terminal", "Providers", "Gallery",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Tests mirror the rooms.
        .systemLibrary(name: "CVterm", path: "Tests/CVterm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TerminalHarness", dependencies: ["CVterm"], path: "Tests/TerminalHarness", swiftSettings: strict),
        .executableTarget(
            name: "TerminalDemo", dependencies: ["Terminal", "Screen", "Pixels"], path: "Tests/TerminalDemo",
            swiftSettings: strict),
        tests("TerminalTests", ["Terminal", "Screen", "Pixels", "TerminalHarness", "TerminalDemo"]),
    ]
)
