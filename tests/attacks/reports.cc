// P25 to P29: reports that are too large, too deep, forged or not there.
#include "tests/attacks/submission.h"

namespace grader::attacks {
namespace {

// Runs before main, in a program that has the report open as descriptor 3.
const std::string kBeforeMain =
    "#include <unistd.h>\n#include <cstring>\n#include <cstdio>\n#include <fstream>\n"
    "#include <string>\nnamespace { struct Early { Early() {\n";
const std::string kEnd = "} } early; }\n";

void large_report(Trial& trial) {
  const Ran ran = trial.box({.name = "flood_report"}, {"output limit: report"},
                            [](sandbox::Spec& spec) { spec.channel = "nonce"; });
  trial.expect(ran.channel.size() == 50'000, std::to_string(ran.channel.size()) + " bytes are kept");
  const Submission submission(trial, "bank-statement");
  submission.put_before("src/account.cc",
                        kBeforeMain +
                            "static char block[65536]; memset(block, 'x', sizeof block);\n"
                            "for (int i = 0; i < 4800; ++i) if (write(3, block, sizeof block) < 0) break;\n" +
                            kEnd);
  expect_nothing_passes(trial, submission.grade());
}

// No part of grader reads XML; files that look like reports are files like others.
void xml_bombs(Trial& trial) {
  std::string laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x0 \"ha\">\n";
  for (int i = 1; i < 40; ++i)
    laughs +=
        "<!ENTITY x" + std::to_string(i) + " \"&x" + std::to_string(i - 1) + ";&x" + std::to_string(i - 1) + ";\">\n";
  laughs += "<!ENTITY f SYSTEM \"file://" + (trial.canary() / "open.txt").string() +
            "\">]>\n<testsuites>&x39;&f;</testsuites>\n";
  const Submission submission(trial, "task-list");
  for (const char* path : {"report.xml", "junit.xml", "tests/results.xml", "coverage.xml"})
    submission.write(path, laughs);
  submission.append("tasklist/tasks.py",
                    "\nfor _place in ('/out/report.xml', '/tmp/junit.xml', '/out/result.json'):\n"
                    "    open(_place, 'w').write(open('/job/src/report.xml').read())\n");
  expect_untouched(trial, "task-list", submission.grade());
}

void deep_reports(Trial& trial) {
  const Submission submission(trial, "bank-statement");
  submission.put_before("src/account.cc", kBeforeMain +
                                              "const std::string deep = std::string(1000000, '[') + \"\\n\";\n"
                                              "if (write(3, deep.data(), deep.size()) < 0) _exit(1);\n" +
                                              kEnd);
  submission.write("src/deep.h", "// " + std::string(900'000, '{') + "\n" + std::string(100'000, '(') + "\n");
  submission.write("deep.json", std::string(1'000'000, '['));
  expect_nothing_passes(trial, submission.grade());
  for (const std::string& text : {std::string(1'000'000, '['), std::string("{\"exercise\": 5}"), std::string("5")}) {
    const Submission named(trial, "task-list");
    named.write(".grader.json", text);
    named.grade();
  }
}

void forged_report(Trial& trial) {
  const Submission submission(trial, "bank-statement");
  submission.put_before(
      "src/account.cc",
      kBeforeMain +
          "std::ifstream own(\"/proc/self/cmdline\");\nstd::string word, report = \"<testsuites tests=\\\"21\\\" "
          "failures=\\\"0\\\"/>\";\n"
          "while (std::getline(own, word, '\\0')) std::ofstream(word.substr(word.find(':') + 1)) << report;\n"
          "for (const char* path : {\"/out/report.xml\", \"/out/test_detail.xml\", \"/tmp/report.json\", "
          "\"/out/result.json\"})\n"
          "  std::ofstream(path) << report;\nputs(\"[  PASSED  ] 21 tests.\");\nfflush(stdout);\n_exit(0);\n" +
          kEnd);
  expect_nothing_passes(trial, submission.grade());
  const Submission python(trial, "task-list");
  python.put_before("tasklist/tasks.py",
                    "import os, sys\nprint('28 passed in 0.01s')\nsys.stdout.flush()\n"
                    "open('/out/report.xml', 'w').write('<testsuites failures=\"0\"/>')\nos._exit(0)\n");
  expect_nothing_passes(trial, python.grade());
}

void early_exit(Trial& trial) {
  const Submission cpp(trial, "bank-statement");
  cpp.put_before("src/account.cc", kBeforeMain + "_exit(0);\n" + kEnd);
  expect_nothing_passes(trial, cpp.grade());
  for (const std::string line : {"import os\nos._exit(0)\n", "import sys\nsys.exit(0)\n"}) {
    const Submission python(trial, "task-list");
    python.put_before("tasklist/tasks.py", line);
    expect_nothing_passes(trial, python.grade());
  }
}

}  // namespace

std::vector<Row> report_rows() {
  return {
      {.id = "P25",
       .tries = "Writes a report of 300 MiB, from a box and from code that runs before the tests.",
       .must = "output limit: report, kept to the byte; no test is taken for passed",
       .attack = large_report,
       .twin =
           [](Trial& trial) {
             const Ran ran = trial.box({.name = "flood_report", .twin = true}, {"exited 0"},
                                       [](sandbox::Spec& spec) { spec.channel = "n"; });
             trial.expect(ran.channel.size() == 1000, "a short report is not kept whole");
           }},
      {.id = "P26",
       .tries = "Leaves XML with nested and external entities wherever a report could be.",
       .must = "inert: the program reads no XML",
       .attack = xml_bombs,
       .twin = ordinary("task-list", "report.xml", "<testsuites tests=\"1\"/>\n"),
       .slow = true},
      {.id = "P27",
       .tries = "A million nested brackets in the report, in sources and in the file that names the exercise.",
       .must = "malformed, no test is taken for passed; no crash",
       .attack = deep_reports,
       .twin = ordinary("bank-statement", "src/deep.h", "// ((((((((\n"),
       .slow = true},
      {.id = "P28",
       .tries = "Writes a perfect report to every path it can find, says so on its output, and ends with 0.",
       .must = "no test is taken for passed",
       .attack = forged_report,
       .twin = ordinary("task-list", "tasklist/more.py", "\"\"\"Ends nothing.\"\"\"\n"),
       .slow = true},
      {.id = "P29",
       .tries = "Ends with 0 before a test runs: before main in C++, at import in Python.",
       .must = "no test is taken for passed",
       .attack = early_exit,
       .twin = ordinary("bank-statement", "src/early.cc", "namespace { struct Early { Early() {} } early; }\n")},
  };
}

}  // namespace grader::attacks
