import FoundationEssentials
import Gallery
import StudioCore
import StudioUI
import Terminal

extension Studio {
    /// Does what the reducer asked for. Nothing here waits on the main actor for disk, network or another program, but
    /// for `$EDITOR`, which has the terminal meanwhile.
    func perform(_ effect: Effect) {
        switch effect {
        case .submit(let draft): submit(draft)
        case .cancel(let id):
            if let engine { Task { await engine.cancel(id) } }
        case .select(let id):
            state.tree.apply(.selected(id))
            rememberSelection()
        case .openSession(let name):
            Task {
                // It may be the one that is just being recovered.
                await recovery?.value
                await openSession(name, isChoice: true)
                present()
                recover()
            }
        case .newSession: newSession()
        case .listSessions: listSessions()
        case .readSpend: readSpend()
        case .importReference(let path): importReference(path)
        case .editExternally(let text): editExternally(text)
        case .loadTheme(let name): loadTheme(name)
        case .redraw: screen.redraw()
        case .suspend: screen.stop()
        case .quit: quit()
        case .findPictures, .refreshGallery, .markPictures, .trashPictures, .restorePictures, .exportPictures,
            .contactSheet, .readPictures, .readStandings, .usePicture, .importPicture, .openTurn, .listAlbums, .measure,
            .shuffle, .vote:
            performInGallery(effect)
        }
    }

    /// Where the person is goes into the file once they rest there, not at every step on the way.
    private func rememberSelection() {
        selection?.cancel()
        guard let engine else { return }
        selection = Task {
            guard (try? await Task.sleep(for: .milliseconds(500))) != nil else { return }
            await engine.select(state.tree.selected)
        }
    }

    /// One after the other: the first turn of a new session opens it for those that follow.
    private func submit(_ draft: TurnDraft) {
        let earlier = submission
        submission = Task {
            await earlier?.value
            do throws(TurnFailure) {
                if let model = workspace.catalogue[draft.settings.model] {
                    let references = draft.references.count + (draft.parent == nil ? 0 : 1)
                    try workspace.checkBudget(
                        model.estimate(
                            images: draft.settings.count, size: draft.settings.size, references: references))
                }
                if engine == nil {
                    let engine = try await workspace.openNew(for: draft.prompt)
                    follow(engine)
                    state.tree = await engine.tree
                }
                try await engine?.submit(draft)
            } catch {
                report(.refused(error, draft))
            }
        }
    }

    private func listSessions() {
        let shelf = workspace.shelf
        let now = Date()
        Task {
            let summaries = await SessionListing.summaries(shelf, now: now)
            report(.sessionsListed(summaries))
        }
    }

    private func readSpend() {
        let folders = workspace.folders
        Task { report(.spendRead(await SpendReading.report(folders))) }
    }

    func importReference(_ path: String) {
        let store = workspace.store
        let absolute = workspace.setup.environment.absolute(path, in: workspace.setup.environment.workingFolder)
        Task {
            do throws(StoreFailure) {
                report(.referenceImported(try await store.importReference(path: absolute)))
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
        }
    }

    private func loadTheme(_ name: String) {
        let (theme, problems) = themes.theme(named: name, place: "theme")
        if let problem = problems.first {
            send(.notice(Notice(.danger, problem.description)))
        } else {
            self.theme = theme
            send(.themeLoaded(name))
        }
    }

    private func editExternally(_ text: String) {
        screen.suspend()
        let environment = workspace.setup.environment
        let result = ExternalEditor(
            environment: environment,
            childEnvironment: environment.withoutKeys(of: workspace.setup.config.providers),
            folder: workspace.folders.state
        ).edit(text)
        screen.resume()
        switch result {
        case .success(let edited): send(.edited(edited))
        case .failure(let trouble): send(.notice(Notice(.danger, trouble.message)))
        }
    }
}
