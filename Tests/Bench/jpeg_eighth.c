// The limit of showing a large JPEG: libjpeg-turbo straight to an eighth. jpeg_eighth FILE
#include <stdio.h>
#include <stdlib.h>
#include <turbojpeg.h>

int main(int count, char **arguments) {
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) return 2;
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(length);
    if (fread(bytes, 1, length, file) != (size_t)length) return 1;
    tjhandle handle = tjInitDecompress();
    int width, height, sampling, space;
    if (tjDecompressHeader3(handle, bytes, length, &width, &height, &sampling, &space)) return 1;
    int w = (width + 7) / 8, h = (height + 7) / 8;
    unsigned char *pixels = malloc((size_t)w * h * 3);
    return tjDecompress2(handle, bytes, length, pixels, w, 0, h, TJPF_RGB, 0) != 0;
}
