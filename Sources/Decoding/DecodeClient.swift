package import Pixels

/// Decodes in a process of its own, so that a decoder that crashes, hangs or is taken over costs one thumbnail. The file
/// is opened and its header judged here; the worker gets the open file and nothing else, and answers with pixels.
///
/// A worker serves one picture after the other, and ends by itself when there are none for a while. There are as many as
/// pictures are decoded at once.
package actor DecodeClient: PictureDecoder {
    private let program: WorkerProgram
    private let patience: Duration
    /// Workers that wait for a picture.
    private var idle: [WorkerProcess] = []
    private var number: UInt32 = 0
    /// Pictures that a worker died of, or never finished: no other is sent into them.
    private var fatal: [InputFile.Identity: PixelsError] = [:]

    /// - Parameters:
    ///   - program: runs ``DecodeServer`` when started with `arguments`; this program itself unless said.
    ///   - patience: for one picture; then its worker is ended.
    package init(
        program: String = "/proc/self/exe", arguments: [String] = [DecodeServer.flag], patience: Duration = .seconds(10)
    ) {
        self.program = WorkerProgram(path: program, arguments: arguments)
        self.patience = patience
    }

    deinit { for worker in idle { worker.end() } }

    /// Starts a worker, for who knows that a picture is about to come.
    package func start() {
        if idle.isEmpty, let worker = try? program.start() { idle.append(worker) }
    }

    /// A waiting worker's process.
    var pid: Int32? { idle.last?.pid }

    package func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
        let file = try InputFile(path: path)
        let header = try ImageDecoder.header(of: file, limits: .standard)
        if let known = fatal[file.identity] { throw known }
        guard let cancellation = CancellationFlag() else {
            throw PixelsError(.decoder, "\(path) cannot be shown: too many files are open.")
        }
        defer { cancellation.close() }
        number &+= 1
        let attempt = Attempt(
            question: Question(
                request: DecodeRequest(
                    number: number, byteCount: file.byteCount, width: fitting?.width ?? 0, height: fitting?.height ?? 0),
                descriptor: file.descriptor, original: header.size,
                expected: fitting.map { header.size.fitted(in: $0) } ?? header.size),
            program: program, cancellation: cancellation, patience: patience)
        let waiting = idle.popLast()
        let (result, worker) = await withTaskCancellationHandler {
            await OwnThread.run { attempt.run(waiting) }
        } onCancel: {
            cancellation.raise()
        }
        if let worker { idle.append(worker) }
        do throws(Mishap) {
            return try result.get()
        } catch {
            let reason = error.reason(patience)
            if error.isFatal { fatal[file.identity] = reason }
            throw reason
        }
    }
}
