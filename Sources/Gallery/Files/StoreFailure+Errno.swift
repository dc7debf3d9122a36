import Glibc
import StudioCore

extension StoreFailure {
    /// What an error number means for a file, and what the person can do.
    static func from(_ code: Int32, doing verb: String, _ path: String) -> StoreFailure {
        let reason = String(cString: strerror(code))
        let kind: Kind
        let advice: String
        switch code {
        case ENOSPC, EDQUOT:
            kind = .diskFull
            advice = "Free some space on the disk that holds it, then try again."
        case EROFS:
            kind = .readOnly
            advice = "The file system is read-only; choose another folder with --gallery or in config.toml."
        case EACCES, EPERM:
            kind = .permission
            advice = "Fix the permissions of the folder, or choose another with --gallery."
        case ENOENT:
            kind = .missing
            advice = "Check the path."
        case ENOTDIR, EEXIST, ELOOP:
            kind = .permission
            advice = "Something else stands in its place; move it away, or choose another folder with --gallery."
        default:
            kind = .io
            advice = "Check the disk; the file system reported an error."
        }
        return StoreFailure(kind, path: path, message: "Cannot \(verb) \(path): \(reason.lowercased()).", advice: advice)
    }
}
