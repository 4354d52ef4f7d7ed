#include "sandbox/mounts.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <string>

#include "sandbox/mechanism.h"

namespace grader::sandbox {
namespace {

constexpr unsigned long kFixed = MS_NOSUID | MS_NODEV;
const std::string kNew = "/tmp";  // where the new root is put together, hiding the host's /tmp in this namespace only

// A detached copy of a host tree (open_tree(2)).
Fd copy_tree(const std::string& path) {
  return Fd(static_cast<int>(
      syscall(SYS_open_tree, AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE)));
}

void read_only(int tree, std::uint64_t attributes) {
  mount_attr attr{};
  attr.attr_set = attributes;
  const long done = is_pretended_missing("mount_setattr")
                        ? 0
                        : syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr, sizeof attr);
  require(done == 0, "mount_setattr", "making a host folder read-only");
}

void attach(const Fd& tree, const std::string& at) {
  const long done = syscall(SYS_move_mount, tree.get(), "", AT_FDCWD, at.c_str(), MOVE_MOUNT_F_EMPTY_PATH);
  require(done == 0, "mount namespace", "attaching " + at);
}

void make_folder(const std::string& path, mode_t mode = 0755) {
  require(mkdir(path.c_str(), mode) == 0 || errno == EEXIST, "sized tmpfs", "making " + path);
}

void make_file(const std::string& path, const std::string& text) {
  const Fd file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  require(file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()), "sized tmpfs",
          "writing " + path);
}

struct SystemTree {
  std::string name;  // "usr"
  Fd tree;           // set when it is a folder
  std::string link;  // set when it is a symbolic link, as /bin -> usr/bin
};

