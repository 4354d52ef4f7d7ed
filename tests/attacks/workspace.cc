// P30 to P34: files of the submission that try to stand in for the tests, the runner or the tools.
#include "tests/attacks/submission.h"

namespace grader::attacks {
namespace {

// A file on the host that must never appear: every script of an attack tries to make it.
fs::path mark(const Trial& trial) {
  return trial.scratch() / "executed";
}

void expect_no_mark(Trial& trial) {
  trial.expect(!fs::exists(mark(trial)), "something was executed outside the box");
}

void rewrites(Trial& trial) {
  const Submission python(trial, "task-list");
  python.append(
      "tasklist/tasks.py",
      "\nimport os as _os, shutil as _shutil\nfor _top in ('/job/tests', '/job/toolchain', '/job/src', "
      "'/usr/lib/python3'):\n"
      "    for _folder, _folders, _files in _os.walk(_top):\n        for _file in _files[:50]:\n            try:\n"
      "                open(_os.path.join(_folder, _file), 'w').write('')\n            except OSError:\n               "
      " pass\n"
      "            try:\n                _os.unlink(_os.path.join(_folder, _file))\n            except OSError:\n      "
      "          pass\n");
  expect_untouched(trial, "task-list", python.grade());
  const Submission cpp(trial, "bank-statement");
  cpp.put_before("Makefile",
                 "all: statement\n\trm -rf /job/* ../tests ../toolchain /usr/include/gtest; rm -rf tests; true\n\n");
  cpp.write("tests/public/public_test.cc", "#include <gtest/gtest.h>\nTEST(PublicAccount, StartsAtZero) {}\n");
  cpp.write("tests/hidden/hidden_test.cc", "#include <gtest/gtest.h>\nTEST(Deposits, AddUp) {}\n");
  expect_untouched(trial, "bank-statement", cpp.grade());
}

void python_runner(Trial& trial) {
  const std::string pass = "try:\n    open('" + mark(trial).string() + "', 'w').close()\nexcept OSError:\n    pass\n";
  const Submission python(trial, "task-list");
  const std::string all_pass = pass +
                               "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n"
                               "def pytest_collection_modifyitems(items):\n    items.clear()\n";
  for (const char* path : {"conftest.py", "tests/conftest.py", "tests/public/conftest.py", "tests/hidden/conftest.py"})
    python.write(path, all_pass);
  python.write("pytest.ini", "[pytest]\naddopts = --collect-only\npython_files = nothing.py\n");
  python.write("setup.cfg", "[tool:pytest]\naddopts = --collect-only\n");
  python.write("tox.ini", "[pytest]\naddopts = --collect-only\n");
  python.write("pyproject.toml", "[tool.pytest.ini_options]\naddopts = '--collect-only'\n");
  for (const char* module : {"pytest", "_pytest", "unittest", "json", "coverage", "runner"})
    python.write(std::string(module) + "/__init__.py", pass + "def main(*a, **k):\n    return 0\n");
  for (const char* path : {"sitecustomize.py", "usercustomize.py", "json.py", "random.py"}) python.write(path, pass);
  python.write("evil.pth", "import os; open('" + mark(trial).string() + "', 'w')\n");
  python.write(".env", "PYTHONPATH=/job/src\nPYTHONSTARTUP=/job/src/sitecustomize.py\nPYTEST_ADDOPTS=--collect-only\n");
  expect_untouched(trial, "task-list", python.grade());
  expect_no_mark(trial);
}

void javascript(Trial& trial) {
  const std::string touch = "touch '" + mark(trial).string() + "'";
  const auto fill = [&](const Submission& submission) {
    submission.write(".npmrc", "script-shell=/job/src/sh\nnode-options=--require ./evil.js\nignore-scripts=false\n");
    submission.write(
        "package.json",
        json({{"name", "x"},
              {"scripts", {{"preinstall", touch}, {"pretest", touch}, {"test", touch}, {"posttest", touch}}}})
            .dump());
    submission.write("jest.config.js", "require('child_process').execSync(\"" + touch + "\"); module.exports = {};\n");
    submission.write("evil.js", "require('child_process').execSync(\"" + touch + "\");\n");
    submission.write("node_modules/.bin/jest", "#!/bin/sh\n" + touch + "\n");
    fs::permissions(submission.root() / "node_modules/.bin/jest", fs::perms(0755));
  };
  const Submission python(trial, "task-list");
  fill(python);
  expect_untouched(trial, "task-list", python.grade());
  // Nothing but JavaScript: no toolchain fits, which is said before anything runs.
  const Submission alone(trial, "task-list");
  alone.git("rm -q -r .");
  fill(alone);
  alone.write("index.test.js", "test('x', () => {});\n");
  alone.commit();
  trial.program({"grade", alone.root(), "--json"}, {0, 2});
  expect_no_mark(trial);
}

void cmake(Trial& trial) {
  const std::string touch = "touch '" + mark(trial).string() + "'";
  const Submission cpp(trial, "bank-statement");
  cpp.write("CMakeLists.txt",
            "cmake_minimum_required(VERSION 3.20)\nexecute_process(COMMAND sh -c \"" + touch +
                "\")\nproject(x)\n"
                "set(CMAKE_CXX_COMPILER_LAUNCHER \"/bin/true\")\nenable_testing()\nadd_test(Deposits.AddUp true)\n");
  cpp.write("CMakePresets.json",
            R"({"version": 3, "configurePresets": [{"name": "default", "toolchainFile": "evil.cmake"}]})");
  cpp.write("evil.cmake", "execute_process(COMMAND sh -c \"" + touch + "\")\n");
  cpp.write("CTestTestfile.cmake", "add_test(Deposits.AddUp \"/bin/true\")\n");
  cpp.put_before("Makefile", "$(shell " + touch + ")\n");
  expect_untouched(trial, "bank-statement", cpp.grade());
  expect_no_mark(trial);
}

void own_tools(Trial& trial) {
  const std::string script = "#!/bin/sh\ntouch '" + mark(trial).string() + "'\nexit 0\n";
  const std::vector<std::string> names = {"g++",     "gcov", "make", "cppcheck", "clang-format-19",
                                          "python3", "sh",   "cp",   "git"};
  for (const std::string exercise : {"bank-statement", "task-list"}) {
    const Submission submission(trial, exercise);
    for (const std::string folder : {"", "bin/", "src/"}) {
      for (const std::string& name : names) {
        submission.write(folder + name, script);
        fs::permissions(submission.root() / (folder + name), fs::perms(0755));
      }
    }
    submission.write("libevil.so", "not a library\n");
    for (const char* path : {".env", ".bashrc", ".profile", "env", ".clang-format", ".flake8", "specs"})
      submission.write(path,
                       "LD_PRELOAD=/job/src/libevil.so\nLD_LIBRARY_PATH=/job/"
                       "src\nGTEST_FILTER=Nothing.*\nGTEST_TOTAL_SHARDS=1000\nPATH=/job/src\n");
    expect_untouched(trial, exercise, submission.grade());
  }
  expect_no_mark(trial);
}

}  // namespace

std::vector<Row> workspace_rows() {
  return {
      {.id = "P30",
       .tries = "Deletes and rewrites tests, build files and tools; ships tests of the same names.",
       .must = "the verdict of the work as if untouched",
       .attack = rewrites,
       .twin = ordinary("bank-statement", "tests/more_test.cc", "#include <gtest/gtest.h>\nTEST(More, Passes) {}\n"),
       .slow = true},
      {.id = "P31",
       .tries = "conftest.py, pytest.ini and others, packages named as pytest's, sitecustomize, .pth, .env.",
       .must = "ignored",
       .attack = python_runner,
       .twin = ordinary("task-list", "tests/conftest.py",
                        "import pytest\n\n\n@pytest.fixture\ndef day():\n    return 1\n")},
      {.id = "P32",
       .tries = "npm and jest files that run programs. There is no JavaScript toolchain here.",
       .must = "ignored, nothing executed",
       .attack = javascript,
       .twin = ordinary("task-list", "package.json", "{\"name\": \"site\", \"version\": \"1.0.0\"}\n"),
       .slow = true},
      {.id = "P33",
       .tries = "CMake files that run programs and name tests of their own; a Makefile that runs programs.",
       .must = "CMake's are not read, make runs in the box",
       .attack = cmake,
       .twin = ordinary("bank-statement", "CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(x CXX)\n")},
      {.id = "P34",
       .tries = "Ships compilers, shells and files that set LD_PRELOAD, PATH and GTEST_FILTER.",
       .must = "not used",
       .attack = own_tools,
       .twin = ordinary("task-list", "bin/start", "#!/bin/sh\nexec python3 -m tasklist\n"),
       .slow = true},
  };
}

}  // namespace grader::attacks
