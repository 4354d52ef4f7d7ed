// grader-sandbox: runs one untrusted command in a box. `run` reads a Spec as JSON from standard input and writes a
// Report. For tests, before the command: `--pretend-missing MECHANISM`, `--at-most TIER`, `--pretend-host FOLDER`.

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "sandbox/host.h"
#include "sandbox/mechanism.h"
#include "sandbox/probe.h"
#include "sandbox/spec.h"
#include "sandbox/supervise.h"

namespace {

constexpr int kDone = 0;
constexpr int kUsage = 2;
constexpr int kRefused = 4;

int usage() {
  std::cerr << "grader-sandbox: could not start\n"
               "  found: no known command\n"
               "  do:    grader-sandbox run < spec.json | grader-sandbox probe | grader-sandbox --version\n";
  return kUsage;
}

int run() {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto spec = grader::sandbox::parse_spec(text);
  if (!spec) {
    std::cerr << "grader-sandbox: could not read the spec\n  found: " << spec.error()
              << "\n  do:    see sandbox/spec.h\n";
    return kUsage;
  }
  const grader::sandbox::Report report = grader::sandbox::supervise(*spec);
  std::cout << grader::sandbox::print_report(report) << '\n';
  return report.refused ? kRefused : kDone;
}

}  // namespace

int main(int argc, char** argv) {
  int next = 1;
  for (; next + 1 < argc && std::string_view(argv[next]).starts_with("--"); next += 2) {
    const std::string_view option = argv[next];
    const auto tier = grader::sandbox::tier_named(argv[next + 1]);
    if (option == "--pretend-missing") {
      grader::sandbox::pretend_missing(argv[next + 1]);
    } else if (option == "--pretend-host") {
      grader::sandbox::pretend_host(argv[next + 1]);
    } else if (option == "--at-most" && tier) {
      grader::sandbox::set_ceiling(*tier);
    } else {
      return usage();
    }
  }
  const std::string_view command = next < argc ? argv[next] : "";
  if (command == "run") return run();
  if (command == "probe") {
    std::cout << grader::sandbox::probe() << '\n';
    return kDone;
  }
  if (command == "--version") {
    std::cout << "grader-sandbox " GRADER_VERSION "\n";
    return kDone;
  }
  return usage();
}
