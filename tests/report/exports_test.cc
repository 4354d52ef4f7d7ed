// Worksheets of other systems filled in, and tables made for them.
#include "grader/report/exports.h"

#include <gmock/gmock.h>

#include "grader/base/text.h"
#include "grader/parse/table.h"
#include "grader/parse/zip.h"
#include "tests/support/shell.h"

namespace grader::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

Released released(const std::string& apprentice, const std::string& mis_id, const std::string& level) {
  return {.apprentice = apprentice,
          .mis_id = mis_id,
          .exercise = "bank",
          .exercise_title = "Bank <1>",
          .commit = std::string(40, 'a'),
          .levels = {{"S1", level}},
          .released_by = "t1",
          .released_on = "2026-01-05"};
}

const std::string kComments =
    "Released feedback: Bank &lt;1&gt;<br>Commit aaaaaaaaaaaa, released by t1 on 2026-01-05<br><br>S1: ";

// As Moodle writes it: a byte order mark, quotes only where needed, columns that we do not know.
const std::string kHead =
    "\xef\xbb\xbfIdentifier,\"Full name\",\"ID number\",Status,Grade,Scale,\"Grade can be changed\","
    "\"Last modified (grade)\",\"Feedback comments\",Extra\r\n";

// In quotes, for its commas.
std::string comments(const std::string& level) {
  return "\"" + kComments + level + "\"";
}

std::string moodle_row(const std::string& number, const std::string& grade, const std::string& change = "Yes",
                       const std::string& text = "\"\"") {
  return "\"Participant " + number + "\",\"Given, Name\", A" + number + " ,\"Submitted for grading - \"," + grade +
         ",\"Not yet,Developing\"," + change + ",-," + text + ",\" kept \"\r\n";
}

MoodleFill by_id_number() {
  return {.matching = {.column = "ID number", .people = {{"A1", "ada"}, {"A4", "nobody"}}}, .skill = "S1"};
}

TEST(Moodle, FillsGradesAndCommentsAndKeepsEveryOtherByte) {
  const auto filled = moodle_fill(kHead + moodle_row("1", "") + "\r\n" + moodle_row("2", "-") + moodle_row("3", ""),
                                  {released("ada", "", "Secure"), released("bob", "A2", "Not yet")}, by_id_number());
  ASSERT_TRUE(filled) << filled.error().found;
  EXPECT_EQ(filled->bytes, kHead + moodle_row("1", "Secure", "Yes", comments("Secure")) + "\r\n" +
                               moodle_row("2", "Not yet", "Yes", comments("Not yet")) + moodle_row("3", ""));
  EXPECT_EQ(filled->rows, 2U);
  EXPECT_THAT(filled->left, ElementsAre(LeftAlone{5, "A3", "nothing is released for this row"}));
  EXPECT_THAT(filled->without_row, IsEmpty());
}

// The folder's name, split as Moodle's importer splits it: whoever, number, kind of plugin, plugin.
std::vector<std::string> as_moodle_reads(const std::string& path) {
  return split(path.substr(0, path.find('/')), '_');
}

std::vector<std::string> names_in(const std::string& bytes) {
  const support::Folder folder;
  support::spit(folder / "x.zip", bytes);
  const auto listed = support::shell(
      "/usr/bin/python3 -c 'import sys, zipfile; "
      "[print(n) for n in zipfile.ZipFile(sys.argv[1]).namelist()]' '" +
      (folder / "x.zip").string() + "'");
  EXPECT_EQ(listed.code, 0) << listed.err;
  return lines_of(listed.out);
}

TEST(MoodleFeedback, HasAFolderForEachParticipantOfWhomSomethingIsReleased) {
  const std::string sheet =
      "Identifier,\"Full name\",\"ID number\"\r\nParticipant 1201,\"Ada_O'Quinn / B\xc3\xa9la\",A1\r\n"
      "Participant 1202,Bo,A2\r\nParticipant 1203,..,A3\r\nParticipant,Di,A5\r\n";
  const std::vector<Released> all = {released("ada", "", "Secure"), released("A3", "", "Strong"),
                                     released("A5", "", "Strong"), released("zoe", "", "Strong")};
  const auto made = moodle_feedback(sheet, all, by_id_number().matching);
  ASSERT_TRUE(made) << made.error().found;
  EXPECT_EQ(made->rows, 2U);
  EXPECT_THAT(made->left, ElementsAre(LeftAlone{3, "A2", "nothing is released for this row"},
                                      LeftAlone{5, "A5", "its \"Identifier\" has no participant's number"}));
  EXPECT_THAT(made->without_row, ElementsAre("zoe"));
  const std::vector<std::string> names = names_in(made->bytes);
  EXPECT_THAT(names, ElementsAre("Ada OQuinn  B\xc3\xa9la_1201_assignsubmission_file_/bank.html",
                                 "Participant_1203_assignsubmission_file_/bank.html"));
  for (const std::string& name : names)
    EXPECT_THAT(as_moodle_reads(name),
                ElementsAre(testing::_, testing::StartsWith("120"), "assignsubmission", "file", ""));
  auto archive = parse::Archive::open(made->bytes, 1U << 20U);
  ASSERT_TRUE(archive);
  EXPECT_EQ(*archive->read(names[0]), released_sheet_html(all[0]));
  EXPECT_EQ(moodle_feedback(sheet, all, by_id_number().matching)->bytes, made->bytes) << "the same each time";
}

