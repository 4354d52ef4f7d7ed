#pragma once
// One row of the list of attacks, and the trial it is put to: the seven checks that hold for every attack.
//
//   g1  the verdict is one of those listed, and never a failure of ours
//   g2  one second after the end no process and no control group of it is left
//   g3  a tree of files beside the box is as it was, and nothing of its content came out
//   g4  the supervisor ended by itself; it used at most 16 MiB more memory than for an honest program (more when built
//       with AddressSanitizer), and no more descriptors than looking through folders takes
//   g5  it took no longer than its limit and two seconds: these tests run beside others on loaded machines
//   g6  the next honest program gets its ordinary verdict and numbers
//   g7  the result is JSON in valid UTF-8 and smaller than what its reader takes

#include <functional>

#include "sandbox/spec.h"
#include "tests/attacks/watched.h"

namespace grader::attacks {

class Trial;

struct Row {
  std::string id;     // as in "P01"
  std::string tries;  // one sentence
  std::string must;   // what must happen, in words
  std::function<void(Trial&)> attack;
  std::function<void(Trial&)> twin;
  std::string needs_group;  // why it means nothing without a control group; "": it does
  bool slow = false;        // left to the full suite: it takes seconds, and a quicker row tries the same mechanism
};

// The list, by theme.
std::vector<Row> process_rows();
std::vector<Row> resource_rows();
std::vector<Row> other_rows();
std::vector<Row> report_rows();
std::vector<Row> workspace_rows();
std::vector<Row> compiler_rows();
std::vector<Row> network_rows();
std::vector<Row> text_rows();
std::vector<Row> git_rows();
const std::vector<Row>& rows();

// Why a row means nothing in the tier "landlock"; "": it does. `practising`: this run was told to try that tier.
std::string not_for_practice(const std::string& id);
bool practising();

struct Ran {
  sandbox::Report report;
  std::string verdict;  // as in "exited 0", "signalled 11", "output limit: disk", "wall limit, idle"
  std::string out;
  std::string err;
  std::string channel;
  fs::path result;
};

std::string verdict_of(const sandbox::Report& report);

// A program of programs/ in one of its shapes.
struct Program {
  std::string name;
  bool twin = false;
  std::string argument;
};

using Change = std::function<void(sandbox::Spec&)>;

class Trial {
 public:
  Trial();
  ~Trial();
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  // Runs it in the box and holds it to the checks. `options` go to the helper, as {"--pretend-missing", "cgroup"}.
  Ran box(const Program& program, const std::vector<std::string>& verdicts, const Change& change = {},
          const std::vector<std::string>& options = {});
  // Any command in the box, with the job's files.
  Ran command(const std::vector<std::string>& argv, const std::vector<std::string>& verdicts, const Change& change = {},
              const std::vector<std::string>& options = {});
  // Runs `grader` with arguments and holds it to the checks; exit codes as for a verdict.
  Watched program(const std::vector<std::string>& arguments, const std::vector<int>& codes);
  // Starts a program in a box of its own beside the trial; it is there once it said "ready". Ends with the trial, or
  // earlier, with its verdict.
  void start_beside(const Program& program);
  std::string end_beside();

  void expect(bool holds, const std::string& what);
  void may_hold(std::uint64_t kib) { more_kib_ = kib; }  // of a repository that is large: more memory than g4 says
  void skip(const std::string& why) { skipped_ = why; }
  void write_job(const std::string& path, const std::string& bytes) const;

  sandbox::Spec spec(const std::vector<std::string>& argv);
  bool has_group();  // whether this host gives an exact box
  const fs::path& scratch() const { return scratch_.path(); }
  fs::path canary() const { return scratch() / "canary"; }
  const std::string& secret() const { return secret_; }

  const std::vector<std::string>& problems() const { return problems_; }
  const std::set<std::string>& verdicts() const { return verdicts_; }
  const std::string& skipped() const { return skipped_; }
  std::size_t survivors() const { return survivors_; }

 private:
  struct Honest;
  Watched run_helper(const sandbox::Spec& spec, const std::vector<std::string>& options, Ran& ran);
  void check(const Watched& watched, const Honest& honest, std::chrono::milliseconds limit);
  void check_result(const std::string& json);
  void check_secret(const std::string& where, const std::string& bytes);
  void check_next();
  const Honest& honest_helper();
  const Honest& honest_program();
  std::vector<std::string> fingerprint() const;

  support::Folder scratch_;
  std::string secret_;
  std::vector<std::string> problems_;
  std::set<std::string> verdicts_;
  std::string skipped_;
  std::size_t survivors_ = 0;
  std::uint64_t more_kib_ = 0;
  int count_ = 0;
  pid_t beside_ = -1;
  sandbox::Spec beside_spec_;
};

}  // namespace grader::attacks
