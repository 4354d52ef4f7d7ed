#include <curl/curl.h>

#include <array>
#include <memory>
#include <thread>

#include "grader/acquire/access.h"
#include "grader/base/dates.h"
#include "grader/base/hash.h"
#include "grader/base/text.h"
#include "grader/cohort/notice.h"

namespace grader::cohort {
namespace {

constexpr const char* kSending = "sending the notice";

// One try to reach a server: what it came to, and whether another may do better.
struct Try {
  std::string problem;  // "": delivered
  bool again = false;
};

std::size_t ignore(const char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

// A text that is handed out piece by piece.
struct Source {
  std::string text;
  std::size_t at = 0;

  static std::size_t read(char* to, std::size_t size, std::size_t count, void* self) {
    auto& source = *static_cast<Source*>(self);
    const std::size_t taken = source.text.copy(to, size * count, source.at);
    source.at += taken;
    return taken;
  }
};

class List {
 public:
  List() = default;
  ~List() { curl_slist_free_all(first_); }
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  void add(const std::string& text) { first_ = curl_slist_append(first_, text.c_str()); }
  curl_slist* first() const { return first_; }

 private:
  curl_slist* first_ = nullptr;
};

// One transfer by libcurl, to one address and nowhere else.
class Transfer {
 public:
  Transfer(const std::string& url, const char* protocols, const Rules& rules, const Timeouts& timeouts)
      : handle_(curl_easy_init(), &curl_easy_cleanup) {
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, protocols);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_FORBID_REUSE, 1L);  // each try begins anew
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeouts.connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeouts.whole.count()));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_WRITEFUNCTION, &ignore);
    set(CURLOPT_ERRORBUFFER, error_.data());
    if (rules.ca.empty()) return;
    set(CURLOPT_CAINFO, rules.ca.c_str());
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
  }

  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(handle_.get(), option, value);
  }
  CURLcode perform() {
    error_.front() = '\0';
    return curl_easy_perform(handle_.get());
  }
  long response() const {
    long code = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }
  // What libcurl found.
  std::string words(CURLcode code) const {
    return error_.front() == '\0' ? curl_easy_strerror(code) : printable(trim(error_.data()));
  }

 private:
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
  std::array<char, CURL_ERROR_SIZE> error_{};
};

// Whether the way there was the trouble, and not who is there.
bool may_pass(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return true;
    default:
      return false;
  }
}

Try post(Transfer& transfer) {
  if (const CURLcode code = transfer.perform(); code != CURLE_OK)
    return {.problem = transfer.words(code), .again = may_pass(code)};
  const long status = transfer.response();
  if (status >= 200 && status < 300) return {};
  const bool moved = status >= 300 && status < 400;
  return {.problem = "it answered " + std::to_string(status) + (moved ? "; nobody follows it elsewhere" : ""),
          .again = status >= 500 || status == 408 || status == 425 || status == 429};
}

Try post_mail(Transfer& transfer) {
  const CURLcode code = transfer.perform();
  if (code == CURLE_OK) return {};
  const long reply = transfer.response();
  return {.problem = transfer.words(code), .again = (reply >= 400 && reply < 500) || (reply < 400 && may_pass(code))};
}

template <typename Once>
Result<void> deliver(const std::string& address, const std::string& remedy, const Timeouts& timeouts,
                     const Once& once) {
  Try last = once();
  for (const auto pause : timeouts.pauses) {
    if (!last.again) break;
    std::this_thread::sleep_for(pause);
    last = once();
  }
  if (last.problem.empty()) return {};
  return fail(Fault::kPlatform, kSending, printable(acquire::host_of(address)), last.problem, remedy);
}

// "" when no file is named. Its line end is no part of a secret.
Result<std::string> secret_of(const std::string& file) {
  if (file.empty()) return std::string();
  auto text = acquire::read_private(file, kSending);
  if (!text) return text;
  std::string secret = trim(*text);
  if (secret.empty() || secret.find_first_of("\r\n") != std::string::npos)
    return fail(Fault::kSetup, kSending, printable(file), "it does not hold one line",
                "write the secret alone into it");
  return secret;
}

std::string remedy_for(const std::string& way, const Notice& notice) {
  return "check \"notify\": \"" + way + "\" in the cohort's file" + (notice.failure ? "" : "; the results are written");
}

Result<void> send_webhook(const Rules& rules, const Notice& notice, const Timeouts& timeouts) {
  const auto secret = secret_of(rules.webhook->secret);
  if (!secret) return std::unexpected(secret.error());
  const std::string body = webhook_body(notice);
  List headers;
  headers.add("Content-Type: application/json");
  headers.add("Expect:");
  if (!secret->empty()) headers.add("X-Grader-Signature: sha256=" + hmac_sha256(*secret, body));
  Transfer transfer(rules.webhook->url, "https", rules, timeouts);
  if (!rules.proxy.empty()) transfer.set(CURLOPT_PROXY, rules.proxy.c_str());
  transfer.set(CURLOPT_HTTPHEADER, headers.first());
  transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  transfer.set(CURLOPT_POSTFIELDS, body.c_str());
  return deliver(rules.webhook->url, remedy_for("webhook", notice), timeouts, [&] { return post(transfer); });
}

Result<void> send_mail(const Rules& rules, const Notice& notice, const Timeouts& timeouts) {
  const Mail& mail = *rules.mail;
  const auto password = secret_of(mail.password);
  if (!password) return std::unexpected(password.error());
  auto text = mail_of(mail, notice, utc_now());
  if (!text) return pass(text);
  List to;
  for (const std::string& address : mail.to) to.add("<" + address + ">");
  Source source{.text = std::move(*text)};
  Transfer transfer(mail.server, "smtp,smtps", rules, timeouts);
  transfer.set(CURLOPT_PROXY, "");
  transfer.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!mail.user.empty()) {
    transfer.set(CURLOPT_USERNAME, mail.user.c_str());
    transfer.set(CURLOPT_PASSWORD, password->c_str());
  }
  transfer.set(CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  transfer.set(CURLOPT_MAIL_RCPT, to.first());
  transfer.set(CURLOPT_UPLOAD, 1L);
  transfer.set(CURLOPT_READFUNCTION, &Source::read);
  transfer.set(CURLOPT_READDATA, &source);
  return deliver(mail.server, remedy_for("mail", notice), timeouts, [&] {
    source.at = 0;
    return post_mail(transfer);
  });
}

}  // namespace

Result<void> check_notice(const Rules& rules) {
  if (rules.webhook) {
    if (auto secret = secret_of(rules.webhook->secret); !secret) return pass(secret);
  }
  if (!rules.mail) return {};
  if (auto password = secret_of(rules.mail->password); !password) return pass(password);
  if (auto text = mail_of(*rules.mail, {}, {}); !text) return pass(text);
  return {};
}

Result<void> send(const Rules& rules, const Notice& notice, const Timeouts& timeouts) {
  if (!rules.webhook && !rules.mail) return {};
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return fail(Fault::kPlatform, kSending, "libcurl", "it does not start", "reinstall libcurl4");
  Result<void> first = rules.webhook ? send_webhook(rules, notice, timeouts) : Result<void>();
  Result<void> second = rules.mail ? send_mail(rules, notice, timeouts) : Result<void>();
  if (!first && !second) {
    first.error().found += "; and " + second.error().thing + ": " + second.error().found;
    return first;
  }
  return first ? second : first;
}

}  // namespace grader::cohort