TEST(MoodleFeedback, NamesNobodyWhomMoodleHides) {
  const std::string sheet = "Identifier,Status\nParticipant 7,-\nParticipant 8,-\nHidden 7,-\n";
  const auto made = moodle_feedback(sheet, {released("x", "", "Secure"), released("y", "", "Secure")},
                                    {.column = "Identifier", .people = {{"Participant 7", "x"}, {"Hidden 7", "y"}}});
  ASSERT_TRUE(made) << made.error().found;
  EXPECT_THAT(names_in(made->bytes), ElementsAre("Participant_7_assignsubmission_file_/bank.html"));
  EXPECT_THAT(made->left, testing::Contains(LeftAlone{4, "Hidden 7", "another row is of the same participant"}));
}

TEST(MoodleFeedback, OfNobodyIsNoFile) {
  const std::string sheet = "Identifier,\"ID number\"\nParticipant 7,A7\n";
  const auto made = moodle_feedback(sheet, {}, {.column = "ID number"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->bytes, "");
  EXPECT_EQ(made->rows, 0U);
  const auto wrong = moodle_feedback("Name,\"ID number\"\nx,A7\n", {}, {.column = "ID number"});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().found, HasSubstr("Identifier"));
}

TEST(Moodle, LeavesAloneWhatIsThereUnlessAsked) {
  const std::string sheet = kHead + moodle_row("1", "Strong") + moodle_row("2", "Secure", "Yes", "mine") +
                            moodle_row("3", "", "No") + moodle_row("5", "Secure", "Yes", comments("Secure"));
  const std::vector<Released> all = {released("ada", "", "Secure"), released("A2", "", "Secure"),
                                     released("A3", "", "Secure"), released("x", "A5", "Secure"),
                                     released("zoe", "", "Secure")};
  MoodleFill how = by_id_number();
  const auto filled = moodle_fill(sheet, all, how);
  ASSERT_TRUE(filled);
  EXPECT_EQ(filled->bytes, sheet);
  EXPECT_EQ(filled->rows, 1U) << "the last holds the same already";
  EXPECT_THAT(filled->left, ElementsAre(LeftAlone{2, "A1", "another grade is already there: Strong"},
                                        LeftAlone{3, "A2", "other comments are already there"},
                                        LeftAlone{4, "A3", "Moodle says that its grade cannot be changed"}));
  EXPECT_THAT(filled->without_row, ElementsAre("zoe"));
  how.replace = true;
  EXPECT_EQ(moodle_fill(sheet, all, how)->bytes, kHead + moodle_row("1", "Secure", "Yes", comments("Secure")) +
                                                     moodle_row("2", "Secure", "Yes", comments("Secure")) +
                                                     moodle_row("3", "", "No") +
                                                     moodle_row("5", "Secure", "Yes", comments("Secure")));
}

TEST(Moodle, GivesNoGradeForAWordThatIsNotOfTheScale) {
  const auto filled = moodle_fill(kHead + moodle_row("1", "") + moodle_row("1", ""),
                                  {released("ada", "", "No evidence here")}, by_id_number());
  ASSERT_TRUE(filled);
  EXPECT_EQ(filled->bytes, kHead + moodle_row("1", "", "Yes", comments("No evidence here")) + moodle_row("1", ""));
  EXPECT_THAT(filled->left, ElementsAre(LeftAlone{2, "A1", "S1 has no level: No evidence here"},
                                        LeftAlone{3, "A1", "line 2 is of the same person"}));
}

