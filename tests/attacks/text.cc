// P44 and P45: text of the learner's that would steer a terminal or a browser.
#include "tests/attacks/browser.h"
#include "tests/attacks/submission.h"

namespace grader::attacks {
namespace {

const std::string kFormats = "json,html,markdown,junit,sarif,portfolio";

// In names of files, tests and people, in messages and in what the program prints.
Submission hostile(Trial& trial, const std::string& in_python, const std::vector<std::string>& names) {
  Submission submission(trial, "task-list");
  for (const std::string& name : names) submission.write("tasklist/" + name + ".py", "import os\n");
  submission.write("tests/test_odd.py", "import pytest\n\nODD = [" + in_python +
                                            "]\n\n\n@pytest.mark.parametrize('odd', ODD, ids=ODD)\n"
                                            "def test_odd(odd):\n    print(odd)\n    assert False, odd\n");
  submission.put_before("tasklist/__main__.py",
                        "for _odd in [" + in_python + "]:\n    print(_odd.encode('utf-8', 'replace'))\n");
  return submission;
}

// Every report and both screens, the screens as a terminal gets them.
std::string everything_said(Trial& trial, const Submission& submission) {
  const fs::path out = trial.scratch() / "reports";
  submission.graded(submission.root(), {"--out", out, "--format", kFormats});
  std::string said;
  for (const auto& entry : fs::directory_iterator(out)) said += support::slurp(entry.path());
  const std::string grader = "HOME='" + trial.scratch().string() + "' " GRADER_BINARY_DIR "/grader ";
  for (const std::string command : {"check", "grade --reveal"}) {
    const auto screen = support::shell("script -qec \"" + grader + command + " '" + submission.root().string() +
                                       "'\" /dev/null < /dev/null");
    trial.expect(screen.code == 0 && screen.out.size() > 500, command + " on a terminal: " + screen.out + screen.err);
    said += screen.out;
  }
  return said;
}

void terminal(Trial& trial) {
  const Submission submission =
      hostile(trial, "'\\x1b]52;c;QUJD\\x07', '\\x1b[35;7mred', 'a\\u202eb', 'c\\x00d', 'e\\x9bf'",
              {"g\u202eh", "i\x1b]0;j\x07k", "l\xffm"});
  submission.git("add -A -f");
  submission.git(
      "commit -q -m \"$(printf 'n\\033]0;o\\007p')\" --author=\"$(printf 'Q\\033[35;7mr <q@example.org>')\"");
  const std::string said = everything_said(trial, submission);
  for (const std::string raw : {"\x1b]", "\x1b[35;7m", "\u202e", "\x07", "\u009b", "\xff"})
    trial.expect(said.find(raw) == std::string::npos,
                 "raw bytes are shown: " + json(raw).dump(-1, ' ', true, json::error_handler_t::replace));
  trial.expect(said.find('\0') == std::string::npos, "a zero byte is shown");
}

void plain_text(Trial& trial) {
  const Submission submission = hostile(trial, "'caf\\u00e9'", {"stra\u00dfe"});
  submission.commit();
  const std::string said = everything_said(trial, submission);
  trial.expect(said.find("stra\u00dfe") != std::string::npos || said.find("straße") != std::string::npos,
               "an ordinary name is not shown");
}

void browser(Trial& trial) {
  const std::string fire = "document.documentElement.dataset.fired=1";
  const Submission submission =
      hostile(trial,
              "'<script>" + fire + "</script>', '\"><img src=x onerror=" + fire + ">', '</title></style><script>" +
                  fire + "</script>', 'javascript:" + fire + "'",
              {"\"><img src=x onerror=" + fire + ">", "'-->]]><svg onload=" + fire + ">", "javascript:" + fire});
  submission.git("add -A -f");
  submission.git("commit -q -m '<script>" + fire + "</script>' --author='b&gt;\" onmouseover=\"" + fire +
                 " <q@example.org>'");
  const fs::path out = trial.scratch() / "reports";
  submission.graded(submission.root(), {"--out", out, "--format", kFormats});
  const std::string page = support::slurp(out / "report.html");
  trial.expect(page.find(fire) != std::string::npos, "the report does not show the names at all");
  for (const std::string& raw : std::vector<std::string>{"<script>" + fire, "<img src=x", "<svg onload",
                                                         "\" onmouseover=\"" + fire, "href=\"javascript:"})
    trial.expect(page.find(raw) == std::string::npos, "the report holds " + raw);
  if (has_browser()) trial.expect(!fires(out / "report.html", trial.scratch()), "the browser ran it");
}

}  // namespace

std::vector<Row> text_rows() {
  return {
      {.id = "P44",
       .tries = "Escape sequences, bidirectional overrides, zero bytes and invalid UTF-8 in names, messages, output "
                "and authors.",
       .must = "escaped in every report and on a terminal",
       .attack = terminal,
       .twin = plain_text},
      {.id = "P45",
       .tries = "Markup and scripts in names of files and tests, in messages and in authors.",
       .must = "text in the HTML report; a browser runs none of it",
       .attack = browser,
       .twin = ordinary("task-list", "tests/test_more.py",
                        "import pytest\n\n\n@pytest.mark.parametrize('x', ['a & b'], ids=['a & b'])\ndef "
                        "test_more(x):\n    assert x\n")},
  };
}

}  // namespace grader::attacks
