import Glibc
import StudioCore

extension StoreFailure {
    /// What an error number means for a file, and what the person can do.
    /// - Parameter verb: what was tried, as in “cannot *write* PATH”.
    static func from(_ code: Int32, doing verb: String, _ path: String) -> StoreFailure {
        var message = "Cannot \(verb) \(path): \(String(cString: strerror(code)).lowercased())."
        let kind: Kind
        let advice: String
        switch code {
        case ENOSPC:
            kind = .diskFull
            message = "The disk that holds \(path) is full."
            advice = "Free some space on it, then try again."
        case EDQUOT:
            kind = .diskFull
            message = "Your quota on the disk that holds \(path) is used up."
            advice = "Delete something of yours there, then try again."
        case EFBIG:
            kind = .tooLarge
            message = "\(path) would be larger than this system lets a file be."
            advice = "Raise the limit (ulimit -f), then try again."
        case EROFS:
            kind = .readOnly
            message = "\(path) is on a disk that can only be read."
            advice = "Make it writable, or choose another folder."
        case EACCES, EPERM:
            kind = .permission
            advice = "Fix the permissions of the file and its folder, or choose another folder."
        case ENOENT:
            kind = .missing
            advice = "Check the path."
        case ENOTDIR, EISDIR, EEXIST, ELOOP, ENAMETOOLONG:
            kind = .permission
            advice = "Something else stands in its place; move it away, or choose another folder."
        case EMFILE, ENFILE:
            kind = .io
            advice = "Too many files are open; close something, or raise the limit (ulimit -n)."
        default:
            kind = .io
            advice = "Check the disk; the file system reported an error."
        }
        return StoreFailure(kind, path: path, message: message, advice: advice)
    }

    /// The file's own name in place of the hidden one that it has until it is whole.
    func naming(_ path: String, insteadOf temporary: String) -> StoreFailure {
        guard self.path == temporary else { return self }
        return StoreFailure(kind, path: path, message: message.replacing(temporary, with: path), advice: advice)
    }

    /// A value of ours that JSON has no words for (a number that is none): a mistake in this program.
    static func notEncodable(_ path: String) -> StoreFailure {
        StoreFailure(
            .io, path: path, message: "What belongs in \(path) cannot be written as JSON.",
            advice: "This is a mistake in Easel; please report it.")
    }
}
