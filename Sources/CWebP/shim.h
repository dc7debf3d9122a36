#pragma once
/// libwebp (Debian libwebp-dev): WebP with scaled decoding. Every call imports as it is.
#include <webp/decode.h>
#include <webp/encode.h>
