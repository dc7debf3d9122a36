#pragma once
#include <stddef.h>
#include <stdint.h>

/// Decodes base64 of the standard alphabet, 32 characters at a time, as long as every one of them is good: no padding, no
/// white space, no other alphabet. What it leaves (all of it, on a processor without AVX2) is for the caller to look at.
///
/// - output: room for `count / 4 * 3` bytes; what lies behind those that were decoded may have been overwritten.
/// - Returns: how many characters were taken, divisible by 4; three bytes were written for every four.
size_t cb64_decode(const uint8_t *input, size_t count, uint8_t *output);
