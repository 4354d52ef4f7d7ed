// In the box of the learner's code: answers the calls of the tests, which run in another box. The generated main
// (split_generate.cc) says what can be called. What this program says is only what the learner's code can say, for both
// share a process: the other side believes nothing but values of the kinds declared.
#pragma once

#include <cxxabi.h>
#include <fcntl.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <typeinfo>

#include "split_wire.h"

namespace grader_split {

inline constexpr std::size_t kMostMessage = 1000;

// The objects that tests hold handles of, by their number.
inline std::vector<std::shared_ptr<void>>& objects() {
  static std::vector<std::shared_ptr<void>> all;
  return all;
}

inline Json keep(std::shared_ptr<void> object) {
  objects().push_back(std::move(object));
  return {static_cast<std::int64_t>(objects().size() - 1)};
}

// The number of what a function gives: a value is a new object, a reference that of an object that may be known.
template <class T, class Given>
Json handle(Given&& given) {
  static_assert(std::is_same_v<T, std::remove_cvref_t<Given>>,
                "the work has another type here than the exercise declares");
  if constexpr (std::is_lvalue_reference_v<Given>) {
    T* const object = const_cast<T*>(&given);
    for (std::size_t i = 0; i < objects().size(); ++i) {
      if (objects()[i].get() == object) return {static_cast<std::int64_t>(i)};
    }
    return keep(std::shared_ptr<void>(object, [](void*) {}));
  } else {
    return keep(std::make_shared<T>(std::forward<Given>(given)));
  }
}

template <class T>
T& object(const Json::List& arguments, std::size_t at) {
  const std::int64_t number = expect<std::int64_t>(arguments.at(at), "a handle");
  return *static_cast<T*>(objects().at(static_cast<std::size_t>(number)).get());
}

template <class T>
T argument(const Json::List& arguments, std::size_t at) {
  return Wire<T>::read(arguments.at(at));
}

// The name that an error goes by, and what it says.
struct Named {
  std::string name;
  std::string message;
};

template <class E>
Named named(const char* name, const E& error) {
  if constexpr (std::is_base_of_v<std::exception, E>)
    return {name, error.what()};
  else
    return {name, ""};
}

// An error that the exercise does not list, while it is handled.
inline Named unlisted() {
  try {
    throw;
  } catch (const Wrong& wrong) {
    return {"what cannot cross", wrong.what};
  } catch (const std::bad_alloc&) {
    return {"std::bad_alloc", "no memory is left"};
  } catch (const std::exception& error) {
    char* const name = abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, nullptr);
    return {name == nullptr ? "std::exception" : name, error.what()};
  } catch (...) {
    return {"what is no std::exception", ""};
  }
}

struct Function {
  const char* name;
  Json (*call)(const Json::List& arguments);
};

inline Json carry_out(const Json& call, const std::vector<Function>& functions) {
  const Json* const name = call.field("call");
  const Json* const arguments = call.field("args");
  for (const Function& function : functions) {
    if (name != nullptr && arguments != nullptr && expect<std::string>(*name, "string") == function.name)
      return function.call(expect<Json::List>(*arguments, "list"));
  }
  throw Wrong{"a call of what the exercise does not declare"};
}

// Answers until the other side is gone. `listed` names the error that is handled.
inline int serve(const std::vector<Function>& functions, Named (*listed)()) {
  const int null = open("/dev/null", O_RDWR);
  for (const int stream : {0, 1}) dup2(null, stream);
  while (const auto frame = receive()) {
    const Json call = parse(*frame);
    const Json* const number = call.field("n");
    Json::Fields answer{{"n", number == nullptr ? Json() : *number}};
    try {
      answer.emplace_back("value", carry_out(call, functions));
    } catch (...) {  // whatever the learner's code throws is an answer
      const Named error = listed();
      answer.emplace_back("error", Json{Json::Fields{{"name", {readable(error.name, kMostMessage)}},
                                                     {"message", {readable(error.message, kMostMessage)}}}});
    }
    if (!send(print(Json{answer}))) break;
  }
  return 0;
}

}  // namespace grader_split
