import Glibc
import NIOCore

extension Error {
    /// What the system says of it, in a person's words: “connection reset by peer”. Anything else is as it calls itself.
    var reason: String {
        guard let number = (self as? IOError)?.errnoCode else { return "\(self)" }
        return String(cString: strerror(number)).lowercased()
    }
}
