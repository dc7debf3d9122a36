extension String {
    /// At most so many characters: the beginning and the end, by which names of variants differ.
    func cutInTheMiddle(to length: Int) -> String {
        guard count > length, length > 2 else { return self }
        let tail = (length - 1) / 2
        return prefix(length - 1 - tail) + "…" + suffix(tail)
    }
}
