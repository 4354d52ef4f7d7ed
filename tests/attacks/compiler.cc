// P35 to P38: attacks on the compiler, in the box in which it runs.
#include "tests/attacks/submission.h"

namespace grader::attacks {
namespace {

void for_a_compiler(sandbox::Spec& spec) {
  spec.limits.memory_bytes = 192U << 20U;
  spec.limits.disk_bytes = 32U << 20U;
  spec.limits.file_bytes = 32U << 20U;
  spec.limits.cpu_ms = 4'000;
}

Ran compile(Trial& trial, const std::string& source, const std::vector<std::string>& verdicts) {
  trial.write_job("src/a.cc", source);
  return trial.command({"/usr/bin/g++", "-std=c++20", "-O0", "-c", "/job/src/a.cc", "-o", "/out/a.o"}, verdicts,
                       for_a_compiler);
}

std::function<void(Trial&)> compiles(const std::string& source) {
  return [source](Trial& trial) { compile(trial, source, {"exited 0"}); };
}

// Without a control group the compiler is refused memory and says so itself.
std::vector<std::string> over(Trial& trial, const std::vector<std::string>& verdicts) {
  std::vector<std::string> all = verdicts;
  if (!trial.has_group()) all.insert(all.end(), {"exited 1", "exited 4"});
  return all;
}

void endless_include(Trial& trial) {
  compile(trial, "#include \"/dev/zero\"\n", over(trial, {"memory limit"}));
}

void explosions(Trial& trial) {
  std::string macros = "#define A0 int x;\n";
  for (int i = 1; i <= 40; ++i)
    macros += "#define A" + std::to_string(i) + " A" + std::to_string(i - 1) + " A" + std::to_string(i - 1) + "\n";
  compile(trial, macros + "A40\n", over(trial, {"memory limit", "cpu limit"}));
  compile(trial,
          "template <int A, int B> struct X { static constexpr long v = X<A - 1, B>::v + X<A, B - 1>::v; };\n"
          "template <int A> struct X<A, 0> { static constexpr long v = 1; };\n"
          "template <int B> struct X<0, B> { static constexpr long v = 1; };\n"
          "template <> struct X<0, 0> { static constexpr long v = 1; };\nlong y = X<850, 850>::v;\n",
          over(trial, {"memory limit", "cpu limit", "exited 1"}));
  compile(trial,
          "#pragma GCC optimize(\"constexpr-loop-limit=2000000000\")\nconstexpr long f() { long s = 0;\n"
          "for (int i = 0; i < 200000; ++i) for (int k = 0; k < 200000; ++k) s += i ^ k; return s; }\n"
          "constexpr long y = f();\n",
          over(trial, {"memory limit", "cpu limit", "exited 1"}));
}

// The assembler meets the limit and the compiler above it tidies up and says so in its own exit code; nothing of the
// file is left. Where the disk is seen full, that is the verdict.
void huge_objects(Trial& trial) {
  for (const char* source : {"int x[1 << 28] = {1};\n", "asm(\".data\\n.fill 2000000000\\n\");\n"}) {
    const Ran ran =
        compile(trial, source, {"output limit: disk", "output limit: file", "memory limit", "exited 1", "exited 4"});
    trial.expect(ran.report.end != sandbox::End::kExited || ran.err.find("File size limit exceeded") < ran.err.size() ||
                     ran.err.find("No space left") < ran.err.size(),
                 "no limit stopped it: " + ran.err.substr(0, 300));
  }
}

void included(Trial& trial) {
  const std::string canary = trial.canary() / "open.txt";
  for (const std::string& path : {canary, std::string("/etc/shadow"), std::string("/job/tests/hidden_test.cc")}) {
    compile(trial, "#include \"" + path + "\"\n", {"exited 1"});
    compile(trial, "asm(\".incbin \\\"" + path + "\\\"\");\n", {"exited 1"});
  }
  const Submission cpp(trial, "bank-statement");
  cpp.put_before("src/account.cc",
                 "#if __has_include(\"/job/tests/hidden_test.cc\") || __has_include(\"../../tests/hidden_test.cc\") || "
                 "__has_include(\"/job/tests/public_test.cc\")\n#error the tests are here\n#endif\n");
  expect_untouched(trial, "bank-statement", cpp.grade());
}

}  // namespace

std::vector<Row> compiler_rows() {
  return {
      {.id = "P35",
       .tries = "Includes a file without an end.",
       .must = "memory limit",
       .attack = endless_include,
       .twin = compiles("#include <vector>\nstd::vector<int> x;\n")},
      {.id = "P36",
       .tries = "Macros of 2^40 words, templates of 850 by 850, a constexpr loop of 4 * 10^10 turns.",
       .must = "memory limit, cpu limit or the compiler's own error",
       .attack = explosions,
       .twin = compiles("#define WORD int\ntemplate <int A> struct X { static constexpr int v = X<A - 1>::v; };\n"
                        "template <> struct X<0> { static constexpr int v = 1; };\nWORD x = X<9>::v;\n"),
       .slow = true},
      {.id = "P37",
       .tries = "Object files of 1 GiB and 2 GB.",
       .must = "output limit, or the compiler's own error when it is only the assembler that meets it",
       .attack = huge_objects,
       .twin = compiles("int x[1 << 10] = {1};\n")},
      {.id = "P38",
       .tries = "Includes hidden tests and files of the host into what is compiled.",
       .must = "they are not there",
       .attack = included,
       .twin = compiles("asm(\".incbin \\\"/job/src/a.cc\\\"\");\n")},
  };
}

}  // namespace grader::attacks
