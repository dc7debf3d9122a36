import Gallery
import Pixels
import StudioCore
import StudioUI

/// What the gallery and the comparison ask for.
extension Studio {
    func performInGallery(_ effect: Effect) {
        switch effect {
        case .findPictures(let question): find(question)
        case .refreshGallery: refreshGallery()
        case .listAlbums(let grouping): listAlbums(grouping)
        case .readPictures(let paths): readFacts(paths)
        case .readStandings: readStandings()
        case .usePicture(let path): readRecipe(path)
        case .importPicture(let path): importReference(absolute(path))
        case .openTurn(let session, let turn):
            guard workspace.shelf.exists(session) else {
                return send(.notice(Notice(.warning, "its session “\(session)” is not here any more")))
            }
            Task {
                await recovery?.value
                await openSession(session, isChoice: true)
                send(.goTo(turn))
                present()
                recover()
            }
        case .measure(let pair): measure(pair)
        case .shuffle(let count): send(.shuffled(Array(0..<count).shuffled()))
        case .vote(let vote): cast(vote)
        case .markPictures(let paths, let mark): change(paths, mark)
        case .trashPictures(let paths): moveToTrash(paths)
        case .restorePictures(let paths): restore(paths)
        case .exportPictures(let paths, let folder): export(paths, to: folder)
        case .contactSheet(let paths, let file): drawSheet(paths, file)
        default: break
        }
    }

    /// Where a picture of the gallery lies.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(workspace.folders.gallery)/\(path)"
    }

    /// Who types on does not wait for what was typed before.
    private func find(_ question: GalleryQuestion) {
        finding?.cancel()
        let reader = GalleryReader(index: workspace.index)
        finding = Task {
            guard let answer = await reader.answer(question), !Task.isCancelled else { return }
            report(.picturesFound(answer))
        }
    }

    /// What the index knows is on the screen meanwhile.
    private func refreshGallery() {
        guard refreshing == nil else { return }
        let index = workspace.index
        refreshing = Task {
            do throws(StoreFailure) {
                try await index.refresh()
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
            refreshing = nil
            report(.galleryChanged)
        }
    }

    /// Follows the gallery being opened and left.
    func watchGallery() {
        if state.gallery == nil {
            folderWatch?.stop()
            folderWatch = nil
        } else if folderWatch == nil {
            let index = workspace.index
            folderWatch = FolderWatch(gallery: workspace.folders.gallery, watcher: watcher) { [weak self] change in
                // What cannot be read now is noticed the next time.
                switch change {
                case .folders(let folders): try? await index.refresh(folders: folders)
                case .everything: _ = try? await index.refresh()
                }
                self?.report(.galleryChanged)
            }
        }
    }

    private func listAlbums(_ grouping: String) {
        let reader = GalleryReader(index: workspace.index)
        Task {
            do throws(StoreFailure) {
                report(.albumsListed("Albums by \(grouping)", try await reader.albums(grouping)))
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
        }
    }

    /// Who moves on does not wait for the picture that was passed.
    private func readFacts(_ paths: [String]) {
        reading?.cancel()
        let reader = FactsReader(index: workspace.index, gallery: workspace.folders.gallery)
        reading = Task {
            for path in paths {
                guard let facts = await reader.facts(path) else { return }
                report(.pictureRead(facts))
            }
        }
    }

    private func readRecipe(_ path: String) {
        let place = absolute(path)
        Task {
            do throws(StoreFailure) {
                guard let recipe = try await Self.recipe(beside: place) else {
                    return report(.notice(Notice(.info, "nobody wrote down how this picture was made")))
                }
                report(.recipeRead(recipe))
            } catch {
                report(.notice(Notice(.danger, "\(error.message) \(error.advice)")))
            }
        }
    }

    @concurrent
    private nonisolated static func recipe(beside path: String) async throws(StoreFailure) -> PictureRecipe? {
        guard let sidecar = try Sidecar.read(beside: path), !sidecar.prompt.isEmpty else { return nil }
        return PictureRecipe(prompt: sidecar.prompt, settings: sidecar.settings)
    }

    private func measure(_ pair: [String]) {
        let (decoder, paths) = (workspace.decoder, pair.map(absolute))
        Task(priority: .background) {
            guard let words = await PairInWords.words(paths, decoder: decoder) else { return }
            report(.measured(pair, words))
        }
    }
}

/// Two pictures in numbers.
enum PairInWords {
    /// nil when one of them cannot be opened.
    @concurrent
    static func words(_ paths: [String], decoder: any PictureDecoder) async -> [String]? {
        guard paths.count == 2,
            let first = try? await decoder.decode(file: paths[0], fitting: PicturePair.workingBounds),
            let second = try? await decoder.decode(file: paths[1], fitting: PicturePair.workingBounds),
            let pair = PicturePair(first.bitmap, second.bitmap)
        else { return nil }
        let metrics = pair.metrics()
        if metrics.psnr == .infinity, !metrics.isReshaped { return ["the same, pixel by pixel"] }
        return [
            "\(rounded(metrics.changed.share * 100, 1)) % changed", "SSIM \(rounded(metrics.ssim, 3))",
            "PSNR \(rounded(metrics.psnr, 1)) dB",
        ] + (metrics.isReshaped ? ["of another shape"] : [])
    }

    private static func rounded(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return "∞" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let number = Int((abs(value) * scale).rounded())
        let fraction = String(number % Int(scale))
        let sign = value < 0 && number > 0 ? "−" : ""
        return digits == 0
            ? "\(sign)\(number)"
            : "\(sign)\(number / Int(scale)).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }
}
