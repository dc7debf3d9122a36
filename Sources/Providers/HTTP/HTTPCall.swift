/// One request to an endpoint, but for its address and its key.
struct HTTPCall: Hashable, Sendable {
    enum Method: Sendable { case get, post }

    var method = Method.post
    /// After the endpoint's base: begins with a slash, holds no key.
    var path: String
    var contentType = "application/json"
    var accept = "text/event-stream, application/json"
    /// Not sent with a GET.
    var body: [BodySegment] = []
}
