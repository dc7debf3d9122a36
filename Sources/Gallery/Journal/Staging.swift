import Glibc
import StudioCore

/// The private folders of requests in flight, one a variant: `journal/<turn>-<variant>`.
enum Staging {
    static func folder(turn: TurnID, variant: Int, in folders: Folders) -> String {
        "\(folders.journal)/\(turn)-\(variant)"
    }

    /// Where a picture goes on when the disk of the journal is full: everybody's folder, so only what is ours is looked at.
    static let spareFolder = "/dev/shm"

    /// The pictures of a request that went there.
    static func spares(of folder: String) -> [String] {
        let start = "easel-" + folder.split(separator: "/").suffix(2).joined(separator: "-") + "-"
        return SafeFile.list(spareFolder).filter { !$0.isFolder && $0.name.hasPrefix(start) }.compactMap { entry in
            let path = "\(spareFolder)/\(entry.name)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
                return nil
            }
            return path
        }
    }
}
