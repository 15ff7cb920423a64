/* 3 expect: thrust.cu:3: not judged: the emulator does not have thrust/ */

#include <thrust/device_vector.h>

int main()
{
}
