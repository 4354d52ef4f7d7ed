#pragma once
// A PostgreSQL server of a test program's own: in a temporary folder, reached over a socket in it, gone with the
// program also when that is killed.

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/shell.h"

namespace grader::support {

class Postgresql {
 public:
  static bool installed() { return std::filesystem::exists(std::string(kPrograms) + "/initdb"); }
  // Started by the first call. Null: it does not start; problem() says why.
  static const Postgresql* shared() {
    static const std::unique_ptr<Postgresql> kServer = start();
    return kServer.get();
  }
  static std::string& problem() {
    static std::string text;
    return text;
  }

  ~Postgresql() {
    if (server_ <= 0) return;
    ::kill(server_, SIGQUIT);  // at once; nothing of it is needed again
    ::waitpid(server_, nullptr, 0);
  }
  Postgresql(const Postgresql&) = delete;
  Postgresql& operator=(const Postgresql&) = delete;

  // What libpq connects with.
  std::string connection() const { return "host=" + folder_.path().string() + " user=grader dbname=postgres"; }

 private:
  static constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin";

  Postgresql() = default;

  static std::unique_ptr<Postgresql> start() {
    std::unique_ptr<Postgresql> server(new Postgresql);
    const passwd* user = account();
    if (user != nullptr && ::chown(server->folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
      problem() = "its folder cannot be given to " + std::string(user->pw_name);
      return nullptr;
    }
    std::filesystem::permissions(server->folder_.path(), std::filesystem::perms::owner_all);
    const std::string data = server->folder_ / "data";
    const pid_t made = server->spawn({"initdb", "--pgdata=" + data, "--username=grader", "--auth=trust", "--no-sync",
                                      "--encoding=UTF8", "--locale=C"});
    int status = -1;
    ::waitpid(made, &status, 0);
    if (status != 0) {
      problem() = "initdb failed: " + slurp(server->folder_ / "log");
      return nullptr;
    }
    server->server_ = server->spawn({"postgres", "-D", data, "-k", server->folder_.path().string(), "-c",
                                     "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"});
    while (slurp(server->folder_ / "log").find("ready to accept connections") == std::string::npos) {
      if (::waitpid(server->server_, nullptr, WNOHANG) != 0) {
        server->server_ = -1;
        problem() = "postgres ended: " + slurp(server->folder_ / "log");
        return nullptr;
      }
      ::usleep(10'000);
    }
    return server;
  }

  // Whom to become: PostgreSQL refuses root. Null: it may stay.
  static const passwd* account() {
    if (::getuid() != 0) return nullptr;
    const passwd* user = ::getpwnam("postgres");
    return user != nullptr ? user : ::getpwnam("nobody");
  }

  // Its output is added to the log.
  pid_t spawn(std::vector<std::string> words) const {
    words[0] = std::string(kPrograms) + "/" + words[0];
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const passwd* user = account();
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) std::abort();
    if (child != 0) return child;
    const std::string log = folder_ / "log";
    if (user != nullptr &&
        (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) {
      ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // after setuid, which clears it
    if (::getppid() != parent) ::_exit(126);
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, 1);
    ::dup2(file, 2);
    if (::chdir(folder_.path().c_str()) != 0) ::_exit(126);
    ::setenv("LC_ALL", "C", 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }

  Folder folder_;
  pid_t server_ = -1;  // -1: it does not run
};

}  // namespace grader::support
