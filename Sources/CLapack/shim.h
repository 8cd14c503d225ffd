// The LAPACK routines in use, by their Fortran names; arguments as in the LAPACK Users' Guide.
#ifndef MIEN_CLAPACK_SHIM_H
#define MIEN_CLAPACK_SHIM_H

// Eigenvalues, and eigenvectors if asked for, of a real symmetric matrix, by divide and conquer.
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info, unsigned long jobz_length,
    unsigned long uplo_length);

// Solves a system with a symmetric positive definite matrix by Cholesky's factorisation.
void dposv_(
    const char *uplo, const int *n, const int *nrhs, double *a, const int *lda, double *b, const int *ldb,
    int *info, unsigned long uplo_length);

#endif
