import Gallery
import Glibc
import Terminal

/// Watches the gallery's folders while somebody looks at them: what other programs put there, change or take away is told
/// by the kernel, so that nothing has to be asked for.
@MainActor
final class FolderWatch {
    enum Change: Hashable, Sendable {
        /// Relative to the gallery.
        case folders(Set<String>)
        case everything
    }

    private let gallery: String
    private let descriptor: Int32
    private let tell: @MainActor (Change) async -> Void
    private var watch: (any ReadinessWatch)?
    private var folders: [Int32: String] = [:]
    /// The last walk over the folders.
    private var walk: Task<Void, Never>?
    private var news = FolderNews()
    private var telling: Task<Void, Never>?

    /// A program that writes many files is let come to rest.
    private static let rest = Duration.milliseconds(200)

    /// - Returns: nil where the system gives no more watches; the folder is then looked at when it is opened.
    init?(gallery: String, watcher: any ReadinessWatcher, tell: @escaping @MainActor (Change) async -> Void) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.gallery = gallery
        self.descriptor = descriptor
        self.tell = tell
        watch = watcher.watch(descriptor) { [weak self] in self?.read() }
        walkFolders()
    }

    /// To be called once; nothing is told afterwards.
    func stop() {
        watch?.cancel()
        watch = nil
        telling?.cancel()
        let (walk, descriptor) = (walk, descriptor)
        // Somebody may still be adding to it.
        Task {
            await walk?.value
            close(descriptor)
        }
    }

    /// Watches what is there; a folder that is watched already stays so.
    private func walkFolders() {
        let (earlier, gallery, descriptor) = (walk, gallery, descriptor)
        walk = Task {
            await earlier?.value
            folders = await Self.add(gallery, to: descriptor)
        }
    }

    /// - Returns: the kernel's numbers. Where it gives no more of them, the rest is not watched.
    @concurrent
    private nonisolated static func add(_ gallery: String, to descriptor: Int32) async -> [Int32: String] {
        var numbers: [Int32: String] = [:]
        var watched: Set<String> = []
        // A folder may have come between the look and the watch: then it is there at the next look.
        while !Task.isCancelled {
            let new = GalleryTree.folders(in: gallery).filter { watched.insert($0).inserted }
            if new.isEmpty { break }
            for folder in new {
                let path = folder.isEmpty ? gallery : "\(gallery)/\(folder)"
                let number = inotify_add_watch(descriptor, path, FolderNews.wanted)
                if number >= 0 { numbers[number] = folder }
            }
        }
        return numbers
    }

    private func read() {
        withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 8) { buffer in
            while true {
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                news.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        guard !news.isEmpty, telling == nil else { return }
        telling = Task {
            while !news.isEmpty, (try? await Task.sleep(for: Self.rest)) != nil {
                let news = news
                self.news = FolderNews()
                await walk?.value
                if news.isEverything {
                    walkFolders()
                    await walk?.value
                    await tell(.everything)
                } else {
                    await tell(.folders(Set(news.changed.compactMap { folders[$0] })))
                }
            }
            telling = nil
        }
    }
}
