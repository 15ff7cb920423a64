/* That of the C++ library says __attribute__((__noinline__)), which CUDA has as
 * a word of its own. */
#pragma push_macro("__noinline__")
#undef __noinline__
#include_next <bits/shared_ptr_base.h>
#pragma pop_macro("__noinline__")
