// In the box of the tests: calls into the box of the learner's code, for the header that stands in for the learner's
// (split_generate.cc) and for the runner. Each test has a process and a new box of its own.
//
// No object of the learner's is ever here. What the other box cannot answer (a crash, a wrong kind, an error that is
// not listed) ends the process of the test at once, after its state was told: nothing that a test catches goes on after
// it.
#pragma once

#include <cstdlib>
#include <ostream>
#include <stdexcept>

#include "split_wire.h"

namespace grader_split {

inline constexpr int kLostCode = 3;  // of the process of a test that is lost; see runner_process.h
inline int pipe_of_test = -1;        // to the runner, which watches; -1: before any test
inline std::int64_t calls = 0;

// Ends the test, in a state that is none but passed or skipped.
[[noreturn]] inline void lose(const std::string& state, const std::string& message) {
  const std::string text = "l" + state + "\n" + message.substr(0, 2000);
  if (pipe_of_test < 0 || write(pipe_of_test, text.data(), text.size()) < 0) _exit(1);
  _exit(kLostCode);
}

// The next call goes to a new box. Answers that were on their way to a test before are thrown away.
inline void begin(int pipe) {
  pipe_of_test = pipe;
  if (!send("t")) lose("not reported", "the connection between the boxes ended");
  for (;;) {
    const auto frame = receive();
    if (!frame) lose("not reported", "the connection between the boxes ended");
    if (*frame == "r") return;
  }
}

inline std::string text_of(const Json* json) {
  const std::string* text = json == nullptr ? nullptr : json->as<std::string>();
  return text == nullptr ? std::string() : *text;
}

// What came back of one call: 'a' and an answer, or 'l' and how the test is lost.
inline Json answer_to(const std::string& name, const Json::List& arguments) {
  const Json call{Json::Fields{{"n", {++calls}}, {"call", {name}}, {"args", {arguments}}}};
  const std::string request = "c" + print(call);
  if (request.size() > kMostBytes) lose("failed", "the test passes more than 1 MiB by " + name);
  auto frame = send(request) ? receive() : std::nullopt;
  while (frame && *frame == "r") frame = receive();  // for a test that was ended before it came
  if (!frame || frame->empty()) lose("not reported", "the connection between the boxes ended");
  Json answer;
  try {
    answer = parse(std::string_view(*frame).substr(1));
  } catch (const Wrong& wrong) {
    lose("failed", name + " returned " + wrong.what);
  }
  if (frame->front() != 'a') lose(text_of(answer.field("state")), text_of(answer.field("message")));
  return answer;
}

// Throws an error of the exercise's list, by its name; returns when there is none of that name.
using Raise = void (*)(const std::string& name, const std::string& message);

// The value that a call gives.
template <class T>
T ask(Raise raise, const std::string& name, const Json::List& arguments) {
  const Json answer = answer_to(name, arguments);
  if (const Json* error = answer.field("error")) {
    const std::string kind = text_of(error->field("name"));
    const std::string message = text_of(error->field("message"));
    raise(kind, message);
    lose(kind == "std::bad_alloc" ? "over limit" : "failed", name + " threw " + kind + ": " + message);
  }
  const Json* value = answer.field("value");
  try {
    return Wire<T>::read(value == nullptr ? Json() : *value);
  } catch (const Wrong& wrong) {
    lose("failed", name + " returned " + wrong.what);
  }
}

struct Nothing {};

template <>
struct Wire<Nothing> {
  static Nothing read(const Json& json) {
    if (json.as<std::nullptr_t>() == nullptr) mismatch(json, "nothing");
    return {};
  }
};

// Of an object in the other box.
struct Number {
  std::int64_t at = 0;
  bool operator==(const Number&) const = default;
};

template <>
struct Wire<Number> {
  static Number read(const Json& json) { return {expect<std::int64_t>(json, "a handle")}; }
};

// What a test holds of an object that stays in the other box; equal when it is the same object. Not to be copied, for
// that would be no copy of the object.
class Handle {
 public:
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&&) = default;
  Handle& operator=(Handle&&) = default;
  bool operator==(const Handle&) const = default;
  Json grader_number() const { return {number_.at}; }

 protected:
  explicit Handle(Number number) : number_(number) {}
  ~Handle() = default;

 private:
  Number number_;
};

// An argument; one that cannot cross ends the test.
template <class T>
Json pass(const T& value) {
  try {
    return Wire<T>::write(value);
  } catch (const Wrong& wrong) {
    lose("failed", "the test passes " + wrong.what);
  }
}

}  // namespace grader_split
