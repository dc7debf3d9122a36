import Glibc
import Pixels

// Times the encoders alone, in one process, for the table of Tests/Bench: easel-bench PICTURE. Milliseconds are medians.
// Or the index of a gallery: easel-bench gallery HOME (made anew), easel-bench gallery HOME WORD… (searched).

func median(_ rounds: Int, _ work: () -> Int) -> (milliseconds: Double, bytes: Int) {
    var bytes = work()
    var times: [Duration] = []
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        bytes = work()
        times.append(ContinuousClock.now - start)
    }
    return (times.sorted()[rounds / 2] / .milliseconds(1), bytes)
}

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "gallery" {
    do {
        let words = Array(CommandLine.arguments.dropFirst(3))
        if words.isEmpty {
            try await GallerySearch.index(home: CommandLine.arguments[2])
        } else {
            try await GallerySearch.run(home: CommandLine.arguments[2], words: words)
        }
        exit(0)
    } catch {
        print(error)
        exit(1)
    }
}
guard CommandLine.arguments.count == 2 else {
    print("usage: easel-bench PICTURE, or easel-bench gallery HOME [WORD…]")
    exit(2)
}
do {
    let picture = try ImageDecoder.decode(
        file: CommandLine.arguments[1], fitting: PixelSize(width: 800, height: 800)
    ).bitmap
    let sixel = median(11) { SixelEncoder.encode(picture).count }
    let symbols = median(11) { SymbolEncoder.encode(picture, columns: 100, rows: 50).cells.count }
    print(
        #"{"sixel_ms":\#(sixel.milliseconds),"sixel_bytes":\#(sixel.bytes),"#
            + #""symbols_ms":\#(symbols.milliseconds),"symbols_bytes":\#(symbols.bytes)}"#)
} catch {
    print(error)
    exit(1)
}
