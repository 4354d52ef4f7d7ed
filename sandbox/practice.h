#pragma once
// The box of the tier "landlock", for hosts without usable namespaces: an ordinary folder, /tmp/grader-box-<uid>, in
// the place of /job, /out and /tmp. Good for practice on one's own computer and for nothing else.
//
// The folder is always the same, so that one step finds what another left under the path it knows; a lock lets one box
// of a user run at a time. The contained program is given paths of that folder where the spec names paths of the box,
// and what it prints is turned back.

#include <cstdint>
#include <string>

#include "sandbox/fd.h"
#include "sandbox/landlock.h"
#include "sandbox/spec.h"

namespace grader::sandbox {

class Practice {
 public:
  // Waits for the lock, empties the folder and copies the job in. Throws Missing: as root, or when the folder is not
  // this user's own.
  explicit Practice(const Spec& spec);
  Practice(const Practice&) = delete;
  Practice& operator=(const Practice&) = delete;
  ~Practice();  // empties the folder

  const Spec& spec() const { return spec_; }  // with paths of the folder
  LandlockRules rules() const;
  std::string out() const { return base_ + "/out"; }

  // What the two writable folders hold, without the folders above what is wanted; looking ends where it is more.
  bool holds_more_than(std::uint64_t bytes, std::uint64_t inodes) const;
  // Turns every path of the folder back into the box's, in a file; returns the file's size.
  std::uint64_t restore_names(const std::string& file) const;

 private:
  std::string base_;
  Fd lock_;
  Spec spec_;
};

// Box paths at the start of a path in `text` ("-I/job/src", "PATH=/usr/bin:/out", not "/usr/job") put below `base`.
std::string with_paths_below(const std::string& base, const std::string& text);

// How many processes and threads this user has now; RLIMIT_NPROC counts them all.
std::uint64_t tasks_of_this_user();

// Ends and reaps every process that descends from this one, which must be a subreaper. Throws Missing if one stays.
void sweep_descendants();

}  // namespace grader::sandbox
