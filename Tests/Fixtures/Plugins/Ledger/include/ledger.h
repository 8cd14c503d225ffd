/* The ledger exports nothing but the contract's entry. */
#include <mien.h>
