/// Puts values together to documents: the half of the JSON reader that knows nothing of bytes.
struct JSONTree {
    /// What a server may make us hold in memory for one document, whatever it sends.
    static let mostDepth = 64
    static let mostKept = 24 << 20

    enum Event: Hashable {
        /// An object the rules asked for, before its document has ended.
        case item(path: [String], JSONValue)
        case document(JSONValue)
    }

    private struct Container {
        var isObject: Bool
        /// The key whose value comes next, for an object.
        var key = ""
        var members: [JSONValue.Member] = []
        var elements: [JSONValue] = []
    }

    let rules: JSONRules
    /// The keys that lead to the value that comes next.
    private(set) var path: [String] = []
    private var open: [Container] = []
    /// A key has come and its value has not begun.
    private var keyIsPending = false
    /// Rough bytes held by the document that is being read.
    private var kept = 0
    private(set) var failure: ReaderFailure?
    private(set) var events: [Event] = []

    init(rules: JSONRules) { self.rules = rules }

    var depth: Int { open.count }
    var isInObject: Bool { open.last?.isObject == true }
    /// The innermost container has nothing in it yet.
    var isAtFirst: Bool { open.last.map { $0.members.isEmpty && $0.elements.isEmpty } ?? true }

    mutating func takeEvents() -> [Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    mutating func begin(isObject: Bool) {
        guard open.count < Self.mostDepth else {
            failure = .tooDeep(limit: Self.mostDepth)
            return
        }
        open.append(Container(isObject: isObject))
        keyIsPending = false
    }

    /// The key of the value that comes next.
    mutating func key(_ name: String) {
        open[open.count - 1].key = name
        path.append(name)
        keyIsPending = true
        keep(name.utf8.count)
    }

    mutating func end() {
        guard let done = open.popLast() else { return }
        let value: JSONValue = done.isObject ? .object(done.members) : .array(done.elements)
        if done.isObject, rules.isItem(path) { events.append(.item(path: path, value)) }
        add(value)
    }

    mutating func add(_ value: JSONValue) {
        if case .string(let text) = value { keep(text.utf8.count) }
        keep(64)
        keyIsPending = false
        guard let last = open.indices.last else {
            events.append(.document(value))
            kept = 0
            return
        }
        if open[last].isObject {
            open[last].members.append(.init(key: open[last].key, value: value))
            path.removeLast()
        } else {
            open[last].elements.append(value)
        }
    }

    /// The answer has broken off: every open container ends as it is.
    /// - Returns: whether there was one.
    mutating func closeAll() -> Bool {
        if keyIsPending { path.removeLast() }
        keyIsPending = false
        let isCut = !open.isEmpty
        while !open.isEmpty { end() }
        return isCut
    }

    private mutating func keep(_ bytes: Int) {
        kept += bytes
        if kept > Self.mostKept { failure = .tooLarge(what: "the text of one document", limit: Self.mostKept) }
    }
}
