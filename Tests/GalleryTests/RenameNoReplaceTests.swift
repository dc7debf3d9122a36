import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import Gallery

struct RenameNoReplaceTests {
    @Test(arguments: [true, false]) func `what is there is never replaced`(knows: Bool) throws {
        let scene = try Scene()
        let rename = knows ? RenameNoReplace.rename : RenameNoReplace.underLock
        let one = try scene.write([1], "d/one")
        let two = try scene.write([2], "d/two")
        #expect(rename(one, two) == EEXIST)
        #expect(rename(one, scene.root + "/none/x") == ENOENT)
        #expect(rename(one, scene.root + "/d/three") == 0)
        #expect(Scene.files(scene.root + "/d") == ["three", "two"])
        #expect(try SafeFile.read(two) == [2])
    }

    @Test(.enabled(if: Scene.disk == "/dev/shm", "needs two disks")) func `another disk is said`() throws {
        let scene = try Scene()
        let one = try scene.write([1], "d/one")
        #expect(RenameNoReplace.underLock(one, to: "/tmp/easel-rename-\(getpid())") == EXDEV)
    }

    @Test(arguments: [
        "CON", "nul.png", ". . .", "-rf --output=/etc/passwd", String(repeating: "ä\u{308}\u{20D0}", count: 3000),
        String(repeating: "🦊", count: 400), String(repeating: "字", count: 400), "../../../etc", "a/b\\c:d*e?f\"g<h>i|j",
        "\u{202E}gnp.exe", "a\u{0}b", "Straße ſ İ ı", String(repeating: "न्\u{200D}", count: 90), "trailing. . ", "\n\t",
    ])
    func `a picture's name is safe on every disk, at any attempt`(prompt: String) throws {
        let time = CivilTime(.init(timeIntervalSince1970: 1_795_442_102), offset: 0)
        let name = PictureName(
            prompt: prompt, time: time, sha256: String(repeating: "a7", count: 32), variant: 63, of: 64)
        for attempt in [0, 1, 4, 5, 999] {
            let stem = name.stem(attempt: attempt)
            let parts = stem.split(separator: "/", omittingEmptySubsequences: false)
            #expect(parts.count == 2)
            let file = try #require(parts.last)
            // The longest ending; eCryptfs takes 143 bytes, all others 255 (exFAT and NTFS: UTF-16 units).
            #expect(file.utf8.count + 5 <= (attempt == 0 ? 143 : 255))
            #expect(file.first?.isNumber == true && file.last?.isNumber ?? false || file.last?.isLetter == true)
            for scalar in file.unicodeScalars {
                let isPlain = scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                let isMark = [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
                #expect(isPlain || isMark, "\(scalar.value)")
                #expect(!scalar.properties.isDefaultIgnorableCodePoint)
            }
            #expect(file.lowercased().utf8.elementsEqual(file.utf8), "no two names differ in case alone")
        }
    }

    /// A name that ends in a hash is no other prompt's: whatever a disk takes for the same is still apart.
    @Test func `names that a disk folds together are found taken`() async throws {
        let scene = try Scene()
        let store = scene.store()
        var paths: Set<String> = []
        for prompt in ["A FOX", "a fox", "a  Fox!", "a-fox"] {
            let turn = Turn.make("t_\(prompt)", prompt: prompt)
            paths.insert(try await scene.stored(Bytes.png(), by: store, turn: turn).path.lowercased())
        }
        #expect(paths.count == 4)
    }
}
