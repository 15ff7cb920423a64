/* add.h - the contract: the sum of two numbers. */
#ifndef STUB_ADD_H
#define STUB_ADD_H

unsigned add(unsigned a, unsigned b);

#endif
