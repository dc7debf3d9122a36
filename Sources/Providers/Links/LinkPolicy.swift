/// Which links of an answer are followed. Pure: who a name belongs to is looked up elsewhere.
package struct LinkPolicy: Sendable {
    /// The API's own, which is where the person wanted to be anyway; nil when that is unknown.
    package var own: Link?
    /// Whether an address of anybody else's may be connected to.
    package var isAllowed: @Sendable (IPAddress) -> Bool

    /// - Parameter origin: the API's base address.
    package init(origin: String, isAllowed: @escaping @Sendable (IPAddress) -> Bool = { $0.isPublic }) {
        own = try? Link(origin)
        self.isAllowed = isAllowed
    }

    /// - Parameters:
    ///   - text: as an answer or a redirect has it.
    ///   - page: the link that redirected; nil for one out of an answer.
    func link(_ text: String, from page: Link? = nil) throws(Link.Problem) -> Link {
        guard let base = page ?? own else { return try Link(text) }
        return try Link(text, at: base)
    }

    /// Nothing needs to be looked up: the API itself is there.
    func isOwn(_ link: Link) -> Bool { own?.origin == link.origin }

    /// The addresses to try, in order. One that is not allowed spoils the others: a public name has no private address,
    /// unless someone wants to be let in.
    func addresses(_ found: [IPAddress]) -> [IPAddress] { found.allSatisfy(isAllowed) ? found : [] }

    /// A link that was encrypted must not lead to one that is not.
    func mayRedirect(from page: Link, to link: Link) -> Bool { link.isSecure || !page.isSecure }
}