TEST(Moodle, RefusesOtherFiles) {
  const auto wrong = [](const std::string& sheet, const MoodleFill& how) {
    const auto filled = moodle_fill(sheet, {released("ada", "A1", "Secure")}, how);
    return filled ? "nothing" : filled.error().found;
  };
  EXPECT_EQ(wrong("Name,grade,Identifier,Last modified (grade)\n", by_id_number()),
            "it has no column \"Grade\", but \"grade\"");
  EXPECT_EQ(wrong("", by_id_number()), "it has no column \"Identifier\"");
  EXPECT_EQ(wrong(kHead + "\"open", by_id_number()), "line 2: a quote is opened and never closed");
  EXPECT_EQ(wrong(kHead + "Zo\xeb\n", by_id_number()), "it is not in UTF-8");
  EXPECT_EQ(wrong("Identifier,Grade,Maximum grade,Last modified (grade),ID number\n", by_id_number()),
            "the assignment is graded in points and not by a scale");
  EXPECT_EQ(wrong("Identifier,Grade,Last modified (grade)\n", {.matching = {.column = "Identifier"}}),
            "it has no column \"Feedback comments\", and no skill is named for the grade");
  const auto two =
      moodle_fill(kHead, {released("ada", "A1", "Secure"), released("bob", "A1", "Secure")}, by_id_number());
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().found, "two released rows are of \"A1\"");
}

const std::string kGradebook =
    "Student,ID,SIS User ID,SIS Login ID,Section,Bank (12),Other (13),Current Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,3.00,10,(read only)\n";

TEST(Canvas, FillsOneAssignmentAndKeepsEveryOtherByte) {
  const CanvasFill how{.matching = {.column = "SIS User ID"}, .assignment = "Bank (12)", .skill = "S1"};
  const std::string rows =
      "\"Lovelace, Ada\",1,A1,ada@x,One,,7,1\n\"Turing, Al\",2,A2,al@x,One,\"2,00\",,2\nStudent Test,9,,,One,,,\n"
      "\"Hopper, G\",3,A3,g@x,One,EX,,\nShort,4,A4\n\"Noether, E\",5,A5,e@x,One,,,\n";
  const auto filled =
      canvas_fill(kGradebook + rows,
                  {released("a", "A1", "Strong"), released("b", "A2", "Secure"), released("c", "A3", "Secure"),
                   released("d", "A4", "Secure"), released("e", "A5", "Too little to judge")},
                  how);
  ASSERT_TRUE(filled) << filled.error().found;
  EXPECT_EQ(filled->bytes, kGradebook + replace_all(rows, "ada@x,One,,7", "ada@x,One,3,7"));
  EXPECT_EQ(filled->rows, 2U);
  EXPECT_THAT(filled->left, ElementsAre(LeftAlone{6, "", "nothing is released for this row"},
                                        LeftAlone{7, "A3", "another grade is already there: EX"},
                                        LeftAlone{8, "A4", "it has fewer cells than the header"},
                                        LeftAlone{9, "A5", "S1 has no level: Too little to judge"}));
}

TEST(Canvas, WantsAnAssignmentOfThreePoints) {
  const auto wrong = [](const std::string& bytes, const std::string& assignment) {
    const auto filled = canvas_fill(bytes, {}, {.matching = {.column = "ID"}, .assignment = assignment, .skill = "S1"});
    return filled ? "nothing" : filled.error().found;
  };
  EXPECT_EQ(wrong(kGradebook, "Bank (12)"), "nothing");
  EXPECT_EQ(wrong(kGradebook, "Other (13)"), "\"Other (13)\" has 10 points, and the ratings are 0 to 3");
  EXPECT_EQ(wrong(kGradebook, "Bank"), "it has no column \"Bank\"");
  EXPECT_EQ(wrong(kGradebook, "Bank (13)"), "it has no column \"Bank (13)\", but \"Bank (12)\"");
  EXPECT_EQ(wrong("Student,ID,A\nx,1,\n", "A"), "it has no row \"Points Possible\"");
}

const Standard kStandard{.reference = "ST0128",
                         .source = "the source",
                         .knowledge = {{"K1", "All stages, in order"}},
                         .skills = {{"S1", "Write simple code"}},
                         .behaviours = {}};

