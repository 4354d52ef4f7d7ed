#include <algorithm>

#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

void write_cases(Html& html, const std::string& caption, const GroupResult& group, bool passed) {
  html.raw("<div class=\"cases\">").table(caption, {"Test case", "State", "Message"});
  for (const TestCase& test : group.cases) {
    if ((test.state == TestState::kPassed) != passed) continue;
    html.open("tr").open("th", {{"scope", "row"}}).leaf("code", test.id).close();
    html.leaf("td", name_of(test.state), {{"class", "word"}}).open("td");
    if (!test.message.empty()) html.leaf("pre", test.message);
    html.close().close();
  }
  html.end_table().raw("</div>\n");
}

void write_list(Html& html, const std::vector<std::string>& items) {
  html.open("ul");
  for (const std::string& item : items) html.leaf("li", item);
  html.close();
}

void write_versions(Html& html, const Grading& grading) {
  html.leaf("h3", "Tools and rules").open("dl", {{"class", "rows"}});
  html.row("grader", grading.engine).row("Standard", grading.standard);
  html.row("Rubric", grading.rubric + ", sha256 " + grading.rubric_hash.substr(0, 12));
  if (!grading.exercise_hash.empty()) html.row("Exercise", "sha256 " + grading.exercise_hash.substr(0, 12));
  html.row("Tree", grading.tree);
  for (const auto& [tool, version] : grading.tools) html.row(tool, version);
  html.close();
}

void write_commands(Html& html, const Grading& grading) {
  if (grading.commands.empty()) return;
  html.open("details").leaf("summary", "Commands of the toolchain, with their placeholders");
  html.open("dl", {{"class", "rows"}});
  for (const Invocation& command : grading.commands)
    html.open("div").leaf("dt", command.name).open("dd").leaf("code", command.line).close().close();
  html.close().close();
}

}  // namespace

void write_requirements(Html& html, const View& view) {
  if (view.edition.requirements.empty()) return;
  html.section("requirements", "Requirements");
  html.raw("<div class=\"cases\">")
      .table("Requirements of the exercise and their tests", {"Requirement", "Priority", "State", "Tests passed"});
  for (const RequirementResult& row : view.edition.requirements) {
    html.open("tr", {{"id", requirement_id(row.id)}})
        .open("th", {{"scope", "row"}})
        .leaf("strong", row.id)
        .text(" " + row.text)
        .close();
    html.leaf("td", row.level, {{"data-label", "Priority"}}).leaf("td", name_of(row.state), {{"data-label", "State"}});
    html.leaf("td", std::to_string(row.passed) + " of " + std::to_string(row.tests), {{"data-label", "Tests passed"}});
    html.close();
  }
  html.end_table().raw("</div>\n").close();
}

void write_tests(Html& html, const View& view) {
  if (view.edition.groups.empty()) return;
  html.section("tests", "Tests");
  for (const GroupResult& group : view.edition.groups) {
    const auto passed = std::count_if(group.cases.begin(), group.cases.end(),
                                      [](const TestCase& test) { return test.state == TestState::kPassed; });
    const auto all = static_cast<std::ptrdiff_t>(group.cases.size());
    html.leaf("h3", "Group: " + group.name + ", " + std::to_string(passed) + " of " + std::to_string(all) + " passed");
    if (!group.problem.empty()) html.leaf("p", group.problem);
    if (passed < all) write_cases(html, "Cases that did not pass", group, false);
    if (passed == 0) continue;
    html.open("details").leaf("summary", std::to_string(passed) + " that passed");
    write_cases(html, "Cases that passed", group, true);
    html.close();
  }
  html.close();
}

void write_questions(Html& html, const View& view) {
  if (view.edition.questions.empty()) return;
  html.section("questions", "Questions from this code").open("ol");
  for (const std::string& question : view.edition.questions) {
    html.open("li");
    write_place(html, view, question);
    html.close();
  }
  html.close().close();
}

void write_seen(Html& html, const View& view) {
  if (view.edition.seen.empty()) return;
  html.section("seen", "Knowledge seen in use");
  html.leaf("p", "Use is what the code shows; what is understood of it is for a talk.");
  std::vector<std::string> unseen;
  for (const SeenInUse& row : view.edition.seen) {
    if (row.what.empty()) {
      unseen.push_back(row.id + " " + row.text);
      continue;
    }
    html.open("div", {{"class", "knowledge"}}).open("p").leaf("strong", row.id).text(" " + row.text).close();
    html.leaf("p", "In use: " + row.what);
    if (!row.places.empty()) write_places(html, view, row.places);
    html.close();
  }
  if (!unseen.empty()) {
    html.leaf("h3", "Not seen in this work");
    write_list(html, unseen);
  }
  html.close();
}

void write_signals(Html& html, const View& view) {
  if (view.style.reader != Reader::kTutor || view.grading.signals.empty()) return;
  html.section("signals", "To ask about");
  html.leaf("p",
            "Things in the history that may be worth a question. Each has ordinary reasons; none of them says how the "
            "work came about, and no level depends on them.");
  html.open("ul");
  for (const Signal& signal : view.grading.signals) {
    html.open("li").text(signal.what);
    if (!signal.places.empty()) write_places(html, view, signal.places);
    html.close();
  }
  html.close().close();
}

void write_judged(Html& html, const View& view) {
  const Grading& grading = view.grading;
  html.section("judged", "How this was judged");
  html.leaf("p",
            "Each group of tests ran in a box of its own without a network. Levels follow from the values shown, by "
            "the rules shown; the lower median of a skill's indicators is its level. A person decides.");
  if (grading.test_cpu_ms > 0)
    html.leaf("p", "Limits of a test case: " + std::to_string(grading.test_cpu_ms) + " ms of processor time, " +
                       std::to_string(grading.test_memory_mib) + " MiB of memory.");
  if (grading.assurance == "in-process")
    html.leaf("p",
              "Assurance in-process: code written to attack the test runner itself could forge a result, and such code "
              "shows in the source.");
  write_versions(html, grading);
  write_commands(html, grading);
  if (!grading.skipped.empty()) {
    html.leaf("h3", "Not read").open("ul");
    for (const Skipped& skipped : grading.skipped)
      html.open("li").leaf("code", skipped.path).text(": " + skipped.why).close();
    html.close();
  }
  html.leaf("h3", "Asking for a review");
  html.leaf("p",
            "A level that looks wrong can be looked at again by a person: name the skill and the commit above to the "
            "tutor, and what the evidence leaves out.");
  html.leaf("h3", "Privacy");
  html.leaf("p",
            "This page is one file. It sends and loads nothing. It holds lines and test messages of the submission, so "
            "it is for those who may read the submission.");
  html.close();
}

}  // namespace grader::report
