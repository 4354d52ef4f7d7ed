#pragma once
// How private repositories are reached: a read-only token or a deploy key for each host, from a file that only its
// owner can read. A token is never in an argument or an environment: git asks for it through a helper.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "grader/base/result.h"

namespace grader::acquire {

struct Credential {
  std::string user = "x-access-token";
  std::string token;                  // "": none
  std::filesystem::path key;          // private key for ssh; empty: none
  std::filesystem::path known_hosts;  // of ssh; empty: the user's own
};

struct Access {
  std::filesystem::path file;               // of the credentials; empty: none
  std::filesystem::path askpass;            // the program that answers git's questions from the file
  std::map<std::string, Credential> hosts;  // host -> what opens it
  std::string proxy;                        // for https; "": what the environment says
  std::filesystem::path ca;                 // certificates to trust instead of the system's; empty: the system's
};

// Names the file to the helper.
constexpr const char* kCredentialsVariable = "GRADER_CREDENTIALS";

// Reads a credentials file: JSON, {"HOST": {"user", "token"} or {"key", "known_hosts"}}; paths relative to the file.
// "systemd:NAME" is the credential of that name that systemd handed to the service. Fails with kSetup when the file is
// not there, others than its owner can read it, or its content is not as above; no message holds a secret.
Result<std::map<std::string, Credential>> read_credentials(const std::string& file);

// Where the file of read_credentials stands.
Result<std::filesystem::path> credentials_file(const std::string& file);

// The host of an address: "github.com" of https, ssh and user@host:path; "" of files.
std::string host_of(const std::string& source);

// A user name, a password and every token of `access` replaced by ***.
std::string masked(const std::string& text, const Access& access);

// What git's question is answered with: "Username for 'https://host': " or "Password for 'https://user@host': ". ""
// when the host has no token.
std::string answer_to(const std::string& question, const std::map<std::string, Credential>& hosts);

}  // namespace grader::acquire
