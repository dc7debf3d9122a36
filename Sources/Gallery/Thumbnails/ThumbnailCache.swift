import Crypto
import Glibc
import StudioCore

/// Small copies of the gallery's pictures, so that a screen full of them costs no decoding of large ones. Laid out as the
/// Thumbnail Managing Standard of freedesktop.org has it (`large/`, `x-large/`, named by the MD5 of the picture's address),
/// in the cache folder, which can be deleted any time. A copy is as old as its picture, to the nanosecond: one that is not is
/// made anew.
package struct ThumbnailCache: Sendable {
    package enum Size: Int, CaseIterable, Sendable {
        case normal = 128
        case large = 256
        case extraLarge = 512

        var folder: String {
            switch self {
            case .normal: "normal"
            case .large: "large"
            case .extraLarge: "x-large"
            }
        }

        /// The smallest that fills so many pixels; nil when none does.
        package init?(filling edge: Int) {
            guard let size = Self.allCases.first(where: { $0.rawValue >= edge }) else { return nil }
            self = size
        }
    }

    private let folder: String

    package init(folders: Folders) { folder = folders.cache + "/thumbnails" }

    /// The copy of a picture (absolute path) as a PNG file; nil when there is none, or the picture has changed.
    package func file(for picture: String, _ size: Size) -> String? {
        let path = path(for: picture, size)
        var original = stat()
        var copy = stat()
        guard stat(picture, &original) == 0, lstat(path, &copy) == 0, copy.st_mode & S_IFMT == S_IFREG,
            copy.st_mtim.tv_sec == original.st_mtim.tv_sec, copy.st_mtim.tv_nsec == original.st_mtim.tv_nsec
        else { return nil }
        return path
    }

    /// Keeps a copy. A picture that has changed since `seen` gets none; neither does one on a disk that takes no more: it is
    /// only quicker with it.
    /// - Parameter seen: the picture's age before it was read.
    package func keep(_ png: [UInt8], for picture: String, _ size: Size, seen: Age) {
        let path = path(for: picture, size)
        guard let now = Age(picture), now == seen else { return }
        do throws(StoreFailure) {
            try SafeFile.makeFolder(SafeFile.folder(of: path))
            let temporary = SafeFile.temporaryName(for: path)
            do throws(StoreFailure) {
                let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
                try file.write(png)
                let times = [now.time, now.time]
                guard futimens(file.descriptor, times) == 0 else { throw .from(errno, doing: "write", temporary) }
            } catch {
                unlink(temporary)
                throw error
            }
            // No fsync: a copy that is lost is made again, and a torn one is no PNG.
            if SafeFile.place(temporary, at: path, .replacing) != 0 { unlink(temporary) }
        } catch {}
    }

    private func path(for picture: String, _ size: Size) -> String {
        let digest = Insecure.MD5.hash(data: Array(Self.address(of: picture).utf8))
        let hex = digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "\(folder)/\(size.folder)/\(hex.joined()).png"
    }

    /// `file:///home/ada/a%20fox.png`, as the standard wants it.
    static func address(of path: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/!$&'()*+,;=:@".utf8)
        var address = "file://"
        for byte in path.utf8 {
            if plain.contains(byte) {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                address += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return address
    }

    /// When a picture was last written.
    package struct Age: Equatable, Sendable {
        var time: timespec

        package init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            time = status.st_mtim
        }

        package static func == (a: Age, b: Age) -> Bool {
            a.time.tv_sec == b.time.tv_sec && a.time.tv_nsec == b.time.tv_nsec
        }
    }
}
