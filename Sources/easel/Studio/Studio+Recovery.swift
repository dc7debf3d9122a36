import StudioCore
import StudioUI

extension Studio {
    /// Brings home what an earlier run left unfinished, behind everything that a person waits for, and says what it found.
    func recover() {
        let recovery = Recovery(workspace: workspace)
        let earlier = self.recovery
        let engine = engine
        self.recovery = Task(priority: .utility) { [weak self] in
            await earlier?.value
            let found = await recovery.run(open: engine)
            guard let self, let words = found.notice else { return }
            let pictures = found.turns.contains { !$0.pictures.isEmpty }
            report(.notice(Notice(found.isWell && pictures ? .success : .warning, words)))
            refreshSpend()
        }
    }

    /// Looks after what a full disk had refused as soon as a turn shows that there is room again.
    func retryLater(_ event: SessionEvent) {
        switch event {
        case .trouble: isLeftBehind = true
        case .ended(_, let result) where result.unkept != nil: isLeftBehind = true
        case .ended(_, let result) where isLeftBehind && result.outcome == .completed:
            isLeftBehind = false
            recover()
        default: break
        }
    }
}
