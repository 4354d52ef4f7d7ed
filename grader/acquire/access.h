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
  std::filesystem::path file;               // of the credentials, or "systemd:NAME"; empty: none
  std::filesystem::path askpass;            // the program that answers git's questions from the file
  std::map<std::string, Credential> hosts;  // host -> what opens it
  std::string proxy;                        // for https; "": what the environment says
  std::filesystem::path ca;                 // certificates to trust instead of the system's; empty: the system's
};

// Names the file to the helper.
constexpr const char* kCredentialsVariable = "GRADER_CREDENTIALS";

constexpr const char* kSystemd = "systemd:";

// The bytes of a file that only its owner can read, at most 1 MiB; "systemd:NAME" is the credential of that name that
// systemd handed to the service. Fails with kSetup when it is not there or others can read it; no message holds its
// content.
Result<std::string> read_private(const std::string& file, const std::string& doing);

// Reads such a file as JSON, {"HOST": {"user", "token"} or {"key", "known_hosts"}}; paths relative to the file, hosts
// in lower case and without a port. Fails with kSetup also when its content is not as above.
Result<std::map<std::string, Credential>> read_credentials(const std::string& file);

// The same, and it goes on: the hosts of which nothing is wrong; what is wrong with the others is added to `faults`,
// and so is a key that is not there or that others can read, and hosts that ssh is to know and that cannot be read.
std::map<std::string, Credential> read_credentials(const std::string& file, std::vector<Error>& faults);

// The host of an address in lower case: "github.com" of https, ssh and user@host:path; "" of files.
std::string host_of(const std::string& source);

// Every token of `access` replaced by ***, and in addresses all between "://" and the last "@" of the word and each
// value of a query: "https://***@host/x?key=***". "https://***" where it cannot be told which of both an "@" is of.
std::string masked(const std::string& text, const Access& access);

// What git's question is answered with: "Username for 'https://host': " or "Password for 'https://user@host': ". ""
// when the host has no token.
std::string answer_to(const std::string& question, const std::map<std::string, Credential>& hosts);

}  // namespace grader::acquire
