#pragma once
/// libturbojpeg (Debian libturbojpeg0-dev): JPEG with scaled DCT. Every call imports as it is.
#include <turbojpeg.h>
