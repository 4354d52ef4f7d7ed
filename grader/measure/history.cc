#include "grader/measure/history.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <regex>

#include "grader/base/text.h"
#include "grader/measure/commits.h"

namespace grader::measure {
namespace {

enum class Unwanted { kNo, kDependency, kGenerated };

// What belongs into .gitignore, as path patterns.
Unwanted unwanted(const std::string& path) {
  static const std::vector<std::string> kDependency = {"**/node_modules/**",  "**/.venv/**", "**/venv/**",
                                                       "**/site-packages/**", "**/.env",     "**/id_rsa",
                                                       "**/id_ed25519",       "**/*.pem"};
  static const std::vector<std::string> kGenerated = {"**/*.o",
                                                      "**/*.obj",
                                                      "**/*.a",
                                                      "**/*.so",
                                                      "**/*.exe",
                                                      "**/*.pdb",
                                                      "**/a.out",
                                                      "**/*.class",
                                                      "**/*.pyc",
                                                      "**/__pycache__/**",
                                                      "**/*.gcda",
                                                      "**/*.gcno",
                                                      "**/*.gcov",
                                                      "**/.coverage",
                                                      "**/.DS_Store",
                                                      "**/Thumbs.db",
                                                      "build/lib/**",
                                                      "build/bdist*/**",
                                                      "dist/**",
                                                      "**/*.egg-info/**",
                                                      "**/cmake-build-*/**",
                                                      "**/.vs/**",
                                                      "**/.pytest_cache/**",
                                                      "**/.mypy_cache/**",
                                                      "**/CMakeCache.txt",
                                                      "**/CMakeFiles/**",
                                                      "**/*.swp",
                                                      "**/*~",
                                                      "**/.idea/**"};
  // A log may be what the work reads.
  static const std::vector<std::string> kLogs = {"**/*.log"};
  static const std::vector<std::string> kInputs = {"**/data/**",     "**/test/**",    "**/tests/**",   "**/testdata/**",
                                                   "**/fixtures/**", "**/samples/**", "**/examples/**"};
  if (matches_any(kDependency, path)) return Unwanted::kDependency;
  const bool log = matches_any(kLogs, path) && !matches_any(kInputs, path);
  return log || matches_any(kGenerated, path) ? Unwanted::kGenerated : Unwanted::kNo;
}

constexpr std::size_t kMostOfSubject = 200;  // bytes: std::regex goes as deep as its text is long

bool is_request(const std::string& subject) {
  static const std::regex pattern(
      "^Merge (pull request|merge request) .*|^Merged in .*\\(pull request #.*|^Merged PR [0-9]+: .*");
  return std::regex_match(subject.substr(0, kMostOfSubject), pattern);
}

// Of the request that a forge squashed to one commit; "" when the subject names none at its end, as in
// "Add search (#12)".
std::string squashed_request(const std::string& subject) {
  static const std::regex pattern(".* \\([#!]([0-9]+)\\)");
  std::smatch found;
  const std::string part = subject.size() > kMostOfSubject ? subject.substr(subject.size() - kMostOfSubject) : subject;
  return std::regex_match(part, found, pattern) ? found[1].str() : "";
}

// "12" of "Merge pull request #12 from team/search".
std::string number_in(const std::string& subject) {
  static const std::regex pattern("[#!]([0-9]+)");
  std::smatch found;
  const std::string part = subject.substr(0, kMostOfSubject);
  return std::regex_search(part, found, pattern) ? found[1].str() : "";
}

// The line of first parents from the newest commit: the shared branch, as those saw it who merged into it.
std::set<std::string> shared_branch(const History& history) {
  std::set<std::string> ids;
  for (const Commit& commit : history.commits) {  // a commit stands before its parents
    if (ids.empty()) ids.insert(commit.id);
    if (ids.contains(commit.id) && !commit.parents.empty()) ids.insert(commit.parents.front());
  }
  return ids;
}

}  // namespace

void measure_steadiness(const History& history, const std::set<std::string>& code, EvidenceTable& table) {
  const std::vector<std::string> metrics = {"history.largest_share", "history.median_lines"};
  if (const std::string why = not_whole(history); !why.empty()) return none(table, metrics, why);
  std::vector<int> added;
  const Commit* largest = nullptr;
  int most = 0;
  for (const Commit& commit : history.commits) {
    if (commit.bounded) return none(table, metrics, "commit " + short_id(commit) + " changes more than is read");
    const int lines = is_merge(commit) ? 0 : lines_in(commit, code, &Change::added);
    if (lines == 0) continue;
    added.push_back(lines);
    if (lines >= most) {
      most = lines;
      largest = &commit;
    }
  }
  if (largest == nullptr) return none(table, metrics, "no commit adds own lines of code");
  std::sort(added.begin(), added.end());
  const int all = std::accumulate(added.begin(), added.end(), 0);
  const int twice_median = added[(added.size() - 1) / 2] + added[added.size() / 2];
  // Rounded up, since a level asks for at most so much.
  put(table, metrics[0], {most, all},
      counted(added.size(), "commit") + " with code; the largest holds " +
          std::to_string((100 * most + all - 1) / all) + " % (" + std::to_string(most) + " of " + counted(all, "line") +
          ")",
      {short_id(*largest)});
  put(table, metrics[1], {twice_median, 2},
      "median of " + counted((twice_median + 1) / 2, "line") + " of code a commit");
}

bool is_compiled(std::string_view first_bytes) {
  using std::string_view_literals::operator""sv;
  // Mach-O in either order of bytes; Java's classes begin as its files of several architectures do.
  static constexpr std::array kBeginnings = {
      "\x7f"
      "ELF"sv,
      "MZ"sv,
      "\xfe\xed\xfa\xce"sv,
      "\xfe\xed\xfa\xcf"sv,
      "\xce\xfa\xed\xfe"sv,
      "\xcf\xfa\xed\xfe"sv,
      "\xca\xfe\xba\xbe"sv};
  return std::ranges::any_of(kBeginnings, [&](std::string_view bytes) { return first_bytes.starts_with(bytes); });
}

void measure_hygiene(const History& history, const Tracked& tracked, bool ignored, EvidenceTable& table) {
  std::vector<std::string> dependencies;
  std::vector<std::string> generated;
  for (const std::string& path : tracked.paths) {
    const Unwanted kind = unwanted(path);
    if (kind == Unwanted::kDependency)
      dependencies.push_back(path);
    else if (kind == Unwanted::kGenerated || tracked.programs.contains(path))
      generated.push_back(path);
  }
  std::set<std::string> past;
  for (const Commit& commit : history.commits) {
    for (const std::string& path : commit.present) {
      if (unwanted(path) != Unwanted::kNo) past.insert(path);
    }
  }
  put(table, "hygiene.ignored", {ignored ? 1 : 0, 1}, ignored ? ".gitignore is there" : "no .gitignore");
  put(table, "hygiene.dependencies", {static_cast<std::int64_t>(dependencies.size()), 1},
      counted(dependencies.size(), "dependency or secret-type file") + " tracked", first_of(dependencies));
  put(table, "hygiene.generated", {static_cast<std::int64_t>(generated.size()), 1},
      counted(generated.size(), "generated file") + " tracked", first_of(generated));
  if (const std::string why = not_whole(history); !why.empty()) return none(table, {"hygiene.past"}, why);
  put(table, "hygiene.past", {static_cast<std::int64_t>(past.size()), 1},
      counted(past.size(), "such file") + " in the history", first_of({past.begin(), past.end()}));
}

void measure_branches(bool asked, const History& history, EvidenceTable& table) {
  const std::vector<std::string> metrics = {"branches.merges", "branches.requests"};
  if (!asked) return none(table, metrics, "no branch flow was asked for");
  if (const std::string why = not_whole(history); !why.empty()) return none(table, metrics, why);
  const std::set<std::string> shared = shared_branch(history);
  Ratio requests{0, 0};
  std::vector<std::string> others;
  std::set<std::string> merged;    // numbers of requests
  std::set<std::string> squashed;  // the same, of those that no merge shows
  for (const Commit& commit : history.commits) {
    const bool request = is_request(commit.subject);
    if (!shared.contains(commit.id) && !(request && is_merge(commit))) continue;
    if (request) merged.insert(number_in(commit.subject));
    if (!request && !is_merge(commit)) {
      if (const std::string number = squashed_request(commit.subject); !number.empty()) squashed.insert(number);
      continue;
    }
    ++requests.d;
    if (request)
      ++requests.n;
    else
      others.push_back(short_id(commit) + " " + commit.subject);
  }
  for (const std::string& number : merged) squashed.erase(number);
  requests.n += std::ssize(squashed);
  requests.d += std::ssize(squashed);
  put(table, metrics[0], {requests.d, 1},
      counted(requests.d, "merge") + " into the shared branch" +
          (squashed.empty() ? "" : ", " + std::to_string(squashed.size()) + " of them squashed to one commit"));
  put(table, metrics[1], requests, std::to_string(requests.n) + " of " + std::to_string(requests.d) + " by request",
      first_of(std::move(others)));
}

}  // namespace grader::measure
