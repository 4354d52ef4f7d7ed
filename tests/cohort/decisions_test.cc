// Who may decide what, after what, and where that leaves a level.
#include "grader/cohort/decisions.h"

#include <gmock/gmock.h>

namespace grader::cohort {
namespace {

using testing::HasSubstr;

const Submission kWork = {.cohort = "SDT", .apprentice = "a1", .exercise = "bank"};

Decision decision(const std::string& what, const std::string& who, const std::string& level = "",
                  const std::string& reason = "") {
  return {.at = 1, .who = who, .what = what, .submission = kWork, .skill = "S5", .after = level, .reason = reason};
}

Standing standing_after(const std::vector<Decision>& decisions) {
  std::vector<AuditEntry> chain;
  for (const Decision& one : decisions)
    chain.push_back({.number = static_cast<std::int64_t>(chain.size()) + 1, .decision = one});
  const Standings standings = standing_of(chain);
  const auto found = standings.find({kWork, "S5"});
  return found == standings.end() ? Standing{} : found->second;
}

// What is refused, or "allowed".
std::string verdict(const std::vector<Decision>& before, const Decision& next) {
  const auto allowed = checked(next, standing_after(before));
  if (allowed) return "allowed";
  EXPECT_EQ(allowed.error().fault, Fault::kUsage);
  EXPECT_EQ(allowed.error().thing, "a1 bank S5");
  EXPECT_NE(allowed.error().remedy, "");
  return allowed.error().found;
}

const std::vector<Decision> kNothing;
const std::vector<Decision> kConfirmed = {decision(kConfirm, "t1", "Secure")};
const std::vector<Decision> kDrawn = {decision(kConfirm, "t1", "Secure"), decision(kSample, "lead")};
const std::vector<Decision> kTwice = {decision(kConfirm, "t1", "Secure"), decision(kSample, "lead"),
                                      decision(kSecond, "t2", "Developing")};
const std::vector<Decision> kSettled = {decision(kConfirm, "t1", "Secure"),
                                        decision(kModerate, "t3", "Developing", "see S5.2")};
const std::vector<Decision> kOut = {decision(kConfirm, "t1", "Secure"), decision(kRelease, "t1")};
const std::vector<Decision> kAsked = {decision(kConfirm, "t1", "Secure"), decision(kRelease, "t1"),
                                      decision(kAsk, "a1", "", "look at my tests")};

TEST(Checked, WantsSomebodyAndALevelOfTheRubric) {
  EXPECT_EQ(verdict(kNothing, decision(kConfirm, "", "Secure")), "nobody is named");
  EXPECT_EQ(verdict(kNothing, decision(kConfirm, "t1", "secure")), "no level of the rubric: secure");
  EXPECT_EQ(checked(decision(kConfirm, "t1", "Sekure"), {}).error().remedy, "write \"Secure\"");
  EXPECT_THAT(checked(decision(kConfirm, "t1", "A*"), {}).error().remedy, HasSubstr("write one of: Not yet, "));
  for (const char* what : {kSecond, kModerate, kAnswer})
    EXPECT_THAT(verdict(kAsked, decision(what, "t2", "Good", "x")), HasSubstr("no level of the rubric")) << what;
  for (const std::string& word : level_words_of_people())
    EXPECT_EQ(verdict(kNothing, decision(kConfirm, "t1", word, "why")), "allowed") << word;
}

TEST(Checked, WantsAReasonForANotYetAndAtAGate) {
  for (const char* word : {"Developing", "Secure", "Strong", "No evidence here"})
    EXPECT_EQ(verdict(kNothing, decision(kConfirm, "t1", word)), "allowed") << word;
  EXPECT_EQ(verdict(kNothing, decision(kConfirm, "t1", "Not yet")), "\"Not yet\" without a reason");
  EXPECT_EQ(verdict(kNothing, decision(kConfirm, "t1", "Not yet", " \n")), "\"Not yet\" without a reason");
  EXPECT_EQ(verdict(kDrawn, decision(kSecond, "t2", "Not yet")), "\"Not yet\" without a reason");
  const auto bare = checked(decision(kConfirm, "t1", "Secure"), {}, "the same files as a2");
  ASSERT_FALSE(bare);
  EXPECT_EQ(bare.error().found, "a gate without a reason: the same files as a2");
  EXPECT_FALSE(checked(decision(kSecond, "t2", "Secure"), standing_after(kDrawn), "the same files as a2"));
  EXPECT_TRUE(checked(decision(kConfirm, "t1", "Secure", "they worked in pairs"), {}, "the same files as a2"));
  EXPECT_TRUE(checked(decision(kRelease, "t1"), standing_after(kConfirmed), "the same files as a2"));
}

TEST(Checked, LetsATutorConfirmUntilSomebodyElseDecided) {
  EXPECT_EQ(verdict(kConfirmed, decision(kConfirm, "t1", "Secure")), "allowed");
  EXPECT_EQ(verdict(kConfirmed, decision(kConfirm, "t1", "Strong")), "the level changes without a reason");
  EXPECT_EQ(verdict(kConfirmed, decision(kConfirm, "t1", "Strong", " ")), "the level changes without a reason");
  EXPECT_EQ(verdict(kConfirmed, decision(kConfirm, "t2", "Strong", "all branches")), "allowed");
  EXPECT_EQ(verdict(kSettled, decision(kConfirm, "t1", "Secure", "no")), "it is Moderated: Developing already");
  EXPECT_EQ(verdict(kOut, decision(kConfirm, "t1", "Strong", "no")), "it is Released: Secure already");
  EXPECT_EQ(verdict(kTwice, decision(kConfirm, "t2", "Developing", "mine")), "t2 gave the second mark");
  EXPECT_EQ(verdict(kTwice, decision(kConfirm, "t1", "Developing", "agreed")), "allowed");
}

TEST(Checked, WantsASecondMarkFromAnother) {
  EXPECT_EQ(verdict(kNothing, decision(kSecond, "t2", "Secure")), "there is no first mark yet");
  EXPECT_EQ(verdict(kDrawn, decision(kSecond, "t1", "Secure")), "t1 gave the first mark");
  EXPECT_EQ(verdict(kDrawn, decision(kSecond, "t2", "Strong")), "allowed") << "no reason: it does not know the first";
  const auto second = checked(decision(kSecond, "t2", "Strong"), standing_after(kDrawn));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->before, "Provisional") << "nothing of the first mark is recorded beside the second";
  Decision commented = decision(kSecond, "t2", "Strong");
  commented.comment = "Read me.";
  EXPECT_THAT(verdict(kDrawn, commented), HasSubstr("nobody would read its comment"));
}

TEST(Checked, WantsAModeratorWhoIsAnother) {
  EXPECT_EQ(verdict(kNothing, decision(kModerate, "t3", "Secure")), "nobody has confirmed a level");
  EXPECT_EQ(verdict(kTwice, decision(kModerate, "t1", "Secure")), "t1 gave the first mark");
  EXPECT_EQ(verdict(kTwice, decision(kModerate, "t3", "Developing")), "the level changes without a reason");
  EXPECT_EQ(verdict(kTwice, decision(kModerate, "t3", "Developing", "see S5.2")), "allowed");
  EXPECT_EQ(verdict(kTwice, decision(kModerate, "t3", "Secure")), "allowed");
  EXPECT_EQ(verdict(kSettled, decision(kModerate, "t4", "Secure", "x")), "allowed");
  EXPECT_EQ(verdict(kOut, decision(kModerate, "t3", "Developing", "x")), "it is released already");
}

TEST(Checked, ReleasesWhatAPersonGave) {
  EXPECT_EQ(verdict(kNothing, decision(kRelease, "t1")), "it is Provisional");
  EXPECT_EQ(verdict(kDrawn, decision(kRelease, "t1")), "it was drawn for a second mark, and has none");
  EXPECT_EQ(verdict(kOut, decision(kRelease, "t1")), "it is Released: Secure");
  for (const auto& before : {kConfirmed, kSettled}) EXPECT_EQ(verdict(before, decision(kRelease, "t1")), "allowed");
  const auto released = checked(decision(kRelease, "t1"), standing_after(kSettled));
  ASSERT_TRUE(released);
  EXPECT_EQ(released->before, "Moderated: Developing");
  EXPECT_EQ(released->after, "Released: Developing");
}

TEST(Checked, ReleasesNoLevelOfWhichTheMarksDiffer) {
  const auto after = [](std::vector<Decision> chain, const Decision& last) {
    chain.push_back(last);
    return chain;
  };
  EXPECT_EQ(verdict(kTwice, decision(kRelease, "t1")),
            "its two marks differ, Secure and Developing; a moderator settles it");
  for (const Decision& last : {decision(kModerate, "t3", "Secure", "x"), decision(kModerate, "t2", "Developing", "x"),
                               decision(kConfirm, "t1", "Developing", "agreed")})
    EXPECT_EQ(verdict(after(kTwice, last), decision(kRelease, "t1")), "allowed") << last.what;
  EXPECT_EQ(verdict(after(kDrawn, decision(kSecond, "t2", "Secure")), decision(kRelease, "t1")), "allowed");
  EXPECT_EQ(verdict(after(kDrawn, decision(kSecond, "t2", "No evidence here")), decision(kRelease, "t1")),
            "its two marks differ, Secure and No evidence here; a moderator settles it");
}

TEST(Checked, LetsAnApprenticeAskAndAnotherTutorAnswer) {
  EXPECT_EQ(verdict(kConfirmed, decision(kAsk, "a1", "", "why")), "it is not released");
  EXPECT_EQ(verdict(kOut, decision(kAsk, "a1")), "no reason is given");
  EXPECT_EQ(verdict(kOut, decision(kAsk, "a1", "", "why")), "allowed");
  EXPECT_EQ(verdict(kOut, decision(kAnswer, "t2", "Secure", "x")), "nobody asked for a review");
  EXPECT_EQ(verdict(kAsked, decision(kAnswer, "t1", "Secure", "x")), "t1 gave the level in question");
  EXPECT_EQ(verdict(kAsked, decision(kAnswer, "t2", "Secure")), "no reason is given");
  EXPECT_EQ(verdict(kAsked, decision(kAnswer, "t2", "Strong")), "the level changes without a reason");
  EXPECT_EQ(verdict(kAsked, decision(kAnswer, "t2", "Strong", "all branches")), "allowed");
  std::vector<Decision> moderated = kSettled;
  moderated.push_back(decision(kRelease, "t1"));
  moderated.push_back(decision(kAsk, "a1", "", "why"));
  EXPECT_EQ(verdict(moderated, decision(kAnswer, "t3", "Secure", "x")), "t3 gave the level in question");
  EXPECT_EQ(verdict(moderated, decision(kAnswer, "t1", "Secure", "x")), "t1 gave the level in question");
}

// A review of a released level, and a newer commit of which these were decided.
std::vector<Decision> asked_then(const std::vector<Decision>& newer) {
  std::vector<Decision> chain = kAsked;
  for (Decision one : newer) {
    one.commit = "newer";
    chain.push_back(one);
  }
  return chain;
}

TEST(Checked, KeepsAReviewOpenForAnotherTutorWhateverIsGraded) {
  const std::vector<Decision> again = asked_then({decision(kConfirm, "t1", "Secure")});
  const std::vector<Decision> others = asked_then({decision(kConfirm, "t2", "Strong")});
  for (const auto& before :
       {again, others, asked_then({decision(kConfirm, "t2", "Secure"), decision(kRelease, "t1")})}) {
    EXPECT_TRUE(standing_after(before).review);
    EXPECT_EQ(standing_after(before).questioned, "Secure");
    EXPECT_EQ(verdict(before, decision(kAnswer, "t1", "Secure", "x")), "t1 gave the level in question");
    for (const char* tutor : {"t2", "t3"})
      EXPECT_EQ(verdict(before, decision(kAnswer, tutor, "Secure", "x")), "allowed") << tutor;
  }
}

TEST(Checked, LetsAReviewBeAnsweredBeforeTheNewerCommitIsDecided) {
  Standings standings = {{{kWork, "S5"}, standing_after(kAsked)}};
  const Standing newer = standing_at(standings, kWork, "S5", "newer");
  EXPECT_EQ(newer.stage, Stage::kProvisional);
  EXPECT_EQ(newer.level, "");
  EXPECT_FALSE(checked(decision(kAnswer, "t1", "Strong", "x"), newer));
  const auto answered = checked(decision(kAnswer, "t2", "Strong", "it is there"), newer);
  ASSERT_TRUE(answered) << message(answered.error());
  EXPECT_EQ(answered->commit, "newer");
  EXPECT_EQ(answered->before, "Provisional");
}

TEST(Checked, ShowsNoEscapesOfForeignText) {
  Decision odd = decision(kConfirm, "t1", "\x1b[31m");
  odd.submission.apprentice = "\x1b]0;x";
  const auto refused = checked(odd, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(message(refused.error()), testing::Not(HasSubstr("\x1b")));
}

TEST(Standing, FollowsTheWholeChain) {
  Standing at = standing_after(kNothing);
  EXPECT_EQ(at.stage, Stage::kProvisional);
  EXPECT_EQ(at.level, "");
  at = standing_after(kTwice);
  EXPECT_EQ(at.stage, Stage::kConfirmed);
  EXPECT_EQ(at.level, "Secure") << "a second mark changes no level";
  EXPECT_EQ(at.first + at.first_by + at.second + at.second_by, "Securet1Developingt2");
  EXPECT_TRUE(at.sampled);
  std::vector<Decision> chain = kTwice;
  chain.push_back(decision(kModerate, "t3", "Developing", "the same words as a19"));
  chain.back().comment = "see S5.2";
  at = standing_after(chain);
  EXPECT_EQ(at.stage, Stage::kModerated);
  EXPECT_EQ(at.level + at.by + at.comment, "Developingt3see S5.2");
  EXPECT_EQ(at.first + at.first_by, "Securet1");
  chain.push_back(decision(kRelease, "t1"));
  chain.back().at = 1'767'225'600;
  chain.push_back(decision(kAsk, "a1", "", "why"));
  at = standing_after(chain);
  EXPECT_EQ(at.stage, Stage::kReleased);
  EXPECT_EQ(at.released, 1'767'225'600);
  EXPECT_TRUE(at.review);
  EXPECT_EQ(at.level + at.comment, "Developingsee S5.2");
  chain.push_back(decision(kAnswer, "t4", "Secure", "the tests do check it"));
  at = standing_after(chain);
  EXPECT_EQ(at.stage, Stage::kReleased);
  EXPECT_FALSE(at.review);
  EXPECT_EQ(at.level + at.by + at.comment, "Securet4") << "a comment belongs to the level it came with";
}

TEST(Standing, BeginsAnewWithANewerCommit) {
  std::vector<Decision> chain = kTwice;
  chain.push_back(decision(kConfirm, "t2", "Developing"));
  chain.back().commit = "newer";
  const Standing at = standing_after(chain);
  EXPECT_EQ(at.commit, "newer");
  EXPECT_EQ(at.level + at.first_by + at.second_by, "Developingt2");
  EXPECT_FALSE(at.sampled);
  const Standings standings = {{{kWork, "S5"}, at}};
  EXPECT_EQ(standing_at(standings, kWork, "S5", "newer").level, "Developing");
  EXPECT_EQ(standing_at(standings, kWork, "S5", "newest").stage, Stage::kProvisional);
  EXPECT_EQ(standing_at(standings, kWork, "S1", "newer").commit, "newer");
  const auto next = checked(decision(kConfirm, "t1", "Developing"), at);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->commit, "newer");
}

TEST(Standing, OfANewerCommitTakesTheAnswerToAReview) {
  Standing at = standing_after(asked_then({decision(kAnswer, "t2", "Strong", "it is there")}));
  EXPECT_FALSE(at.review);
  EXPECT_TRUE(at.questioned_by.empty());
  EXPECT_EQ(at.commit + at.level + at.by + at.first_by, "newerStrongt2t2");
  EXPECT_EQ(at.stage, Stage::kConfirmed) << "it can be released";
  at = standing_after(asked_then({decision(kConfirm, "t1", "Secure"), decision(kAnswer, "t2", "Strong", "there")}));
  EXPECT_EQ(at.level + at.first_by, "Strongt1");
  EXPECT_EQ(at.stage, Stage::kModerated) << "its tutor does not take it back";
  at = standing_after(asked_then({decision(kConfirm, "t2", "Secure"), decision(kAnswer, "t2", "Strong", "there")}));
  EXPECT_EQ(at.first + at.level, "StrongStrong");
  EXPECT_EQ(at.stage, Stage::kConfirmed) << "nobody moderates their own mark";
  const std::vector<Decision> second =
      asked_then({decision(kConfirm, "t2", "Secure"), decision(kSample, "lead"), decision(kSecond, "t3", "Developing"),
                  decision(kAnswer, "t3", "Developing", "not there")});
  EXPECT_EQ(standing_after(second).stage, Stage::kConfirmed);
  Decision out = decision(kRelease, "lead");
  out.commit = "newer";
  EXPECT_EQ(verdict(second, out), "its two marks differ, Secure and Developing; a moderator settles it");
  at = standing_after(asked_then({decision(kConfirm, "t2", "Secure"), decision(kRelease, "t1"),
                                  decision(kAsk, "a1", "", "still"), decision(kConfirm, "t1", "Not yet", "x")}));
  EXPECT_THAT(at.questioned_by, testing::ElementsAre("t2", "t1")) << "of both levels";
}

TEST(Standing, KeepsSubmissionsAndSkillsApart) {
  Decision other_skill = decision(kConfirm, "t2", "Strong");
  other_skill.skill = "S1";
  Decision other_person = decision(kConfirm, "t3", "Not yet");
  other_person.submission.apprentice = "a2";
  Decision of_no_skill = decision(kReveal, "t1");
  of_no_skill.skill = "";
  std::vector<AuditEntry> chain;
  for (const Decision& one : {decision(kConfirm, "t1", "Secure"), other_skill, other_person, of_no_skill})
    chain.push_back({.decision = one});
  const Standings standings = standing_of(chain);
  EXPECT_EQ(standings.size(), 3U);
  EXPECT_EQ(standings.at({kWork, "S5"}).level, "Secure");
  EXPECT_EQ(standings.at({kWork, "S1"}).level, "Strong");
  EXPECT_EQ(standings.at({other_person.submission, "S5"}).level, "Not yet");
}

}  // namespace
}  // namespace grader::cohort
