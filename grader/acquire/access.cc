#include "grader/acquire/access.h"

#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/text.h"

namespace grader::acquire {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kReadingCredentials = "reading the credentials";
constexpr const char* kMask = "***";

std::string part_of(const Json& row, const char* key) {
  const auto found = row.find(key);
  return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Credential> credential_of(const std::string& host, const Json& row, const fs::path& file) {
  const auto wrong = [&](const std::string& found) {
    return fail(Fault::kSetup, kReadingCredentials, file.string(), "host " + printable(host) + ": " + found,
                "write {\"user\": ..., \"token\": ...} or {\"key\": ..., \"known_hosts\": ...}");
  };
  if (!row.is_object()) return wrong("not an object");
  for (const auto& [key, value] : row.items()) {
    if (key != "user" && key != "token" && key != "key" && key != "known_hosts")
      return wrong("unknown key \"" + printable(key) + "\"");
    if (!value.is_string()) return wrong("\"" + key + "\" is not a text");
  }
  Credential credential{.token = part_of(row, "token")};
  if (row.contains("user")) credential.user = part_of(row, "user");
  if (row.contains("key")) credential.key = file.parent_path() / part_of(row, "key");
  if (row.contains("known_hosts")) credential.known_hosts = file.parent_path() / part_of(row, "known_hosts");
  if (credential.token.empty() && credential.key.empty()) return wrong("neither a token nor a key");
  return credential;
}

// Where such a file stands.
Result<fs::path> private_file(const std::string& file, const std::string& doing) {
  if (!file.starts_with(kSystemd)) return fs::absolute(file);
  const std::string name = file.substr(std::string(kSystemd).size());
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || name.empty() || name.find('/') != std::string::npos)
    return fail(Fault::kSetup, doing, printable(file), "systemd handed no credential to this process",
                "start the service that names it with LoadCredential=, or name a file");
  return fs::path(folder) / name;
}

}  // namespace

Result<std::string> read_private(const std::string& name, const std::string& doing) {
  const auto file = private_file(name, doing);
  if (!file) return std::unexpected(file.error());
  const std::string shown = printable(file->string());
  struct stat info{};
  if (stat(file->c_str(), &info) != 0 || !S_ISREG(info.st_mode))
    return fail(Fault::kSetup, doing, shown, "no such file", "name the file that holds the secret");
  // systemd lets the user of a service in by an ACL, of which the mask stands where the group's rights do.
  const mode_t others = name.starts_with(kSystemd) ? 007U : 077U;
  if ((info.st_mode & others) != 0)
    return fail(Fault::kSetup, doing, shown, "others than its owner can read it", "chmod 600 " + shown);
  return read_file(*file, 1U << 20U);
}

namespace {

// By host, as they stand in the file, each read or why it cannot be. Fails for the file as a whole.
Result<std::map<std::string, Result<Credential>>> read_each(const std::string& name) {
  const auto text = read_private(name, kReadingCredentials);
  if (!text) return std::unexpected(text.error());
  const fs::path file = *private_file(name, kReadingCredentials);
  const Json json = Json::parse(*text, nullptr, false, true);
  if (!json.is_object())
    return fail(Fault::kSetup, kReadingCredentials, printable(file.string()), "not a JSON object",
                "write {\"github.com\": {\"token\": \"...\"}}");
  std::map<std::string, Result<Credential>> hosts;
  for (const auto& [host, row] : json.items()) hosts.emplace(host_of(host + ":"), credential_of(host, row, file));
  return hosts;
}

// The files that a credential names, each as it must be: a key is private, unless systemd handed it over beside `name`,
// where it belongs to root and ssh asks for no more than to read it.
void check_files(const std::string& name, const std::string& host, const Credential& credential,
                 std::vector<Error>& faults) {
  const auto wrong = [&](const fs::path& file, const Error& error) {
    faults.push_back({Fault::kSetup, kReadingCredentials, printable(file.string()),
                      "host " + printable(host) + ": " + error.found, error.remedy});
  };
  if (!credential.key.empty()) {
    const auto key = name.starts_with(kSystemd) ? read_file(credential.key)
                                                : read_private(credential.key.string(), kReadingCredentials);
    if (!key) wrong(credential.key, key.error());
  }
  if (!credential.known_hosts.empty()) {
    if (const auto known = read_file(credential.known_hosts); !known) wrong(credential.known_hosts, known.error());
  }
}

}  // namespace

Result<std::map<std::string, Credential>> read_credentials(const std::string& name) {
  auto each = read_each(name);
  if (!each) return pass(each);
  std::map<std::string, Credential> hosts;
  for (auto& [host, credential] : *each) {
    if (!credential) return pass(credential);
    hosts.emplace(host, std::move(*credential));
  }
  return hosts;
}

std::map<std::string, Credential> read_credentials(const std::string& name, std::vector<Error>& faults) {
  std::map<std::string, Credential> hosts;
  auto each = read_each(name);
  if (!each) faults.push_back(std::move(each.error()));
  if (!each) return hosts;
  for (auto& [host, credential] : *each) {
    if (!credential) {
      faults.push_back(std::move(credential.error()));
      continue;
    }
    check_files(name, host, *credential, faults);
    hosts.emplace(host, std::move(*credential));
  }
  return hosts;
}

std::string host_of(const std::string& source) {
  const std::size_t scheme = source.find("://");
  if (source.starts_with("file://") || (scheme == std::string::npos && source.find(':') == std::string::npos))
    return {};
  std::string host = source;
  if (scheme != std::string::npos) {
    host = source.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    host = host.substr(host.rfind('@') + 1);
  } else if (const std::size_t at = source.find('@'); at < source.find(':')) {
    host = source.substr(at + 1);
  }
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
}

namespace {

// "?token=abc&x" -> "?token=***&***"
std::string masked_query(const std::string& query) {
  std::string safe;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find_first_of("&;", at + 1), query.size());
    const std::size_t equals = query.find('=', at);
    safe += (equals < end ? query.substr(at, equals + 1 - at) : query.substr(at, 1)) + kMask;
    at = end;
  }
  return safe;
}

// An address from behind its "://".
std::string masked_address(const std::string& word) {
  const std::size_t last = word.rfind('@');
  const std::size_t query = word.find('?');
  if (last == std::string::npos) return word.substr(0, query) + masked_query(word.substr(std::min(query, word.size())));
  if (query < last) return kMask;  // the "@" may be of a password or of the query
  return kMask + word.substr(last, query - last) + masked_query(word.substr(std::min(query, word.size())));
}

}  // namespace

std::string masked(const std::string& text, const Access& access) {
  const std::string scheme = "://";
  std::string safe;
  std::size_t done = 0;
  for (std::size_t at = text.find(scheme); at != std::string::npos; at = text.find(scheme, done)) {
    const std::size_t begin = at + scheme.size();
    const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"", begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    safe += text.substr(done, begin - done) + masked_address(word);
    done = end;
  }
  safe += text.substr(done);
  for (const auto& [host, credential] : access.hosts) {
    if (!credential.token.empty()) safe = replace_all(std::move(safe), credential.token, kMask);
  }
  return safe;
}

std::string answer_to(const std::string& question, const std::map<std::string, Credential>& hosts) {
  const std::size_t open = question.find('\'');
  const std::size_t close = question.rfind('\'');
  if (open == std::string::npos || close <= open) return {};
  const auto found = hosts.find(host_of(question.substr(open + 1, close - open - 1)));
  if (found == hosts.end() || found->second.token.empty()) return {};
  return question.starts_with("Username") ? found->second.user : found->second.token;
}

}  // namespace grader::acquire
