// The limit of showing a large PNG: libspng row by row, averaged in boxes to at most 400 pixels a side. png_rows FILE
#include <spng.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) return 2;
    spng_ctx *context = spng_ctx_new(0);
    spng_set_png_file(context, file);
    struct spng_ihdr header;
    if (spng_get_ihdr(context, &header)) return 1;
    size_t width = header.width, height = header.height, side = width > height ? width : height;
    size_t box = side > 400 ? (side + 399) / 400 : 1, columns = (width + box - 1) / box, bytes = width * 3;
    if (spng_decode_image(context, NULL, 0, SPNG_FMT_RGB8, SPNG_DECODE_PROGRESSIVE)) return 1;
    uint8_t *row = malloc(bytes), *line = malloc(columns * 3);
    uint32_t *sums = calloc(columns * 3, sizeof *sums);
    unsigned total = 0;
    for (size_t y = 0; y < height; y++) {
        int result = spng_decode_row(context, row, bytes);
        if (result && result != SPNG_EOI) return 1;
        for (size_t column = 0, x = 0; column < columns; column++) {
            size_t end = x + box < width ? x + box : width;
            uint32_t r = 0, g = 0, b = 0;
            for (; x < end; x++) r += row[3 * x], g += row[3 * x + 1], b += row[3 * x + 2];
            sums[3 * column] += r, sums[3 * column + 1] += g, sums[3 * column + 2] += b;
        }
        if ((y + 1) % box && y + 1 < height) continue;
        for (size_t i = 0; i < columns * 3; i++) line[i] = sums[i] / (box * box), total += line[i], sums[i] = 0;
    }
    return total == 1;
}