TEST(Canvas, TellsTheStandardAsOutcomes) {
  EXPECT_EQ(canvas_outcomes(kStandard),
            "vendor_guid,object_type,title,description,display_name,calculation_method,calculation_int,workflow_state,"
            "parent_guids,mastery_points,ratings,,,,,,,\n"
            "ST0128,group,ST0128,the source,,,,active,,,,,,,,,,\n"
            "ST0128-Knowledge,group,ST0128 Knowledge,,,,,active,ST0128,,,,,,,,,\n"
            "ST0128-Skills,group,ST0128 Skills,,,,,active,ST0128,,,,,,,,,\n"
            "ST0128-Behaviours,group,ST0128 Behaviours,,,,,active,ST0128,,,,,,,,,\n"
            "ST0128-K1,outcome,\"K1 All stages, in order\",\"All stages, in order\",K1,n_mastery,2,active,"
            "ST0128-Knowledge,2,3,Strong,2,Secure,1,Developing,0,Not yet\n"
            "ST0128-S1,outcome,S1 Write simple code,Write simple code,S1,n_mastery,2,active,ST0128-Skills,2,3,Strong,2,"
            "Secure,1,Developing,0,Not yet\n");
}

TEST(Moodle, TellsTheStandardAsAFramework) {
  const auto read = parse::read_table(moodle_framework(kStandard), "framework");
  ASSERT_TRUE(read) << read.error().found;
  EXPECT_THAT(read->header, SizeIs(14));
  ASSERT_THAT(read->rows, SizeIs(6));
  EXPECT_THAT(read->rows[0], ElementsAre("", "ST0128", "ST0128", "the source", "1", "Not yet,Developing,Secure,Strong",
                                         "[{\"scaleid\":\"0\"},{\"id\":3,\"scaledefault\":1,\"proficient\":1},"
                                         "{\"id\":4,\"scaledefault\":0,\"proficient\":1}]",
                                         "", "", "", "", "", "1", "competency,competency,competency,competency"));
  EXPECT_THAT(read->rows[2], ElementsAre("ST0128-Knowledge", "ST0128-K1", "K1 All stages, in order",
                                         "All stages, in order", "1", "", "", "", "0", "null", "", "", "", ""));
}

TEST(Standard, FitsBothSystems) {
  const auto standard = read_standard();
  ASSERT_TRUE(standard);
  const auto outcomes = lines_of(canvas_outcomes(*standard));
  EXPECT_THAT(outcomes,
              SizeIs(1 + 4 + standard->knowledge.size() + standard->skills.size() + standard->behaviours.size()));
  const auto framework = parse::read_table(moodle_framework(*standard), "framework");
  ASSERT_TRUE(framework);
  for (const auto& row : framework->rows) EXPECT_LE(characters(row[2]), 100U) << "Moodle's limit of a short name";
}

TEST(TextBlock, TellsLevelsCommentsAndEvidence) {
  Released work = released("ada", "", "Secure");
  work.levels["S10"] = "Tutor to judge";
  work.levels["S2"] = "Not yet";
  work.comments = {{"", "Clear commits.\nThe log helps."}, {"S2", "Start with one test."}};
  work.evidence = {{"S1", "Length of functions", "12 of 14 are short", {"a.cc:1"}}};
  EXPECT_EQ(text_block(work),
            "Released feedback: Bank <1>\nCommit aaaaaaaaaaaa, released by t1 on 2026-01-05\nClear commits.\n"
            "The log helps.\n\nS1: Secure\nS2: Not yet\nStart with one test.\nS10: Tutor to judge\n\n"
            "S1, Length of functions: 12 of 14 are short\n");
}

