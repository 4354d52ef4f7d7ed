#pragma once
// One message at the end of a run, to those who look after the cohort: counts and what needs a person, or why the run
// failed. No apprentice and no level is in it, and none goes to an apprentice.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/roster.h"
#include "grader/cohort/rules.h"
#include "grader/model/results.h"

namespace grader::cohort {

struct Notice {
  std::string cohort, run;
  std::string day;   // on which the run began, "2026-03-05"
  std::string page;  // where the results are
  std::size_t submissions = 0, graded = 0, unchanged = 0, no_submission = 0;
  std::size_t repository_faults = 0, exercise_faults = 0, platform_faults = 0;
  std::size_t ready = 0;    // for review
  std::size_t gates = 0;    // to confirm
  std::size_t flagged = 0;  // with something to look at
  std::size_t reviews = 0;  // that apprentices asked for and nobody has answered
  // Of a run that failed: then nothing was counted, and it has no page.
  std::optional<Error> failure;
  bool operator==(const Notice&) const = default;
};
Notice notice_of(const Results& results, const std::string& page);

// `rows`: the roster's, as far as it could be read. Their ids, what stands in a cell and secrets in addresses are left
// out of the error.
Notice notice_of_failure(const std::string& cohort, const std::vector<Row>& rows, const Error& error,
                         std::chrono::sys_days day);

// JSON, schema "grader-notice-1", with the whole in one sentence under "text", where chats look for it.
std::string webhook_body(const Notice& notice);

// RFC 5322, UTF-8, lines ended by CR LF. Fails with kSetup for an address that is none.
Result<std::string> mail_of(const Mail& mail, const Notice& notice, std::chrono::sys_seconds now);

// How long a server is waited for, and between two tries.
struct Timeouts {
  std::chrono::milliseconds connect{5'000}, whole{10'000};
  std::vector<std::chrono::milliseconds> pauses{std::chrono::seconds(2), std::chrono::seconds(8)};
};

// Sends it wherever the rules say; nowhere is well. The webhook is signed by a header "X-Grader-Signature: sha256=HEX",
// HMAC-SHA256 of its body. Servers are known by their certificates; nothing goes anywhere else than to the address that
// the rules name, and nothing unencrypted. Fails with kSetup for what check_notice finds, kPlatform for what was not
// delivered; when one way fails, the other is still tried. No message holds a secret, or more of an address than its
// host.
Result<void> send(const Rules& rules, const Notice& notice, const Timeouts& timeouts = {});

// Whether there is all that `send` needs: secrets that can be read, and addresses.
Result<void> check_notice(const Rules& rules);

}  // namespace grader::cohort
