#include "grader/cohort/notice.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <nlohmann/json.hpp>

#include "grader/base/dates.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/report/cohort_facts.h"

namespace grader::cohort {
namespace {

namespace chrono = std::chrono;
using Json = nlohmann::json;

constexpr std::size_t kMostAddress = 254;  // RFC 5321
constexpr std::size_t kBytesOfLine = 57;   // 76 characters as base64
constexpr const char* kEnd = "\r\n";

std::size_t faults_of(const Notice& notice) {
  return notice.repository_faults + notice.exercise_faults + notice.platform_faults;
}

std::string submissions(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " submission" : " submissions");
}

std::string summary(const Notice& notice) {
  if (notice.failure) return notice.cohort + ": the run failed, could not finish " + notice.failure->doing;
  return notice.cohort + ": " + std::to_string(notice.graded) + " graded, " + std::to_string(faults_of(notice)) +
         " could not be graded, " + std::to_string(notice.ready) + " ready for review";
}

std::string day_of_run(const Notice& notice) {
  const auto day = day_of(notice.day);
  return day ? day_in_words(*day) : notice.day;
}

constexpr const char* kEndOfBody = "\nWritten by grader. This message names no apprentice and no level.\n";

std::string body_of_failure(const Notice& notice) {
  return printable("The run of cohort " + notice.cohort + " on " + day_of_run(notice) +
                       " failed. What it had recorded by then is kept; the results are those of the run before.\n\n" +
                       message(*notice.failure) + kEndOfBody,
                   Lines::kKeep);
}

std::string body_of(const Notice& notice) {
  if (notice.failure) return body_of_failure(notice);
  std::string text = "Run " + notice.run + " of cohort " + notice.cohort + ", begun on " + day_of_run(notice) +
                     ", has ended.\n\n" + submissions(notice.submissions) + ": " + std::to_string(notice.graded) +
                     " graded, " + std::to_string(notice.unchanged) + " of them unchanged; " +
                     std::to_string(notice.no_submission) + " with nothing handed in.\n\nFor a person:\n";
  text += "- " + submissions(notice.ready) + " ready for review\n";
  text += "- " + submissions(notice.gates) + " with a gate to confirm\n";
  text += "- " + submissions(notice.flagged) + " with something to look at\n";
  text += "- " + std::to_string(notice.reviews) +
          (notice.reviews == 1 ? " review that an apprentice asked for" : " reviews that apprentices asked for") +
          ", to be answered by another tutor\n";
  text += "- " + submissions(faults_of(notice)) +
          " that could not be graded: " + std::to_string(notice.repository_faults) + " by the repository, " +
          std::to_string(notice.exercise_faults) + " by the exercise, " + std::to_string(notice.platform_faults) +
          " by the machine. They are nobody's marks, and the next run tries them again.\n";
  text += "\nResults: " + notice.page + "\n" + kEndOfBody;
  return printable(text, Lines::kKeep);
}

// One mailbox without a name or a comment, and so without anything that could end a header.
bool is_address(const std::string& text) {
  const std::size_t at = text.find('@');
  if (at == std::string::npos || at == 0 || at + 1 == text.size() || text.size() > kMostAddress) return false;
  const auto all = [](const std::string& part, std::string_view besides) {
    return part.front() != '.' && part.back() != '.' && part.find("..") == std::string::npos &&
           std::all_of(part.begin(), part.end(), [&](unsigned char letter) {
             const bool plain = letter < 0x80 && std::isalnum(letter) != 0;
             return plain || besides.find(static_cast<char>(letter)) != std::string_view::npos;
           });
  };
  return all(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~.") && all(text.substr(at + 1), "-.");
}

Result<void> check_addresses(const Mail& mail) {
  std::vector<std::string> addresses = mail.to;
  addresses.push_back(mail.from);
  for (const std::string& address : addresses) {
    if (!is_address(address))
      return fail(Fault::kSetup, "writing the notice", "\"notify\": \"mail\"", "no mail address: " + printable(address),
                  "write name@example.org alone, without a person's name");
  }
  return {};
}

// For a header's value: ASCII, one line.
std::string plain(std::string text) {
  std::replace_if(text.begin(), text.end(), [](unsigned char letter) { return letter < ' ' || letter > '~'; }, '?');
  return text;
}

std::string rfc_date(chrono::sys_seconds now) {
  const std::time_t seconds = now.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};  // the locale is always "C" here: nobody sets another one
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts)};
}

std::string in_base64(const std::string& bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += kBytesOfLine) {
    const std::string piece = bytes.substr(at, kBytesOfLine);
    std::array<unsigned char, 80> line{};
    const int size = EVP_EncodeBlock(line.data(), reinterpret_cast<const unsigned char*>(piece.data()),
                                     static_cast<int>(piece.size()));
    text.append(reinterpret_cast<const char*>(line.data()), static_cast<std::size_t>(size)).append(kEnd);
  }
  return text;
}

Json counts_of(const Notice& notice) {
  return {{"submissions", notice.submissions},
          {"graded", notice.graded},
          {"unchanged", notice.unchanged},
          {"no_submission", notice.no_submission},
          {"repository_faults", notice.repository_faults},
          {"exercise_faults", notice.exercise_faults},
          {"platform_faults", notice.platform_faults},
          {"ready_for_review", notice.ready},
          {"gates_to_confirm", notice.gates},
          {"to_look_at", notice.flagged},
          {"reviews_asked", notice.reviews}};
}

}  // namespace

Notice notice_of(const Results& results, const std::string& page) {
  const report::CohortFacts facts = report::facts_of(results);
  return {.cohort = results.cohort,
          .run = results.run,
          .day = results.day,
          .page = page,
          .submissions = results.rows.size(),
          .graded = facts.graded,
          .unchanged = facts.unchanged,
          .no_submission = facts.no_submission,
          .repository_faults = count_of(results, ItemState::kRepository),
          .exercise_faults = count_of(results, ItemState::kExercise),
          .platform_faults = count_of(results, ItemState::kPlatform),
          .ready = facts.ready,
          .gates = facts.gates,
          .flagged = facts.flagged,
          .reviews = results.reviews};
}

std::string webhook_body(const Notice& notice) {
  Json json = {
      {"schema", "grader-notice-1"}, {"text", summary(notice)}, {"cohort", notice.cohort}, {"day", notice.day}};
  if (notice.failure) {
    const Error& error = *notice.failure;
    json["failure"] = {{"doing", error.doing},
                       {"what", error.thing},
                       {"found", error.found},
                       {"do", error.remedy},
                       {"exit_code", exit_code(error.fault)}};
  } else {
    json["run"] = notice.run;
    json["page"] = notice.page;
    json["counts"] = counts_of(notice);
  }
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Result<std::string> mail_of(const Mail& mail, const Notice& notice, chrono::sys_seconds now) {
  if (auto checked = check_addresses(mail); !checked) return pass(checked);
  const std::string date = rfc_date(now);
  const std::string id = Hasher().add(notice.cohort).add(notice.run).add(date).hex().substr(0, 32);
  std::string text;
  const auto header = [&](const char* name, const std::string& value) { text += name + (": " + value) + kEnd; };
  header("Date", date);
  header("From", mail.from);
  header("To", join(mail.to, std::string(",") + kEnd + " "));
  header("Subject", plain("grader: " + summary(notice)));
  header("Message-ID", "<" + id + mail.from.substr(mail.from.find('@')) + ">");
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  return text + kEnd + in_base64(replace_all(body_of(notice), "\n", kEnd));
}

}  // namespace grader::cohort
