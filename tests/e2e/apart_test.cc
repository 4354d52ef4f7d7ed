// Each public and hidden test of Python runs in a process of its own.
#include "tests/e2e/program.h"

namespace grader {
namespace {

struct Apart : testing::Test {
  Folder folder;

  // Of each hidden test `test_NAME` its state, with `work` in place of the package.
  std::map<std::string, std::string> states(const std::string& work, const std::string& tests,
                                            const std::vector<std::string>& names) const {
    const fs::path exercise = folder / "sums";
    fs::copy(fs::path(kSource) / "toolchains/python/skeleton", exercise, fs::copy_options::recursive);
    support::spit(exercise / "tests/hidden/test_hidden.py", tests);
    json described = json::parse(slurp(exercise / "exercise.json"), nullptr, true, true);
    described["id"] = "sums";
    described["limits"]["test_cpu_ms"] = 500;
    described["tests"]["hidden"]["cases"] = json::object();
    for (const std::string& name : names)
      described["tests"]["hidden"]["cases"]["test_hidden.py::" + name] = json::array({"R1"});
    support::spit(exercise / "exercise.json", described.dump());
    const std::string at = (folder / "work").string();
    fs::copy(exercise / "starter", at, fs::copy_options::recursive);
    support::spit(fs::path(at) / "package/__init__.py", work);
    const Shell made = shell("cd '" + at +
                             "' && git init -q -b main && git add -A && git -c user.name=A -c user.email=a@example.org "
                             "commit -qm Begin");
    EXPECT_EQ(made.code, 0) << made.err;
    const Shell ran = grader("grade '" + at + "' --json --exercise '" + exercise.string() + "'");
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::map<std::string, std::string> found;
    const json result = json::parse(ran.out);
    for (const json& group : result["marking"]["groups"]) {
      if (group["name"] != "hidden") continue;
      for (const json& test : group["cases"])
        found[test["id"].get<std::string>().substr(std::string("test_hidden.py::").size())] = test["state"];
    }
    return found;
  }
};

using States = std::map<std::string, std::string>;

TEST_F(Apart, NoTestFindsWhatAnotherLeftInMemory) {
  const std::string work =
      "asked = []\n\n\ndef add(a, b):\n    asked.append(a)\n    return a + b if len(asked) == 1 else 0\n";
  const std::string tests =
      "import unittest\n\nimport pytest\n\nfrom package import add\n\nmade = []\n\n\n"
      "@pytest.fixture(scope=\"session\")\ndef shelf():\n    made.append(1)\n    yield made\n    made.append(2)\n\n\n"
      "@pytest.fixture(scope=\"module\", autouse=True)\ndef table():\n    made.append(3)\n\n\n"
      "def test_one(shelf):\n    assert add(1, 2) == 3 and sorted(shelf) == [1, 3]\n\n\n"
      "def test_two(shelf):\n    assert add(3, 4) == 7 and sorted(shelf) == [1, 3]\n\n\n"
      "class Third(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls):\n        made.append(4)\n\n"
      "    def test_three(self):\n        self.assertEqual(add(5, 6), 11)\n\n"
      "    def test_four(self):\n        self.assertEqual(made.count(4), 1)\n";
  EXPECT_EQ(states(work, tests, {"test_one", "test_two", "Third::test_three", "Third::test_four"}),
            (States{{"test_one", "passed"},
                    {"test_two", "passed"},
                    {"Third::test_three", "passed"},
                    {"Third::test_four", "passed"}}));
}

TEST_F(Apart, ATestThatEndsItsProcessEndsNoOther) {
  const std::string work =
      "import os\nimport sys\n\n\ndef add(a, b):\n    if a == 1:\n        os.abort()\n    if a == 2:\n"
      "        while True:\n            pass\n    if a == 3:\n        os._exit(0)\n    if a == 4:\n"
      "        os.kill(os.getppid(), 9)\n        while True:\n            pass\n    if a == 5:\n        sys.exit(0)\n"
      "    return a + b\n";
  std::string tests = "from package import add\n";
  States expected;
  std::vector<std::string> names;
  for (const char* state : {"passed", "crashed", "timed out", "not reported", "over limit", "failed", "passed"}) {
    const std::string number = std::to_string(names.size());
    names.push_back("test_" + number);
    tests += "\n\ndef " + names.back() + "():\n    assert add(" + number + ", 1) == " + number + " + 1\n";
    expected[names.back()] = state;
  }
  EXPECT_EQ(states(work, tests, names), expected);
}

// A fork has no thread but its own: work that waits for another would wait for ever.
TEST_F(Apart, WhereLoadingStartsAThreadTestsShareAProcess) {
  const std::string work =
      "import queue\nimport threading\n\nasked, answers, total = queue.Queue(), queue.Queue(), []\n\n\n"
      "def serve():\n    while True:\n        total.append(1)\n        answers.put(sum(asked.get()))\n\n\n"
      "threading.Thread(target=serve, daemon=True).start()\n\n\n"
      "def add(a, b):\n    asked.put((a, b))\n    return answers.get()\n";
  const std::string tests =
      "from package import add\n\n\ndef test_one():\n    assert add(1, 2) == 3\n\n\n"
      "def test_two():\n    assert add(3, 4) == 7\n";
  EXPECT_EQ(states(work, tests, {"test_one", "test_two"}), (States{{"test_one", "passed"}, {"test_two", "passed"}}));
}

}  // namespace
}  // namespace grader
