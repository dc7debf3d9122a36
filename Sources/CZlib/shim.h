#pragma once
/// zlib (Debian zlib1g-dev): one call for what its macros spread over four.
#include <zlib.h>

/// Unpacks a zlib stream (RFC 1950) that is wholly there; what follows it is not looked at.
/// Returns how many bytes there are, or -1: damaged, cut off, in need of a dictionary, or larger than `room`.
static inline long easel_inflate(const unsigned char *in, unsigned int count, unsigned char *out, unsigned int room) {
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK) return -1;
    stream.next_in = (unsigned char *)in;
    stream.avail_in = count;
    stream.next_out = out;
    stream.avail_out = room;
    int code = inflate(&stream, Z_FINISH);
    long written = (long)stream.total_out;
    inflateEnd(&stream);
    return code == Z_STREAM_END ? written : -1;
}
