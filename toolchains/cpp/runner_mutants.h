// Judges mutants that are compiled into the suite (mutants.h): which test fails while which one is active.
//
// Each test runs alone in a process forked from this one; of a mutant that was reached before any test began (by a
// static initialiser) in a process started afresh, with the mutant active from its first instruction on. What a test
// leaves where it may write (the working folder, $TMPDIR and /dev/shm) is removed after it, whatever it did to the
// rights and times of these folders; where that cannot be done, nothing further is judged. A test that failed under a
// mutant is run again with nothing changed (runner_credits.h): if it fails then, too, it judges nothing.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>

#include <cstdint>
#include <map>
#include <new>

#include "runner_credits.h"
#include "runner_known.h"
#include "runner_leftovers.h"
#include "runner_process.h"

namespace {

constexpr std::size_t kMostMutants = 16'383;
constexpr std::uint64_t kStepFactor = 10;
constexpr std::uint64_t kStepsMore = 1'000;
constexpr int kSpent = 113;       // the exit code of a process without steps left
constexpr int kNotStarted = 112;  // of one that could not be started afresh
constexpr const char* kAfresh =
    "mutant";  // suite TEST_CPU_MS TEST_MEMORY_MIB mutant NUMBER STEPS ID: one test, told on 3

struct Trace {
  std::uint64_t steps = 0;
  unsigned char reached[kMostMutants + 1] = {};
};

// Set before the first static initialiser runs.
constinit Trace own_trace;
constinit struct {
  Trace* trace = &own_trace;
  std::uint64_t most_steps = UINT64_MAX;
  int active = 0;
} guard;

void activate_early(int argc, char** argv, char**) {
  if (argc != 7 || std::strcmp(argv[3], kAfresh) != 0) return;
  guard.active = std::atoi(argv[4]);
  guard.most_steps = std::strtoull(argv[5], nullptr, 10);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const activate_first)(int, char**, char**) = activate_early;

}  // namespace

extern "C" bool grader_mutant_active(int number) noexcept {
  Trace& trace = *guard.trace;
  const std::uint64_t steps = __atomic_load_n(&trace.steps, __ATOMIC_RELAXED) + 1;
  __atomic_store_n(&trace.steps, steps, __ATOMIC_RELAXED);
  if (steps > guard.most_steps) _exit(kSpent);
  __atomic_store_n(&trace.reached[static_cast<unsigned>(number) & kMostMutants], 1, __ATOMIC_RELAXED);
  return number == guard.active;
}

namespace {

struct Subject {
  const Test* test = nullptr;
  std::string state;
  std::string again;
  std::uint64_t steps = 0;
  std::vector<unsigned char> reached;
  Credits credits;
  bool killed_afresh = false;  // a mutant that is reached before any test

  bool judges() const { return state == "passed" && again == "passed"; }
};

// Of one mutant.
struct Verdict {
  Subject* by = nullptr;  // null: nobody noticed it
  const char* how = nullptr;
  bool covered = false;
};

// How a test killed; null when it did not.
const char* way_of(const Ended& ended) {
  if (ended.state == "passed" || ended.state == "skipped") return nullptr;
  if (ended.state == "failed" && !ended.threw) return "assertion";
  if (ended.state == "timed out") return "time";
  return ended.state == "not reported" && ended.code == kSpent ? "steps" : "crash";
}

[[noreturn]] void give_up(const std::string& why) {
  emit(",\"event\":\"problem\",\"message\":" + json_text(why));
  _exit(1);
}

class Judge {
 public:
  // Numbers up to `count` are of mutants, the `functions` after those of functions that tell when they are entered.
  Judge(std::vector<Test> tests, Limits limits, std::size_t count, std::size_t functions, const char* program)
      : tests_(std::move(tests)),
        limits_(limits),
        count_(count),
        functions_(functions),
        program_(program),
        early_(own_trace),
        leftovers_(program),
        verdicts_(count + 1) {
    void* const shared = mmap(nullptr, sizeof(Trace), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) give_up("no memory to be shared is left to this box");
    trace_ = new (shared) Trace;
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0) give_up("/dev/null is not there");
    close(null);
  }

  void run() {
    for (std::size_t number = 1; number <= count_; ++number)
      if (decoys[number] != 0) secret_ = Credits::hashed(secret_, number);
    collect();
    measure();
    for (std::size_t number = 1; number <= count_; ++number) {
      if (decoys[number] != 0) try_decoy(number);
    }
    for (std::size_t number = 1; number <= count_; ++number) verdicts_[number] = judge(number);
    do run_all_due();
    while (judge_again());
    for (std::size_t number = 1; number <= count_; ++number) tell(number);
    say("done");
  }

