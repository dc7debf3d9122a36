extension Bitmap {
    /// This picture with another one only inside a rectangle: outside it not one pixel changes. The edge is feathered
    /// inwards, so that no seam shows.
    ///
    /// - Parameters:
    ///   - edited: of the same size.
    ///   - region: clipped to the picture.
    ///   - feather: how many pixels from the edge on the two are mixed; less where the rectangle is small. Sides that are
    ///     the picture's own edge are not feathered.
    package func replaced(by edited: Bitmap, inside region: PixelRect, feather: Int = 16) -> Bitmap {
        precondition(edited.size == size, "both pictures must have one size")
        let part = region.clipped(to: size)
        let feather = max(0, min(feather, part.width / 4, part.height / 4))
        var result = self
        for y in part.y..<part.y + part.height {
            for x in part.x..<part.x + part.width {
                var distance = feather
                if part.x > 0 { distance = min(distance, x - part.x) }
                if part.y > 0 { distance = min(distance, y - part.y) }
                if part.x + part.width < width { distance = min(distance, part.x + part.width - 1 - x) }
                if part.y + part.height < height { distance = min(distance, part.y + part.height - 1 - y) }
                // From just above nothing at the edge to all of it at the feather's end.
                let share = distance + 1
                let whole = feather + 1
                let at = (y * width + x) * 4
                for channel in at..<at + 4 {
                    let mixed = Int(pixels[channel]) * (whole - share) + Int(edited.pixels[channel]) * share
                    result.pixels[channel] = UInt8((mixed + whole / 2) / whole)
                }
            }
        }
        return result
    }
}
