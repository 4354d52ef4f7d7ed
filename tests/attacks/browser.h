#pragma once
// Whether a page runs what stands in it, asked of a real browser where there is one.

#include <unistd.h>

#include "tests/support/shell.h"

namespace grader::attacks {

inline constexpr const char* kBrowser = "/usr/bin/chromium";

inline bool has_browser() {
  return access(kBrowser, X_OK) == 0;
}

// Whether the attribute data-fired is set on the root of the page once it is loaded.
inline bool fires(const std::filesystem::path& page, const std::filesystem::path& home) {
  const auto ran =
      support::shell("HOME='" + home.string() + "' timeout 90 " + kBrowser +
                     " --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
                     " --user-data-dir='" +
                     (home / "browser").string() +
                     "' --virtual-time-budget=2000"
                     " --dump-dom 'file://" +
                     page.string() + "'");
  if (ran.out.find("<html") == std::string::npos) return true;  // no page, no proof
  return ran.out.substr(0, ran.out.find("<head")).find("data-fired") != std::string::npos;
}

}  // namespace grader::attacks
