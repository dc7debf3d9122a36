import Gallery
import StudioCore
import StudioUI

/// The ledger as the studio's screen shows it.
enum SpendReading {
    @concurrent
    static func report(_ folders: Folders) async -> SpendReport {
        do throws(StoreFailure) {
            let (entries, notes) = try LedgerFile.read(folders)
            func rows(_ grouping: Spend.Grouping) -> [SpendReport.Row] {
                Spend.rows(entries, by: grouping).map {
                    SpendReport.Row(key: $0.key, turns: $0.turns, amount: $0.amount, unknown: $0.unknown)
                }
            }
            return SpendReport(
                rows: [.day: rows(.day).reversed(), .model: rows(.model), .session: rows(.session)],
                trouble: notes.first ?? "")
        } catch {
            return SpendReport(rows: [:], trouble: "\(error.message) \(error.advice)")
        }
    }
}
