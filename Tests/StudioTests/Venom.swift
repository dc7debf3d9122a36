/// Text that would like to be more than text: what the terminal obeys, hides or turns around.
enum Venom {
    static let text =
        "<\u{1b}[31m\u{1b}]52;c;QUFB\u{07}\u{1b}]0;owned\u{07}\u{1b}P1$r0m\u{1b}\\\u{1b}_Ga=t,t=f;L2V0Yw==\u{1b}\\"
        + "\u{9b}2J\u{9d}0;t\u{9c}\u{90}q\u{9c}\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{e0041}\u{2028}\u{85}\u{7f}\r\u{08}"
        + "\u{1b}[6n\u{1b}c\u{0e}\u{05}>"

    /// What there is to see of it.
    static let tokens = ["␛", "⟨202E⟩"]

    /// In a string of TOML or JSON.
    static let escaped = text.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7f && scalar != "\\" && scalar != "\""
            ? String(scalar)
            : scalar.value > 0xffff
                ? "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()

    /// In a file's name.
    static let name = "a\u{1b}]0;owned\u{07}\u{9b}2J\u{202e}gpj\u{200b}\n\u{08}$(id);-b.png"
}
