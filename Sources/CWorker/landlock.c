#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CWorker.h"
#include "confinement.h"

// What the kernel's header says, up to version 6 of its interface: headers are often older than kernels.
enum {
  CREATE_RULESET = 444,  // the same numbers on all processors
  ADD_RULE = 445,
  RESTRICT_SELF = 446,
  ASK_VERSION = 1,
  RULE_PATH = 1,

  EXECUTE = 1 << 0,
  WRITE_FILE = 1 << 1,
  READ_FILE = 1 << 2,
  READ_FOLDER = 1 << 3,
  REMOVE_FOLDER = 1 << 4,
  REMOVE_FILE = 1 << 5,
  MAKE_CHARACTER_DEVICE = 1 << 6,
  MAKE_FOLDER = 1 << 7,
  MAKE_FILE = 1 << 8,
  MAKE_SOCKET = 1 << 9,
  MAKE_PIPE = 1 << 10,
  MAKE_BLOCK_DEVICE = 1 << 11,
  MAKE_LINK = 1 << 12,
  MOVE = 1 << 13,            // from version 2
  CUT = 1 << 14,             // from version 3
  CONTROL_DEVICE = 1 << 15,  // from version 5
  BEFORE_MOVE = MOVE - 1,

  BIND_AND_CONNECT = 3,          // from version 4
  ABSTRACT_SOCKETS_SIGNALS = 3,  // from version 6

  READING = EXECUTE | READ_FILE | READ_FOLDER,
  WRITING = READING | WRITE_FILE | REMOVE_FOLDER | REMOVE_FILE | MAKE_FOLDER | MAKE_FILE | MAKE_PIPE |
            MAKE_LINK | MOVE | CUT,
  OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | CUT | CONTROL_DEVICE,
};

struct ruleset {
  uint64_t files, network, scoped;
};

struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

static void allow(int ruleset, const char *path, uint64_t rights, remarks *said) {
  int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) {
    if (errno != ENOENT && errno != ENOTDIR) remark(said, "%s stays closed: %s", path, strerror(errno));
    return;
  }
  struct stat file;
  struct path_rule rule = {rights, fd};
  if (fstat(fd, &file) == 0 && !S_ISDIR(file.st_mode)) rule.allowed &= OF_FILES;
  if (syscall(ADD_RULE, ruleset, RULE_PATH, &rule, 0) != 0)
    remark(said, "%s stays closed: %s", path, strerror(errno));
  close(fd);
}

static int threads(void) {
  int count = 0;
  DIR *folder = opendir("/proc/self/task");
  if (!folder) return 1;
  for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

int cworker_landlock(void) {
  long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
  return version < 0 ? 0 : (int)version;
}

void confine_files(
    const char *const *read_paths, const char *const *write_paths, int allow_network, remarks *said) {
  int version = cworker_landlock();
  if (version < 1) {
    remark(said, "no landlock in this kernel: files outside can be read and written");
    return;
  }
  uint64_t known = BEFORE_MOVE;
  if (version >= 2) known |= MOVE;
  if (version >= 3) known |= CUT;
  else remark(said, "landlock of this kernel does not keep files outside from being emptied");
  if (version >= 5) known |= CONTROL_DEVICE;
  struct ruleset attributes = {known, 0, 0};
  size_t size = sizeof attributes.files;
  if (version >= 4) {
    attributes.network = allow_network ? 0 : BIND_AND_CONNECT;
    size += sizeof attributes.network;
  }
  if (version >= 6) {
    attributes.scoped = ABSTRACT_SOCKETS_SIGNALS;
    size += sizeof attributes.scoped;
  }
  int ruleset = (int)syscall(CREATE_RULESET, &attributes, size, 0);
  if (ruleset < 0) {
    remark(said, "landlock failed, files outside can be read and written: %s", strerror(errno));
    return;
  }
  for (; read_paths && *read_paths; read_paths++) allow(ruleset, *read_paths, READING & known, said);
  for (; write_paths && *write_paths; write_paths++) allow(ruleset, *write_paths, WRITING & known, said);
  const uint64_t device = READ_FILE | WRITE_FILE | CONTROL_DEVICE;
  allow(ruleset, "/dev/null", device & known, said);
  allow(ruleset, "/dev/zero", device & known, said);
  allow(ruleset, "/dev/random", READ_FILE, said);
  allow(ruleset, "/dev/urandom", READ_FILE, said);
  allow(ruleset, "/proc/self", READ_FILE | READ_FOLDER, said);
  int others = threads() - 1;
  if (syscall(RESTRICT_SELF, ruleset, 0) != 0)
    remark(said, "landlock failed, files outside can be read and written: %s", strerror(errno));
  else if (others > 0)
    remark(said, "landlock does not bind the %d threads that ran before", others);
  close(ruleset);
}
