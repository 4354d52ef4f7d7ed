#include "grader/acquire/mirror.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "grader/acquire/fetching.h"
#include "grader/acquire/no_head.h"
#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"

namespace grader::acquire {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFetching = "fetching the repository";

// In single quotes for the shell that git starts ssh with.
std::string quoted(const fs::path& path) {
  return "'" + replace_all(path.string(), "'", "'\\''") + "'";
}

std::string ssh_command(const Access& access, const std::string& source) {
  std::string command = "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes";
  const auto found = access.hosts.find(host_of(source));
  if (found == access.hosts.end()) return command;
  if (!found->second.key.empty()) command += " -o IdentitiesOnly=yes -i " + quoted(found->second.key);
  if (!found->second.known_hosts.empty()) command += " -o UserKnownHostsFile=" + quoted(found->second.known_hosts);
  return command;
}

// The whole environment of git: no user or system configuration, no prompt, no other protocol.
std::map<std::string, std::string> git_environment(const fs::path& home, const std::string& source,
                                                   const Access& access) {
  std::map<std::string, std::string> env = {{"PATH", "/usr/local/bin:/usr/bin:/bin"},
                                            {"HOME", home.string()},
                                            {"LC_ALL", "C.UTF-8"},
                                            {"GIT_CONFIG_NOSYSTEM", "1"},
                                            {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                            {"GIT_TERMINAL_PROMPT", "0"},
                                            {"GIT_ALLOW_PROTOCOL", "https:ssh:file"},
                                            {"GIT_ASKPASS", "/bin/false"},
                                            {"GIT_SSH_COMMAND", ssh_command(access, source)}};
  for (const char* name : {"SSH_AUTH_SOCK", "GIT_SSL_CAINFO", "https_proxy", "no_proxy"}) {
    if (const char* value = std::getenv(name); value != nullptr) env[name] = value;
  }
  if (env.contains("SSH_AUTH_SOCK")) {
    if (const char* real_home = std::getenv("HOME"); real_home != nullptr) env["HOME"] = real_home;  // known_hosts
  }
  if (!access.file.empty() && !access.askpass.empty()) {
    env["GIT_ASKPASS"] = access.askpass.string();
    env[kCredentialsVariable] = access.file.string();
    if (const char* systemd = std::getenv("CREDENTIALS_DIRECTORY"); systemd != nullptr)
      env["CREDENTIALS_DIRECTORY"] = systemd;
  }
  if (!access.proxy.empty()) env["https_proxy"] = access.proxy;
  if (!access.ca.empty()) env["GIT_SSL_CAINFO"] = access.ca.string();
  return env;
}

bool is_commit_id(const std::string& revision) {
  return revision.size() == 40 &&
         std::all_of(revision.begin(), revision.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// Where a fetch goes, and by what right.
struct Source {
  const std::string& address;
  const Access& access;
  const FetchLimits& limits;

  std::string shown() const { return printable(masked(address, access)); }
};

Result<Finished> git(ProcessRunner& runner, const fs::path& mirror, std::vector<std::string> arguments,
                     const Source& source) {
  const fs::path program = find_program("git");
  if (program.empty())
    return fail(Fault::kPlatform, kFetching, "git", "the program is not installed", "sudo apt-get install git");
  Command command{.argv = {program.string(), "--git-dir=" + mirror.string()},
                  .env = git_environment(mirror, source.address, source.access),
                  .wall = source.limits.wall,
                  .file_cap = source.limits.pack_bytes};
  for (std::string& argument : arguments) command.argv.push_back(std::move(argument));
  return runner.run(command);
}

// One fetch of the given refs and no other, whatever the source advertises.
Result<Finished> fetch_refs(ProcessRunner& runner, const fs::path& mirror, const Source& source,
                            const std::vector<std::string>& refs) {
  std::vector<std::string> arguments;
  for (const char* setting :
       {"transfer.fsckObjects=true", "protocol.version=2", "http.followRedirects=false", "gc.auto=0", "core.fsync=none",
        "core.bigFileThreshold=16m", "http.lowSpeedLimit=1000", "http.lowSpeedTime=20", "submodule.recurse=false"}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  arguments.insert(arguments.end(), {"fetch", "--quiet", "--no-tags", "--no-recurse-submodules",
                                     "--no-write-fetch-head", "--", source.address});
  arguments.insert(arguments.end(), refs.begin(), refs.end());
  return git(runner, mirror, arguments, source);
}

// A commit that HEAD's history does not hold is asked for by its id; many servers give any commit they can reach.
Result<void> fetch_commit(ProcessRunner& runner, const fs::path& mirror, const Source& source, const std::string& id) {
  const auto known = git(runner, mirror, {"cat-file", "-e", id + "^{commit}"}, source);
  if (!known) return std::unexpected(known.error());
  if (known->code == 0) return {};
  const auto fetched = fetch_refs(runner, mirror, source, {"+" + id + ":refs/graded/" + id});
  if (!fetched) return std::unexpected(fetched.error());
  return {};
}

// What servers and ssh say when it is the right to read that is missing.
bool not_let_in(const std::string& reason) {
  for (const char* words : {"Authentication failed", "could not read Username", "could not read Password", "403",
                            "Permission denied", "terminal prompts disabled", "Host key verification failed"}) {
    if (reason.find(words) != std::string::npos) return true;
  }
  return false;
}

std::unexpected<Error> refused(const Source& source, const Finished& finished) {
  if (finished.timed_out) {
    return fail(Fault::kPlatform, kFetching, source.shown(),
                "no end after " + std::to_string(source.limits.wall.count() / 1000) + " seconds",
                "try again later; check that the host answers");
  }
  const std::string reason = trim(masked(finished.error, source.access));
  if (reason.find("File too large") != std::string::npos || finished.code == 128 + 25) {
    return fail(Fault::kPlatform, kFetching, source.shown(),
                "larger than " + std::to_string(source.limits.pack_bytes >> 20U) + " MiB",
                "take large files out of the repository's history");
  }
  const std::vector<std::string> lines = lines_of(reason);
  const auto fatal = std::find_if(lines.rbegin(), lines.rend(), [](const std::string& line) {
    return line.starts_with("fatal:") || line.starts_with("error:");
  });
  // Git's last word on an address may be a general one, behind what was wrong.
  const bool general = fatal != lines.rend() && std::next(fatal) != lines.rend() &&
                       *fatal == "fatal: Could not read from remote repository.";
  const std::string found = printable(fatal == lines.rend() ? reason : general ? *std::next(fatal) : *fatal);
  if (not_let_in(reason))
    return fail(Fault::kUsage, kFetching, source.shown(), std::string(kNotLetIn) + ": " + found,
                "name a token or a deploy key for the host that may read this repository");
  return fail(
      Fault::kUsage, kFetching, source.shown(), found,
      "check the address, the right to read it and the revision; `git ls-remote` with the same address must work");
}

// What a fetch is to bring.
struct Refs {
  bool head = false;               // whether it must bring HEAD, which it does wherever there is one
  std::vector<std::string> named;  // as git takes them
};

Refs refs_of(const std::vector<std::string>& revisions) {
  Refs refs{.head = revisions.empty()};
  for (const std::string& revision : revisions) {
    if (revision.empty() || revision == "HEAD") refs.head = true;
    const bool plain =
        !revision.empty() && revision.find_first_of(":^~@+* ") == std::string::npos && !revision.starts_with("-");
    if (plain && !is_commit_id(revision) && revision != "HEAD")
      refs.named.push_back("+" + revision + ":refs/tags/" + revision);
  }
  return refs;
}

std::vector<std::string> with_head(const std::string& name, const Refs& refs) {
  std::vector<std::string> all = {"+" + name + ":refs/heads/graded"};
  all.insert(all.end(), refs.named.begin(), refs.named.end());
  return all;
}

bool lacks_head(const Finished& finished) {
  const std::vector<std::string> lines = lines_of(finished.error);
  return finished.code != 0 && std::ranges::find(lines, "fatal: couldn't find remote ref HEAD") != lines.end();
}

struct Listed {
  Finished finished;
  std::vector<std::string> branches;  // in order
};

Result<Listed> list_branches(ProcessRunner& runner, const fs::path& mirror, const Source& source) {
  auto finished = git(runner, mirror, {"ls-remote", "--quiet", "--heads", "--", source.address}, source);
  if (!finished) return pass(finished);
  Listed listed{.finished = std::move(*finished)};
  for (const std::string& line : lines_of(listed.finished.output)) {  // "<id>\trefs/heads/main"
    const std::string_view before = "\trefs/heads/";
    if (const std::size_t at = line.find(before); at != std::string::npos)
      listed.branches.push_back(line.substr(at + before.size()));
  }
  std::ranges::sort(listed.branches);
  return listed;
}

// Again, of a source that has no HEAD. A branch that was named is enough; a commit may be on any of them.
Result<Finished> fetch_without_head(ProcessRunner& runner, const fs::path& mirror, const Source& source,
                                    const Refs& refs, const Finished& refusal) {
  auto listed = list_branches(runner, mirror, source);
  if (!listed) return pass(listed);
  if (listed->finished.code != 0 || listed->finished.timed_out) return std::move(listed->finished);
  const std::vector<std::string>& branches = listed->branches;
  if (branches.empty()) return refusal;
  if (branches.size() > 1 && !refs.head) {
    return fetch_refs(runner, mirror, source,
                      refs.named.empty() ? std::vector<std::string>{"+refs/heads/*:refs/graded/heads/*"} : refs.named);
  }
  const auto only = only_branch(kFetching, source.shown(), branches);
  if (!only) return std::unexpected(only.error());
  return fetch_refs(runner, mirror, source, with_head("refs/heads/" + *only, refs));
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
  return fail(Fault::kUsage, kFetching, printable(masked(source, {})),
              "neither a folder, nor a bundle file, nor an https, ssh or file address",
              "name one of these, for example https://example.org/repository.git");
}

fs::path mirror_of(const std::string& source) {
  std::error_code error;
  const std::string from = fs::exists(source, error) ? fs::absolute(source).string() : source;
  return cache_folder() / "mirrors" / (sha256(from).substr(0, 32) + ".git");
}

Result<fs::path> fetch(ProcessRunner& runner, const std::string& address, Kind kind,
                       const std::vector<std::string>& revisions, const Access& access, const FetchLimits& limits) {
  const std::string from = kind == Kind::kUrl ? address : fs::absolute(address).string();
  const Source source{.address = from, .access = access, .limits = limits};
  fs::path mirror = mirror_of(address);
  if (!fs::exists(mirror / "HEAD")) {
    std::error_code error;
    fs::create_directories(mirror, error);
    const auto made =
        git(runner, mirror, {"init", "--quiet", "--bare", "--template=", "--initial-branch=graded"}, source);
    if (!made) return std::unexpected(made.error());
    if (made->code != 0)
      return fail(Fault::kPlatform, kFetching, mirror.string(), printable(trim(made->error)),
                  "free space in the cache folder");
  }
  const Fetching fetching(mirror);
  const Refs refs = refs_of(revisions);
  std::error_code untouched;  // a purge goes by when a mirror was last used, which git does not note
  fs::last_write_time(mirror, fs::file_time_type::clock::now(), untouched);
  auto fetched = fetch_refs(runner, mirror, source, with_head("HEAD", refs));
  if (fetched && lacks_head(*fetched)) fetched = fetch_without_head(runner, mirror, source, refs, *fetched);
  if (!fetched) return pass(fetched);
  if (fetched->code != 0 || fetched->timed_out) return refused(source, *fetched);
  for (const std::string& revision : revisions) {
    if (kind != Kind::kUrl || !is_commit_id(revision)) continue;
    if (auto asked = fetch_commit(runner, mirror, source, revision); !asked) return pass(asked);
  }
  return mirror;
}

Result<Reached> reach(ProcessRunner& runner, const std::string& address, const std::vector<std::string>& revisions,
                      const Access& access, const FetchLimits& limits) {
  const Source source{.address = address, .access = access, .limits = limits};
  const fs::path none = cache_folder() / "mirrors" / "none.git";
  Reached reached;
  std::copy_if(revisions.begin(), revisions.end(), std::back_inserter(reached.missing),
               [](const std::string& revision) { return !revision.empty() && !is_commit_id(revision); });
  std::vector<std::string> arguments = {"ls-remote", "--quiet", "--", address, "HEAD"};
  arguments.insert(arguments.end(), reached.missing.begin(), reached.missing.end());
  const auto asked = git(runner, none, arguments, source);
  if (!asked) return std::unexpected(asked.error());
  if (asked->code != 0 || asked->timed_out) return refused(source, *asked);
  for (const std::string& line : lines_of(asked->output)) {  // "<id>\trefs/heads/main"
    const std::string name = line.substr(std::min(line.find('\t') + 1, line.size()));
    reached.head = reached.head || name == "HEAD";
    std::erase_if(reached.missing, [&](const std::string& revision) {
      return name == revision || name == "refs/heads/" + revision || name == "refs/tags/" + revision;
    });
  }
  if (reached.head) return reached;
  auto listed = list_branches(runner, none, source);
  if (!listed) return pass(listed);
  if (listed->finished.code != 0 || listed->finished.timed_out) return refused(source, listed->finished);
  reached.branches = std::move(listed->branches);
  return reached;
}

}  // namespace grader::acquire
