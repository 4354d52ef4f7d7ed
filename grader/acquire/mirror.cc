#include "grader/acquire/mirror.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"

namespace grader::acquire {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDoing = "fetching the repository";

// The whole environment of git: no user or system configuration, no prompt, no other protocol.
std::map<std::string, std::string> git_environment(const fs::path& home) {
  std::map<std::string, std::string> env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                            {"HOME", home.string()},
                                            {"LC_ALL", "C.UTF-8"},
                                            {"GIT_CONFIG_NOSYSTEM", "1"},
                                            {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                            {"GIT_TERMINAL_PROMPT", "0"},
                                            {"GIT_ALLOW_PROTOCOL", "https:ssh:file"},
                                            {"GIT_ASKPASS", "/bin/false"},
                                            {"GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes"}};
  for (const char* name : {"SSH_AUTH_SOCK", "GIT_SSL_CAINFO", "https_proxy", "no_proxy"}) {
    if (const char* value = std::getenv(name); value != nullptr) env[name] = value;
  }
  if (env.contains("SSH_AUTH_SOCK")) {
    if (const char* real_home = std::getenv("HOME"); real_home != nullptr) env["HOME"] = real_home;  // known_hosts
  }
  return env;
}

bool is_commit_id(const std::string& revision) {
  return revision.size() == 40 &&
         std::all_of(revision.begin(), revision.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// A user name and a password in a URL never reach a message.
std::string without_secret(const std::string& source) {
  const std::size_t scheme = source.find("://");
  const std::size_t at = source.find('@');
  if (scheme == std::string::npos || at == std::string::npos || at > source.find('/', scheme + 3))
    return printable(source);
  return printable(source.substr(0, scheme + 3) + "***" + source.substr(at));
}

Result<Finished> git(ProcessRunner& runner, const fs::path& mirror, std::vector<std::string> arguments,
                     const FetchLimits& limits) {
  const fs::path program = find_program("git");
  if (program.empty())
    return fail(Fault::kPlatform, kDoing, "git", "the program is not installed", "sudo apt-get install git");
  Command command{.argv = {program.string(), "--git-dir=" + mirror.string()},
                  .env = git_environment(mirror),
                  .wall = limits.wall,
                  .file_cap = limits.pack_bytes};
  for (std::string& argument : arguments) command.argv.push_back(std::move(argument));
  return runner.run(command);
}

// One fetch of the given refs and no other, whatever the source advertises.
Result<Finished> fetch_refs(ProcessRunner& runner, const fs::path& mirror, const std::string& from,
                            const std::vector<std::string>& refs, const FetchLimits& limits) {
  std::vector<std::string> arguments;
  for (const char* setting :
       {"transfer.fsckObjects=true", "protocol.version=2", "http.followRedirects=false", "gc.auto=0", "core.fsync=none",
        "core.bigFileThreshold=16m", "http.lowSpeedLimit=1000", "http.lowSpeedTime=20", "submodule.recurse=false"}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  arguments.insert(arguments.end(), {"fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules",
                                     "--no-write-fetch-head", "--", from});
  arguments.insert(arguments.end(), refs.begin(), refs.end());
  return git(runner, mirror, arguments, limits);
}

// A commit that HEAD's history does not hold is asked for by its id; many servers give any commit they can reach.
Result<void> fetch_commit(ProcessRunner& runner, const fs::path& mirror, const std::string& from, const std::string& id,
                          const FetchLimits& limits) {
  const auto known = git(runner, mirror, {"cat-file", "-e", id + "^{commit}"}, limits);
  if (!known) return std::unexpected(known.error());
  if (known->code == 0) return {};
  const auto fetched = fetch_refs(runner, mirror, from, {"+" + id + ":refs/graded/" + id}, limits);
  if (!fetched) return std::unexpected(fetched.error());
  return {};
}

std::unexpected<Error> refused(const std::string& source, const Finished& finished, const FetchLimits& limits) {
  if (finished.timed_out) {
    return fail(Fault::kPlatform, kDoing, without_secret(source),
                "no end after " + std::to_string(limits.wall.count() / 1000) + " seconds",
                "try again later; check that the host answers");
  }
  const std::string reason = trim(replace_all(finished.error, source, without_secret(source)));
  if (reason.find("File too large") != std::string::npos || finished.code == 128 + 25) {
    return fail(Fault::kPlatform, kDoing, without_secret(source),
                "larger than " + std::to_string(limits.pack_bytes >> 20U) + " MiB",
                "take large files out of the repository's history");
  }
  const std::vector<std::string> lines = lines_of(reason);
  const auto fatal = std::find_if(lines.rbegin(), lines.rend(), [](const std::string& line) {
    return line.starts_with("fatal:") || line.starts_with("error:");
  });
  return fail(
      Fault::kUsage, kDoing, without_secret(source), printable(fatal == lines.rend() ? reason : *fatal),
      "check the address, the right to read it and the revision; `git ls-remote` with the same address must work");
}

}  // namespace

Result<Kind> kind_of(const std::string& source) {
  std::error_code error;
  if (fs::is_directory(source, error)) return Kind::kFolder;
  if (fs::is_regular_file(source, error)) return Kind::kBundle;
  for (const char* scheme : {"https://", "ssh://", "file://"}) {
    if (source.starts_with(scheme)) return Kind::kUrl;
  }
  const std::size_t colon = source.find(':');
  const bool scp_like = colon != std::string::npos && colon > 0 && source.find("::") == std::string::npos &&
                        source.front() != '-' && source.find('/') > colon && !source.substr(colon).starts_with("://");
  if (scp_like) return Kind::kUrl;
  return fail(Fault::kUsage, kDoing, printable(source),
              "neither a folder, nor a bundle file, nor an https, ssh or file address",
              "name one of these, for example https://example.org/repository.git");
}

Result<fs::path> fetch(ProcessRunner& runner, const std::string& source, Kind kind,
                       const std::vector<std::string>& revisions, const FetchLimits& limits) {
  const std::string from = kind == Kind::kBundle ? fs::absolute(source).string() : source;
  fs::path mirror = cache_folder() / "mirrors" / (sha256(from).substr(0, 32) + ".git");
  if (!fs::exists(mirror / "HEAD")) {
    std::error_code error;
    fs::create_directories(mirror, error);
    const auto made =
        git(runner, mirror, {"init", "--quiet", "--bare", "--template=", "--initial-branch=graded"}, limits);
    if (!made) return std::unexpected(made.error());
    if (made->code != 0)
      return fail(Fault::kPlatform, kDoing, mirror.string(), printable(trim(made->error)),
                  "free space in the cache folder");
  }
  std::vector<std::string> refs = {"+HEAD:refs/heads/graded"};
  for (const std::string& revision : revisions) {
    const bool plain =
        !revision.empty() && revision.find_first_of(":^~@+* ") == std::string::npos && !revision.starts_with("-");
    if (plain && !is_commit_id(revision) && revision != "HEAD")
      refs.push_back("+" + revision + ":refs/tags/" + revision);
  }
  const auto fetched = fetch_refs(runner, mirror, from, refs, limits);
  if (!fetched) return std::unexpected(fetched.error());
  if (fetched->code != 0 || fetched->timed_out) return refused(source, *fetched, limits);
  for (const std::string& revision : revisions) {
    if (kind != Kind::kUrl || !is_commit_id(revision)) continue;
    if (auto asked = fetch_commit(runner, mirror, from, revision, limits); !asked) return pass(asked);
  }
  return mirror;
}

}  // namespace grader::acquire
