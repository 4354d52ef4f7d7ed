#include "grader/cohort/decisions.h"

#include <algorithm>

#include "grader/base/text.h"

namespace grader::cohort {
namespace {

// Of a commit that nobody has decided about yet. What the apprentice asked of the one before is still to be answered.
Standing begun(const Standing& before, const std::string& commit) {
  return {.commit = commit,
          .review = before.review,
          .questioned = before.questioned,
          .questioned_by = before.questioned_by};
}

void ask(Standing& standing) {
  standing.review = true;
  standing.questioned = standing.level;
  for (const std::string& tutor : {standing.first_by, standing.by}) {
    std::erase(standing.questioned_by, tutor);
    if (!tutor.empty()) standing.questioned_by.insert(standing.questioned_by.begin(), tutor);
  }
}

// What was released stays so. A newer commit's level is moderated by it only where somebody answers who gave it neither
// the first mark nor the second.
void answer(const Decision& decision, Standing& standing) {
  standing.review = false;
  standing.questioned.clear();
  standing.questioned_by.clear();
  if (standing.stage == Stage::kConfirmed) {
    if (decision.who == standing.first_by)
      standing.first = decision.after;
    else if (decision.who != standing.second_by)
      standing.stage = Stage::kModerated;
  }
  if (standing.stage != Stage::kProvisional) return;
  standing.stage = Stage::kConfirmed;
  standing.first = decision.after;
  standing.first_by = decision.who;
}

void apply(const Decision& decision, Standing& standing) {
  if (decision.commit != standing.commit) standing = begun(standing, decision.commit);
  const std::string& what = decision.what;
  if (what == kSample) standing.sampled = true;
  if (what == kAsk) ask(standing);
  if (what == kSecond) {
    standing.second = decision.after;
    standing.second_by = decision.who;
  }
  if (what == kRelease) {
    standing.stage = Stage::kReleased;
    standing.released = decision.at;
    standing.released_by = decision.who;
  }
  if (what != kConfirm && what != kModerate && what != kAnswer) return;
  standing.level = decision.after;
  standing.by = decision.who;
  standing.comment = decision.comment;
  if (what == kConfirm) {
    standing.stage = Stage::kConfirmed;
    standing.first = decision.after;
    standing.first_by = decision.who;
  } else if (what == kModerate) {
    standing.stage = Stage::kModerated;
  } else {
    answer(decision, standing);
  }
}

std::unexpected<Error> refused(const Decision& decision, const std::string& found, const std::string& remedy) {
  return fail(Fault::kUsage, "deciding",
              printable(decision.submission.apprentice + " " + decision.submission.exercise + " " + decision.skill),
              found, remedy);
}

std::string words_of(const Standing& standing) {
  std::string words = name_of(standing.stage);
  if (!standing.level.empty()) words += ": " + standing.level;
  return words;
}

Result<void> check_level(const Decision& decision, const Standing& standing, const std::string& gate) {
  const std::vector<std::string>& words = level_words_of_people();
  if (std::find(words.begin(), words.end(), decision.after) == words.end()) {
    const std::string near = nearest(decision.after, words);
    return refused(decision, "no level of the rubric: " + printable(decision.after),
                   near.empty() ? "write one of: " + join(words, ", ") : "write \"" + near + "\"");
  }
  if (!trim(decision.reason).empty()) return {};
  if (!standing.level.empty() && standing.level != decision.after)
    return refused(decision, "the level changes without a reason", "say in a sentence why");
  if (decision.after == words.front())
    return refused(decision, "\"" + decision.after + "\" without a reason", "say in a sentence what is missing");
  if (!gate.empty()) return refused(decision, "a gate without a reason: " + gate, "say in a sentence what you found");
  return {};
}

bool marks_differ(const Standing& standing) {
  return !standing.second_by.empty() && standing.second != standing.first;
}

// Who must not be the one who gave the level in question, and when the decision comes too early or too late.
Result<void> check_turn(const Decision& decision, const Standing& standing) {
  const std::string& what = decision.what;
  if (what == kSecond && !decision.comment.empty())
    return refused(decision, "a second mark is not sent, so nobody would read its comment",
                   "give it with the level that counts; what is for the record is the reason");
  if (what == kConfirm && standing.stage > Stage::kConfirmed)
    return refused(decision, "it is " + words_of(standing) + " already", "ask for a review of it");
  if (what == kConfirm && decision.who == standing.second_by)
    return refused(decision, decision.who + " gave the second mark", "let the first marker or a moderator do it");
  if (what == kSecond && standing.first_by.empty())
    return refused(decision, "there is no first mark yet", "confirm a level first");
  if ((what == kSecond || what == kModerate) && decision.who == standing.first_by)
    return refused(decision, decision.who + " gave the first mark", "let another tutor do it");
  if (what == kModerate && standing.stage == Stage::kProvisional)
    return refused(decision, "nobody has confirmed a level", "confirm a level first");
  if (what == kModerate && standing.stage == Stage::kReleased)
    return refused(decision, "it is released already", "answer a review of it");
  if (what == kRelease && standing.stage != Stage::kConfirmed && standing.stage != Stage::kModerated)
    return refused(decision, "it is " + words_of(standing), "confirm a level first");
  if (what == kRelease && standing.sampled && standing.second_by.empty())
    return refused(decision, "it was drawn for a second mark, and has none", "let another tutor mark it");
  if (what == kRelease && standing.stage == Stage::kConfirmed && marks_differ(standing))
    return refused(decision,
                   "its two marks differ, " + standing.first + " and " + standing.second + "; a moderator settles it",
                   "let another tutor decide it with --as moderate");
  if (what == kAsk && standing.stage != Stage::kReleased)
    return refused(decision, "it is not released", "wait for the release");
  if (what == kAsk && trim(decision.reason).empty())
    return refused(decision, "no reason is given", "say in a sentence what should be looked at again");
  if (what == kAnswer && !standing.review)
    return refused(decision, "nobody asked for a review", "leave it as it stands");
  if (what == kAnswer && std::ranges::find(standing.questioned_by, decision.who) != standing.questioned_by.end())
    return refused(decision, decision.who + " gave the level in question", "let another tutor answer");
  if (what == kAnswer && trim(decision.reason).empty())
    return refused(decision, "no reason is given", "say in a sentence what was found");
  return {};
}

}  // namespace

Standings standing_of(const std::vector<AuditEntry>& chain) {
  Standings standings;
  for (const AuditEntry& entry : chain) {
    if (entry.decision.skill.empty()) continue;
    apply(entry.decision, standings[{entry.decision.submission, entry.decision.skill}]);
  }
  return standings;
}

Standing standing_at(const Standings& standings, const Submission& submission, const std::string& skill,
                     const std::string& commit) {
  const auto found = standings.find({submission, skill});
  if (found == standings.end()) return {.commit = commit};
  return found->second.commit == commit ? found->second : begun(found->second, commit);
}

const std::vector<std::string>& level_words_of_people() {
  static const std::vector<std::string> words = {"Not yet", "Developing", "Secure", "Strong", "No evidence here"};
  return words;
}

Result<Decision> checked(Decision decision, const Standing& standing, const std::string& gate) {
  if (decision.who.empty()) return refused(decision, "nobody is named", "name the tutor's id with --who");
  const bool gives_level =
      decision.what == kConfirm || decision.what == kSecond || decision.what == kModerate || decision.what == kAnswer;
  if (gives_level) {
    // A second mark is given without knowing the first; it changes nothing.
    const Standing blind;
    auto level = check_level(decision, decision.what == kSecond ? blind : standing, gate);
    if (!level) return pass(level);
  }
  if (auto turn = check_turn(decision, standing); !turn) return pass(turn);
  decision.commit = standing.commit;
  decision.before = words_of(decision.what == kSecond ? Standing{} : standing);
  if (decision.what == kRelease) decision.after = "Released: " + standing.level;
  return decision;
}

}  // namespace grader::cohort
