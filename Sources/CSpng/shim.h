#pragma once
/// libspng (Debian libspng-dev): PNG, row by row. Every call imports as it is.
#include <spng.h>
