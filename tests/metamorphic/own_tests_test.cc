// The same of S5 as a whole, of source that is really edited: see metamorphic_test.cc.
#include "tests/metamorphic/work.h"

namespace grader {
namespace {

const std::vector<std::string> kOfS5 = {"own_tests.", "coverage.", "mutants.", "faults.", "corrections."};

class OwnTestsRule : public WorkRule {
 protected:
  // A comment of some kind somewhere in a text: above a line, as far in as that, or behind a line of the learner's.
  std::string with_comment(const std::string& text, const std::set<int>& own) {
    const std::string words = "Amounts are kept in pennies " + std::to_string(upto(99));
    const std::string comment = !python && upto(1) == 0 ? "/* " + words + " */" : comment_mark() + " " + words;
    while (true) {
      std::vector<std::string> lines = lines_of(text);
      const int at = upto(static_cast<int>(lines.size()) - 1);
      std::string& line = lines[static_cast<std::size_t>(at)];
      if (upto(1) == 0)
        lines.insert(lines.begin() + at, line.substr(0, line.find_first_not_of(' ')) + comment);
      else if (own.contains(at + 1))
        line += "  " + comment;
      const std::string edited = join(lines, "\n") + "\n";
      const std::size_t begin = edited.find(comment);
      for (const Span& span : colours.read(edited)) {
        if (span.token == Token::kComment && span.begin == begin && span.end == begin + comment.size()) return edited;
      }  // else it is none: it stands within a string
    }
  }

  // The tests, of which one does more: a new one, or the first.
  Stronger make_stronger(std::string& tests) {
    const std::string number = std::to_string(upto(99));
    const std::string check =
        python ? "    assert size(1) == " + number + "\n" : "  EXPECT_EQ(size(1), " + number + ");\n";
    if (upto(1) == 0) {
      const std::size_t head = tests.find(python ? "def test_" : "TEST(");
      tests.insert(tests.find('\n', head) + 1, check);
      return {};
    }
    tests += python ? "\n\ndef test_one_more():\n" + check : "\nTEST(OneMore, Holds) {\n" + check + "}\n";
    return {.test = python ? "test_one_more" : "OneMore.Holds"};
  }
};

TEST_P(OwnTestsRule, ACommentNeverChangesS5) {
  each_seed([&] {
    seed_of_runs = random();
    const Measured before = measured(texts);
    Texts commented = texts;
    const bool of_tests = upto(3) == 0;
    std::string& text = of_tests ? commented.tests : commented.source;
    text = with_comment(text, unedited().material.own.at(of_tests ? tests_path : source_path));
    const Measured after = measured(commented);
    ASSERT_TRUE(before.evidence.at("mutants.killed").value);
    ASSERT_TRUE(before.evidence.at("coverage.line").value);
    ASSERT_TRUE(before.evidence.at("faults.caught").value);
    EXPECT_EQ(counted(kOfS5, after.evidence), counted(kOfS5, before.evidence)) << text;
    EXPECT_EQ(levels("S5", after.evidence), levels("S5", before.evidence));
  });
}

TEST_P(OwnTestsRule, ATestThatKillsOneMoreMutantNeverLowersS5) {
  each_seed([&] {
    seed_of_runs = random();
    const Measured before = measured(texts);
    std::vector<std::string> alive;
    for (const JudgedMutant& row : before.mutation.mutants) {
      if (row.verdict.state != MutantState::kKilled) alive.push_back(row.mutant.id);
    }
    if (alive.empty()) return;
    Texts more = texts;
    Stronger stronger = make_stronger(more.tests);
    stronger.kills = alive[static_cast<std::size_t>(upto(static_cast<int>(alive.size()) - 1))];
    const Measured after = measured(more, stronger);
    const Ratio killed = *before.evidence.at("mutants.killed").value;
    EXPECT_EQ(after.evidence.at("mutants.killed").value, (Ratio{killed.n + 1, killed.d}));
    expect_none_lower("S5", after.evidence, before.evidence);
  });
}

TEST_P(OwnTestsRule, ATestThatNoticesOneMoreFaultyVersionNeverLowersS5) {
  each_seed([&] {
    seed_of_runs = random();
    const Measured before = measured(texts);
    std::vector<std::size_t> missed;
    for (std::size_t i = 0; i < before.faults.faults.size(); ++i) {
      if (before.faults.faults[i].by.empty()) missed.push_back(i);
    }
    if (missed.empty()) return;
    Texts more = texts;
    Stronger stronger = make_stronger(more.tests);
    stronger.notices = missed[static_cast<std::size_t>(upto(static_cast<int>(missed.size()) - 1))];
    const Measured after = measured(more, stronger);
    const Ratio caught = *before.evidence.at("faults.caught").value;
    EXPECT_EQ(after.evidence.at("faults.caught").value, (Ratio{caught.n + 1, caught.d}));
    expect_none_lower("S5", after.evidence, before.evidence);
  });
}

INSTANTIATE_TEST_SUITE_P(Each, OwnTestsRule, testing::Values("cpp", "python"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace grader
