#include "CBase64.h"

#if defined(__x86_64__)
#include <immintrin.h>

// A character is good when its low digit is allowed by its high one. Each high digit has a class of its own, one bit;
// for each low digit there are the classes that do not allow it.
enum { plus_slash = 1, digits = 2, letters_from_1 = 4, letters_to_a = 8, nothing = 16 };

__attribute__((target("avx2"))) static size_t decode(const uint8_t *input, size_t count, uint8_t *output) {
    const char n = nothing, p = plus_slash, d = digits, f = letters_from_1, t = letters_to_a;
    const __m256i class_of_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(n, n, p, d, f, t, f, t, n, n, n, n, n, n, n, n));
    const char low_0 = n | p | f, low_1_9 = n | p, low_a = n | p | d, low_b_f = n | d | t, low_c_e = n | p | d | t;
    const __m256i refused_by_low = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        low_0, low_1_9, low_1_9, low_1_9, low_1_9, low_1_9, low_1_9, low_1_9, low_1_9, low_1_9, low_a, low_b_f, low_c_e,
        low_c_e, low_c_e, low_b_f));
    // From character to value, by high digit; the slash takes the place of 1, which nothing else has.
    const __m256i shift_of_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A', 26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0));
    // Three bytes out of each four, the other way round, and the halves together.
    const __m256i three_of_four = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    const __m256i halves = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 3, 7);
    const __m256i digit = _mm256_set1_epi8(15), slash = _mm256_set1_epi8('/');
    size_t taken = 0;
    // 32 bytes are stored where 24 count: the characters left over must be good for the other 8.
    for (; count - taken >= 44; taken += 32, output += 24) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(input + taken));
        __m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4), digit), low = _mm256_and_si256(text, digit);
        __m256i class = _mm256_shuffle_epi8(class_of_high, high), refused = _mm256_shuffle_epi8(refused_by_low, low);
        if (!_mm256_testz_si256(class, refused)) break;
        __m256i place = _mm256_add_epi8(high, _mm256_cmpeq_epi8(text, slash));
        __m256i values = _mm256_add_epi8(text, _mm256_shuffle_epi8(shift_of_high, place));
        __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
        __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, three_of_four), halves);
        _mm256_storeu_si256((__m256i *)output, bytes);
    }
    return taken;
}

size_t cb64_decode(const uint8_t *input, size_t count, uint8_t *output) {
    return count >= 44 && __builtin_cpu_supports("avx2") ? decode(input, count, output) : 0;
}
#else
size_t cb64_decode(const uint8_t *input, size_t count, uint8_t *output) { return 0; }
#endif
