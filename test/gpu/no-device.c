// A driver's library on a machine without a GPU: CUDA's runtime finds it, asks it, and is told that there is no device (100).
#include <stddef.h>
#include <string.h>

enum { CUDA_SUCCESS = 0, CUDA_ERROR_NO_DEVICE = 100 };

int cuInit(unsigned int flags) {
  (void)flags;
  return CUDA_ERROR_NO_DEVICE;
}

int cuDriverGetVersion(int *version) {
  *version = 13000;
  return CUDA_SUCCESS;
}

int cuTensorMapEncodeTiled(void) { return CUDA_ERROR_NO_DEVICE; }

static int no_device(void) { return CUDA_ERROR_NO_DEVICE; }

int cuGetProcAddress_v2(const char *name, void **function, int version, unsigned long long flags, void *status) {
  (void)version;
  (void)flags;
  (void)status;
  *function = (void *)no_device;
  if (strcmp(name, "cuInit") == 0) *function = (void *)cuInit;
  if (strcmp(name, "cuDriverGetVersion") == 0) *function = (void *)cuDriverGetVersion;
  if (strcmp(name, "cuGetProcAddress") == 0) *function = (void *)cuGetProcAddress_v2;
  return CUDA_SUCCESS;
}