TEST(TextBlock, IsCutAtALineAndSaysWhatIsLeftOut) {
  Released work = released("ada", "", "Secure");
  for (int i = 0; i < 100; ++i)
    work.evidence.push_back(
        {i < 50 ? "S1" : "S2", "Title", "Zo\xc3\xab wrote line " + std::to_string(i) + " of many words", {}});
  const std::string text = text_block(work);
  EXPECT_LE(characters(text), 4'000U);
  EXPECT_GT(characters(text), 3'900U);
  const auto lines = lines_of(text);
  EXPECT_THAT(lines[lines.size() - 2], testing::EndsWith("of many words"));
  EXPECT_THAT(lines.back(), testing::MatchesRegex("Left out for length: [0-9]+ lines, on S2\\."));
  for (std::size_t most = 0; most < 400; ++most) EXPECT_LE(characters(text_block(work, most)), most);
  work.comments[""] = std::string(3'000, 'x') + " " + std::string(3'000, 'y') + "\x1b[2J";
  EXPECT_THAT(text_block(work), Not(HasSubstr("\x1b")));
  EXPECT_LE(characters(text_block(work)), 4'000U);
  work.comments[""] = "";
  for (int i = 0; i < 1'000; ++i) work.comments[""] += "word ";
  EXPECT_THAT(text_block(work), Not(HasSubstr("wo\n"))) << "no word is broken";
  EXPECT_THAT(text_block(work), HasSubstr("word word"));
}

TEST(Names, AreSafeAnywhereAndDistinct) {
  EXPECT_EQ(safe_name("Ada & Co \xc2\xa3 \"x\".md"), "ada-co-x-md");
  EXPECT_EQ(safe_name("--"), "unnamed");
  EXPECT_EQ(safe_name(""), "unnamed");
  EXPECT_EQ(safe_name("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(safe_name(std::string(200, 'a')).size(), 60U);
  EXPECT_THAT(safe_names({"Ada", "bob", "bob"}), ElementsAre("ada", "bob", "bob"));
  const auto names = safe_names({"A b", "a-b", "c"});
  EXPECT_THAT(names[0], testing::MatchesRegex("a-b-[0-9a-f]{8}"));
  EXPECT_NE(names[0], names[1]);
  EXPECT_EQ(names[2], "c");
  const auto trap = safe_names({"A b", "a-b", names[0], names[1]});  // the plain names of the last two are taken
  EXPECT_EQ(std::set<std::string>(trap.begin(), trap.end()).size(), 4U);
}

TEST(ReleasedSheet, ShowsWhatWasChangedAsCode) {
  Released work = released("ada", "", "Secure");
  work.statements["S1"] = "Write simple code";
  work.evidence = {{"S1", "Mutation score", "1 of 2", {"src/a.cc:4 `a < b` as `a <= b`"}}};
  EXPECT_THAT(released_sheet_html(work),
              HasSubstr("<code>src/a.cc:4</code> <code>a &lt; b</code> as <code>a &lt;= b</code>"));
}

TEST(ReleasedSheet, HasWordingLinksAndPrompts) {
  Released work = released("ada", "", "Secure");
  work.statements["S1"] = "Write simple code";
  work.comments = {{"", "Well *ordered*"}, {"S1", "<b>short</b>"}};
  work.evidence = {{"S1", "Length", "12 of 14", {"src/a b(1).cc:41 main", "R3", "x::y:7z"}}};
  work.commit_link = "https://host/w/commit/{commit}";
  work.line_link = "https://host/w/blob/{commit}/{path}#L{line}";
  const std::string commit(40, 'a');
  EXPECT_EQ(
      released_sheet(work),
      "# Evidence sheet: Bank \\<1\\>\n\nReleased by the tutor. The words are for the author of the work.\n\n"
      "Commit [" +
          commit + "](<https://host/w/commit/" + commit +
          ">), released by t1 on 2026-01-05.\n\n"
          "The tutor's comment:\n\n> Well \\*ordered\\*\n\n## S1\n\n> Write simple code\n\n- Level: Secure\n"
          "- Length: 12 of 14 ([src/a b(1).cc:41](<https://host/w/blob/" +
          commit +
          "/src/a%20b%281%29.cc#L41>) main, R3, x::y:7z)\n\nThe tutor's comment:\n\n> \\<b\\>short\\</b\\>\n\n"
          "**What:** I ...\n\n**How, and where in the commit:** I ...\n\n**Why this way:** I chose it because ...\n"
          "\nTo have a level looked at again, ask the college for a review; another tutor answers it.\n");
  EXPECT_THAT(released_sheet_html(work), Not(HasSubstr("<dt>For</dt>"))) << "no name, unless it goes to that person";
  work.person = "Robin Example";
  EXPECT_THAT(released_sheet_html(work), HasSubstr("<dt>For</dt>\n<dd>Robin Example</dd>"));
  EXPECT_THAT(released_sheet(work), HasSubstr("For Robin Example.\n"));
  const std::string page = released_sheet_html(work);
  EXPECT_THAT(page, HasSubstr("<a href=\"https://host/w/blob/" + commit + "/src/a%20b%281%29.cc#L41\"><code>"));
  EXPECT_THAT(page, HasSubstr("<p>&lt;b&gt;short&lt;/b&gt;</p>"));
  EXPECT_THAT(page, HasSubstr("What: I \u2026"));
  EXPECT_THAT(page, HasSubstr("<dt>Level</dt>\n<dd>Secure</dd>"));
  for (const std::string form :
       {"javascript:alert(1)", "", "https://host/\"onclick=x", "https://h/ x", "https://h/>"}) {
    work.commit_link = work.line_link = form;
    EXPECT_THAT(released_sheet(work), Not(HasSubstr("]("))) << form;
    EXPECT_THAT(released_sheet_html(work), Not(HasSubstr("<a href=\"h"))) << form;
    EXPECT_THAT(released_sheet_html(work), Not(HasSubstr("<a href=\"j"))) << form;
  }
}

}  // namespace
}  // namespace grader::report
