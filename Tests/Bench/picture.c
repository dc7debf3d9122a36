// Makes a picture that compresses like a photograph, or (noise 0) like a drawing: picture SIDE NOISE OUT.png OUT.jpg
#include <math.h>
#include <spng.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <turbojpeg.h>

static uint32_t state = 1;

static int noise(int amplitude) {
    state = state * 1664525u + 1013904223u;
    return amplitude ? (int)((state >> 12) % (2 * amplitude + 1)) - amplitude : 0;
}

static uint8_t clamp(double value) { return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value; }

int main(int count, char **arguments) {
    if (count != 5) return 2;
    int side = atoi(arguments[1]), amplitude = atoi(arguments[2]);
    size_t size = (size_t)side * side * 3;
    uint8_t *pixels = malloc(size);
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            double u = (double)x / side, v = (double)y / side;
            double hill = sin(u * 9 + sin(v * 5) * 2) * cos(v * 7 - u * 3), disc = hypot(u - 0.6, v - 0.4);
            double light = 128 + 80 * hill * (disc < 0.22 ? -1 : 1);
            uint8_t *p = pixels + ((size_t)y * side + x) * 3;
            p[0] = clamp(light + 50 * v + noise(amplitude));
            p[1] = clamp(light * 0.8 + 40 * u + noise(amplitude));
            p[2] = clamp(200 - light * 0.6 + (disc < 0.22 ? 60 : 0) + noise(amplitude));
        }
    FILE *png = fopen(arguments[3], "wb"), *jpeg = fopen(arguments[4], "wb");
    if (!png || !jpeg) return 1;
    spng_ctx *context = spng_ctx_new(SPNG_CTX_ENCODER);
    struct spng_ihdr header = {.width = side, .height = side, .bit_depth = 8, .color_type = SPNG_COLOR_TYPE_TRUECOLOR};
    spng_set_ihdr(context, &header);
    spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, 2);
    spng_set_png_file(context, png);
    if (spng_encode_image(context, pixels, size, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE)) return 1;
    spng_ctx_free(context);
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    tjhandle compressor = tjInitCompress();
    if (tjCompress2(compressor, pixels, side, 0, side, TJPF_RGB, &bytes, &length, TJSAMP_420, 92, 0)) return 1;
    fwrite(bytes, 1, length, jpeg);
    return fclose(png) | fclose(jpeg);
}