SystemTree system_tree(const std::string& prefix, const char* name) {
  SystemTree result{.name = name, .tree = {}, .link = {}};
  const std::string path = prefix + "/" + name;
  std::array<char, PATH_MAX> target{};
  const ssize_t length = readlink(path.c_str(), target.data(), target.size());
  if (length > 0) {
    result.link.assign(target.data(), static_cast<std::size_t>(length));
  } else {
    result.tree = copy_tree(path);
    if (result.tree) read_only(result.tree.get(), MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
  }
  return result;
}

void place(const SystemTree& tree) {
  const std::string at = kNew + "/" + tree.name;
  if (!tree.link.empty()) {
    require(symlink(tree.link.c_str(), at.c_str()) == 0, "sized tmpfs", "linking " + at);
  } else if (tree.tree) {
    make_folder(at);
    attach(tree.tree, at);
  }
}

// Just enough for a dynamic linker, a compiler's alternatives and getpwuid().
void make_etc(Fd linker_cache, Fd alternatives) {
  const std::string etc = kNew + "/etc";
  make_folder(etc);
  make_file(etc + "/passwd", "learner:x:1000:1000::/tmp:/bin/sh\n");
  make_file(etc + "/group", "learner:x:1000:\n");
  make_file(etc + "/hosts", "127.0.0.1 localhost\n::1 localhost\n");
  make_file(etc + "/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
  if (linker_cache) {
    make_file(etc + "/ld.so.cache", "");
    attach(linker_cache, etc + "/ld.so.cache");
  }
  if (alternatives) {
    make_folder(etc + "/alternatives");
    attach(alternatives, etc + "/alternatives");
  }
}

struct Device {
  const char* name;
  Fd tree;
};

void make_dev(std::array<Device, 5>& devices) {
  const std::string dev = kNew + "/dev";
  make_folder(dev);
  make_folder(dev + "/shm");
  for (const Device& device : devices) {
    make_file(dev + "/" + device.name, "");
    attach(device.tree, dev + "/" + device.name);
  }
  static constexpr std::array<std::pair<const char*, const char*>, 4> kLinks = {{{"fd", "/proc/self/fd"},
                                                                                 {"stdin", "/proc/self/fd/0"},
                                                                                 {"stdout", "/proc/self/fd/1"},
                                                                                 {"stderr", "/proc/self/fd/2"}}};
  for (const auto& [name, target] : kLinks) {
    require(symlink(target, (dev + "/" + name).c_str()) == 0, "sized tmpfs", "linking in /dev");
  }
}

// One tmpfs holds /out, /tmp and /dev/shm, so that one size and one inode count bound them together.
Fd make_work(const Spec& spec) {
  const Limits& limits = spec.limits;
  const std::string work = kNew + "/mnt";
  make_folder(work);
  const std::set<std::string> parents = folders_above(spec.collect);  // there before the program starts
  const std::string options = "mode=0755,size=" + std::to_string(limits.disk_bytes) +
                              ",nr_inodes=" + std::to_string(limits.inodes + 4 + parents.size());
  require(mount("work", work.c_str(), "tmpfs", kFixed, options.c_str()) == 0, "sized tmpfs",
          "mounting the writable folder");
  static constexpr std::array<std::pair<const char*, const char*>, 3> kParts = {
      {{"out", "/out"}, {"tmp", "/tmp"}, {"shm", "/dev/shm"}}};
  for (const auto& [name, at] : kParts) {
    const std::string part = work + "/" + name;
    make_folder(part);
    require(chown(part.c_str(), kBoxUser, kBoxUser) == 0, "uid mapping", "giving away a writable folder");
    make_folder(kNew + at);
    require(mount(part.c_str(), (kNew + at).c_str(), nullptr, MS_BIND, nullptr) == 0, "mount namespace",
            "binding a writable folder");
  }
  for (const std::string& parent : parents) {
    const std::string folder = kNew + "/out/" + parent;
    make_folder(folder);
    require(chown(folder.c_str(), kBoxUser, kBoxUser) == 0, "uid mapping", "giving away a writable folder");
  }
  Fd out(open((kNew + "/out").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  require(static_cast<bool>(out), "sized tmpfs", "opening /out");
  umount2(work.c_str(), MNT_DETACH);
  rmdir(work.c_str());
  return out;
}

void enter() {
  require(chdir(kNew.c_str()) == 0, "pivot_root", "entering the new root");
  const long done = is_pretended_missing("pivot_root") ? 0 : syscall(SYS_pivot_root, ".", ".");
  require(done == 0, "pivot_root", "changing the root");
  require(umount2(".", MNT_DETACH) == 0 && chdir("/") == 0, "pivot_root", "leaving the old root");
  mount_attr attr{};
  attr.attr_set = MOUNT_ATTR_RDONLY;
  require(syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &attr, sizeof attr) == 0, "mount_setattr", "making / read-only");
}

}  // namespace

Root build_root(const Spec& spec) {
  require(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "mount namespace", "making mounts private");
  const std::string prefix = spec.root.value_or("");
  const std::array<SystemTree, 5> system = {system_tree(prefix, "usr"), system_tree(prefix, "bin"),
                                            system_tree(prefix, "lib"), system_tree(prefix, "lib64"),
                                            system_tree(prefix, "sbin")};
  const Fd job = copy_tree(spec.job);
  require(static_cast<bool>(job), "mount namespace", "opening the job folder " + spec.job);
  read_only(job.get(), MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
  Fd linker_cache = copy_tree(prefix + "/etc/ld.so.cache");
  Fd alternatives = copy_tree(prefix + "/etc/alternatives");
  if (linker_cache) read_only(linker_cache.get(), MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
  if (alternatives) read_only(alternatives.get(), MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
  std::array<Device, 5> devices = {{{"null", {}}, {"zero", {}}, {"full", {}}, {"random", {}}, {"urandom", {}}}};
  for (Device& device : devices) {
    device.tree = copy_tree(std::string("/dev/") + device.name);
    require(static_cast<bool>(device.tree), "mount namespace", std::string("opening /dev/") + device.name);
  }

  require(mount("box", kNew.c_str(), "tmpfs", kFixed, "mode=0755,size=1m,nr_inodes=128") == 0, "sized tmpfs",
          "mounting the new root");
  for (const SystemTree& tree : system) place(tree);
  make_folder(kNew + "/job");
  attach(job, kNew + "/job");
  make_etc(std::move(linker_cache), std::move(alternatives));
  make_dev(devices);
  Fd out = make_work(spec);
  make_folder(kNew + "/proc");
  // A container may mask parts of its own /proc; the kernel then refuses a fresh one and the box goes without.
  const bool has_proc = !is_pretended_missing("proc") &&
                        mount("proc", (kNew + "/proc").c_str(), "proc", kFixed | MS_NOEXEC, nullptr) == 0;
  enter();
  return {.out = std::move(out), .has_proc = has_proc};
}

LandlockRules rules_of_box() {
  return {.readable = {"/"},
          .writable = {"/out", "/tmp", "/dev/shm"},
          .devices = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}};
}

}  // namespace grader::sandbox