 private:
  void collect() {
    std::map<std::string, std::size_t> times;
    for (const Test& test : tests_) ++times[test.id];
    for (const Test& test : tests_) {
      if (times[test.id] == 0) continue;
      say("collected", test.id);
      Subject subject;
      subject.test = &test;
      subject.reached.resize(count_ + 1);
      if (times[test.id] > 1) subject.state = subject.again = "duplicate";
      subjects_.push_back(std::move(subject));
      times[test.id] = 0;
    }
  }

  // Where some mutants need processes started afresh, the second run shows that the tests pass in these as well.
  void measure() {
    std::vector<Subject*> order;
    for (Subject& subject : subjects_) {
      if (subject.state.empty()) order.push_back(&subject);
    }
    for (Subject* subject : order) subject->state = trace(*subject, false);
    const bool afresh = std::any_of(early_.reached, early_.reached + count_ + 1, [](auto byte) { return byte != 0; });
    for (const std::size_t place : in_another_order(order.size())) order[place]->again = trace(*order[place], afresh);
    for (Subject& subject : subjects_) {
      emit(",\"event\":\"baseline\",\"id\":" + json_text(subject.test->id) + ",\"state\":\"" + subject.state +
           "\",\"again\":\"" + subject.again + "\",\"steps\":" + std::to_string(subject.steps));
      if (subject.judges()) judges_.push_back(&subject);
    }
    std::sort(judges_.begin(), judges_.end(), [](const Subject* a, const Subject* b) {
      return a->steps != b->steps ? a->steps < b->steps : a->test->id < b->test->id;
    });
  }

  std::string trace(Subject& subject, bool afresh) {
    new (trace_) Trace;
    const Ended ended = attempt(subject, 0, UINT64_MAX, afresh, trace_);
    subject.steps = std::max(subject.steps, trace_->steps);
    for (std::size_t number = 1; number <= count_; ++number) subject.reached[number] |= trace_->reached[number];
    return ended.state;
  }

  bool covers(const Subject& subject, std::size_t number) const {
    return early_.reached[number] != 0 || subject.reached[number] != 0;
  }

  std::uint64_t most_steps(const Subject& subject, bool afresh) const {
    const std::uint64_t steps = subject.steps + (afresh ? early_.steps : 0);
    return std::min(steps, UINT64_MAX / kStepFactor - kStepsMore) * kStepFactor + kStepsMore;
  }

  Ended under(const Subject& subject, std::size_t number) {
    return under(subject, number, early_.reached[number] != 0);
  }

  Ended under(const Subject& subject, std::size_t number, bool afresh) {
    new (trace_) Trace;
    return attempt(subject, static_cast<int>(number), most_steps(subject, afresh), afresh, trace_);
  }

  // How a test kills a mutant, which may be known; null when it does not.
  const char* try_mutant(Subject& subject, std::size_t number) {
    const std::string& id = subject.test->id;
    if (early_.reached[number] != 0) return credited(subject, number, way_of(under(subject, number)));
    if (const Try* known = known_.find(number, id, most_steps(subject, false)))
      return known->killed ? "assertion" : nullptr;
    const char* const way = credited(subject, number, way_of(under(subject, number)));
    const bool killed = way != nullptr;
    if (!known_.telling() || (killed && std::strcmp(way, "assertion") != 0)) return way;
    std::vector<std::size_t> entered;
    for (std::size_t function = 1; function <= functions_; ++function) {
      if (early_.reached[count_ + function] != 0 || trace_->reached[count_ + function] != 0)
        entered.push_back(function);
    }
    known_.tell(number, id, {.steps = trace_->steps, .killed = killed}, entered);
    return way;
  }

  void try_decoy(std::size_t number) {
    const std::vector<Subject*> tests = judges_;
    for (Subject* subject : tests) {
      if (covers(*subject, number) && way_of(under(*subject, number)) != nullptr) make_void(*subject, number);
    }
  }

  void make_void(const Subject& subject, std::size_t number) {
    emit(",\"event\":\"void\",\"id\":" + json_text(subject.test->id) + ",\"mutant\":" + std::to_string(number));
    std::erase(judges_, &subject);
  }

  const char* credited(Subject& subject, std::size_t number, const char* way) const {
    if (way == nullptr) return way;
    subject.killed_afresh |= early_.reached[number] != 0;
    subject.credits.credit(number, secret_);
    return way;
  }

