#pragma once
// The split interface of an exercise: what its tests may call in the box of the learner's code, and what may cross.
//
//   "functions": ["Shelf(room: int) -> Shelf", "Shelf.put(title: string, copies: optional<int>) -> nothing"]
//
// Kinds: bool, int, real, string, bytes, list<T>, map<K, V>, optional<T>, a record or a handle of the exercise; a
// result may be nothing. A name with a full stop is a method of a handle; one that is a handle's name makes one. Where
// the interface names a header, a handle stands alone: as a parameter or a result, in nothing else.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "grader/base/result.h"

namespace grader {

// The interface as the toolchains' programs read it, JSON: {"module" or "header" and "namespace", "handles", "errors",
// "records": {name: {field: kind}}, "functions": [{"name", "parameters": [[name, kind]], "result": kind}]}. Fields and
// errors stand in the exercise's order. A kind is a name or a list that begins with one. A method's first parameter is
// its handle. Fails with kSetup for a kind or a name that is none; `name` is the file's.
Result<std::string> split_interface(const nlohmann::ordered_json& interface, const std::string& name);

}  // namespace grader
