import Pixels

/// Why there is no picture.
enum Mishap: Error, Equatable {
    /// The decoder's own words; the worker is well.
    case refused(PixelsError)
    case notStarted(String)
    case ended, tooLate, nonsense, cancelled

    /// Whether the same picture would do the same to the next worker.
    var isFatal: Bool {
        switch self {
        case .ended, .tooLate, .nonsense: true
        case .refused, .notStarted, .cancelled: false
        }
    }

    func reason(_ patience: Duration) -> PixelsError {
        switch self {
        case .refused(let error): error
        case .notStarted(let reason):
            PixelsError(.decoder, "The picture cannot be shown: its decoder could not be started (\(reason)).")
        case .ended:
            PixelsError(.decoder, "The picture could not be shown: its decoder crashed. The file is kept as it is.")
        case .tooLate:
            PixelsError(
                .decoder,
                "The picture could not be shown: decoding took more than \(patience.components.seconds) s. "
                    + "The file is kept as it is.")
        case .nonsense:
            PixelsError(
                .decoder, "The picture could not be shown: its decoder answered nonsense. The file is kept as it is.")
        case .cancelled: PixelsError(.cancelled, "Nobody waits for this picture any more.")
        }
    }
}