  // Runs a test that is due with nothing changed, as the mutants were that it noticed; false when it is void.
  bool passes_unchanged(Subject& subject) {
    const std::size_t noticed = subject.credits.take();
    std::size_t number = 0;
    for (std::size_t other = count_; other > 0; --other) {
      if (decoys[other] != 0 && subject.reached[other] != 0) number = other;
    }
    if (way_of(under(subject, number, subject.killed_afresh)) == nullptr) return true;
    make_void(subject, noticed);
    return false;
  }

  void run_all_due() {
    std::vector<Subject*> due;
    std::copy_if(judges_.begin(), judges_.end(), std::back_inserter(due),
                 [](const Subject* subject) { return subject->credits.waits(); });
    for (Subject* subject : due) passes_unchanged(*subject);
  }

  bool is_judge(const Subject* subject) const {
    return std::find(judges_.begin(), judges_.end(), subject) != judges_.end();
  }

  // What void tests had noticed; false when there is nothing of that kind.
  bool judge_again() {
    std::vector<std::size_t> numbers;
    for (std::size_t number = 1; number <= count_; ++number) {
      if (verdicts_[number].by != nullptr && !is_judge(verdicts_[number].by)) numbers.push_back(number);
    }
    for (const std::size_t number : numbers) verdicts_[number] = judge(number);
    return !numbers.empty();
  }

  Verdict judge(std::size_t number) {
    Verdict verdict;
    const std::vector<Subject*> tests = judges_;
    for (Subject* subject : tests) {
      if (!covers(*subject, number)) continue;
      if (decoys[number] != 0) return {.covered = true};
      if (subject->credits.is_due() && !passes_unchanged(*subject)) continue;
      verdict.covered = true;
      verdict.how = try_mutant(*subject, number);
      if (verdict.how == nullptr) continue;
      verdict.by = subject;
      break;
    }
    return verdict;
  }

  void tell(std::size_t number) const {
    const auto& [by, how, covered] = verdicts_[number];
    const std::string event = ",\"event\":\"mutant\",\"mutant\":" + std::to_string(number) + ",\"state\":";
    if (by == nullptr) return emit(event + (covered ? "\"survived\"" : "\"not covered\""));
    emit(event + "\"killed\",\"by\":" + json_text(by->test->id) + ",\"how\":\"" + how + "\"");
  }

  // Runs one test while a mutant (0: none) is active.
  Ended attempt(const Subject& subject, int active, std::uint64_t most_steps, bool afresh, Trace* trace) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) give_up("no more descriptors are left to this box");
    const pid_t child = fork();
    if (child < 0) give_up("no more processes are left to this box");
    if (child == 0) {
      leave(limits_);
      known_.forget();
      for (Subject& other : subjects_) other.credits = {};
      secret_ = 0;
      if (afresh) start_afresh(ends[1], active, most_steps, subject.test->id);
      close(ends[0]);
      guard = {.trace = trace, .most_steps = most_steps, .active = active};
      trace->steps = 0;
      run_one(*subject.test, ends[1]);
    }
    close(ends[1]);
    Ended ended = watch(child, ends[0], limits_.cpu_ms);
    close(ends[0]);
    if (!leftovers_.remove()) give_up("what a test left behind could not be removed");
    if (afresh && ended.code == kNotStarted) give_up("the suite could not be started a second time");
    return ended;
  }

  [[noreturn]] void start_afresh(int pipe, int active, std::uint64_t most_steps, const std::string& id) const {
    const std::string words[] = {program_, std::to_string(limits_.cpu_ms), std::to_string(limits_.memory_mib),
                                 kAfresh,  std::to_string(active),         std::to_string(most_steps),
                                 id};
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    if (dup2(pipe, kReport) >= 0) {
      execv("/proc/self/exe", arguments.data());
      execv(program_.c_str(), arguments.data());
    }
    _exit(kNotStarted);
  }

  const std::vector<Test> tests_;
  const Limits limits_;
  const std::size_t count_;
  const std::size_t functions_;
  const std::string program_;
  const Trace early_;  // of what runs before any test
  Leftovers leftovers_;
  std::uint64_t secret_ = 0xcbf29ce484222325U;  // from the decoys
  Trace* trace_;                                // shared with the test in hand
  std::vector<Subject> subjects_;
  std::vector<Subject*> judges_;   // cheapest first
  std::vector<Verdict> verdicts_;  // by number
  KnownTries known_;
};

// The process that start_afresh() makes. A test that is not there any more ends it without a word.
int run_afresh(const std::vector<Test>& tests, const std::string& id) {
  for (const Test& test : tests) {
    if (test.id == id) run_one(test, kReport);
  }
  return 1;
}

}  // namespace
