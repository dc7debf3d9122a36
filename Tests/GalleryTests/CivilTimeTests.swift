import FoundationEssentials
import Testing

@testable import Gallery

struct CivilTimeTests {
    @Test(arguments: [
        (0.0, "1970-01-01", "000000"), (-1, "1969-12-31", "235959"), (951_782_399.9, "2000-02-28", "235959"),
        (951_782_400, "2000-02-29", "000000"), (1_709_164_800, "2024-02-29", "000000"),
        (4_107_542_400, "2100-03-01", "000000"), (1_795_442_102.99, "2026-11-23", "135502"),
        (.infinity, "9999-12-31", "000000"), (-.infinity, "0001-01-01", "000000"),
    ])
    func `days and clocks`(seconds: Double, day: String, clock: String) {
        let time = CivilTime(Date(timeIntervalSince1970: seconds), offset: 0)
        #expect(time.dayText == day)
        #expect(time.clockText == clock)
    }

    @Test func `offsets change the day`() {
        let date = Date(timeIntervalSince1970: 1_795_442_102)
        #expect(LocalTime.fixed(11 * 3600).civil(date).dayText == "2026-11-24")
        #expect(LocalTime.fixed(-14 * 3600).civil(date).dayText == "2026-11-22")
        #expect(LocalTime.fixed(19_800).civil(date).clockText == "192502")
    }

    @Test func `every day from 1890 to 2110 is the one after the day before`() {
        for day in -29_000...51_000 {
            let time = CivilTime(Date(timeIntervalSince1970: Double(day) * 86_400), offset: 0)
            #expect(CivilTime.days(year: time.year, month: time.month, day: time.day) == day)
        }
    }

    @Test(arguments: [
        ("2026-11-23T13:55:02.120Z", 1_795_442_102.12), ("2026-11-23T13:55:02Z", 1_795_442_102),
        ("1969-12-31T23:59:59.999Z", -0.001), ("2026-11-23T22:55:02+09:00", 1_795_442_102),
    ])
    func `timestamps are read`(text: String, seconds: Double) {
        #expect(Timestamp.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-23T13:55:02.120Z", "2026-11-23T1a:55:02.120Z", "2026-11-23T13:55:02.120",
    ])
    func `what is no timestamp is none`(text: String) {
        #expect(Timestamp.date(text) == nil)
    }

    @Test(arguments: [0.0, -0.001, 1_795_442_102.12, 1_795_442_102.9996, 951_782_399.999, 1.005])
    func `timestamps keep milliseconds`(seconds: Double) {
        let rounded = Date(timeIntervalSince1970: (seconds * 1000).rounded() / 1000)
        let text = Timestamp.text(Date(timeIntervalSince1970: seconds))
        #expect(text.utf8.count == 24)
        #expect(Timestamp.date(text) == rounded)
    }
}
