// What may cross between the boxes of mode split, and what is refused.
#include "grader/model/signature.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace grader {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json interface_of(const std::string& signature) {
  return {{"module", "shelf"},
          {"handles", {"Shelf"}},
          {"records", {{"Row", {{"title", "string"}, {"of", "list<Row>"}}}}},
          {"errors", {"KeyError"}},
          {"functions", {signature}}};
}

json function_of(const std::string& signature) {
  const auto read = split_interface(interface_of(signature), "exercise.json");
  EXPECT_TRUE(read) << message(read.error());
  return read ? json::parse(*read)["functions"][0] : json();
}

TEST(Signature, IsReadIntoKinds) {
  EXPECT_EQ(function_of("f() -> nothing"), json::parse(R"({"name":"f","parameters":[],"result":"nothing"})"));
  EXPECT_EQ(function_of("f( a : int,b: map<string,list<real>> ) -> optional<Row>"),
            json::parse(R"({"name":"f","parameters":[["a","int"],["b",["map","string",["list","real"]]]],
                            "result":["optional",["record","Row"]]})"));
}

TEST(Signature, OfAMethodBeginsWithItsHandle) {
  EXPECT_EQ(function_of("Shelf.put(copies: int) -> Shelf"),
            json::parse(R"({"name":"Shelf.put","parameters":[["self",["handle","Shelf"]],["copies","int"]],
                            "result":["handle","Shelf"]})"));
}

// C++ fills an aggregate in this order, and catches errors in that one.
TEST(Interface, KeepsTheOrderOfFieldsAndErrors) {
  const auto interface = nlohmann::ordered_json::parse(
      R"({"module": "shelf", "records": {"Row": {"z": "int", "a": "int"}}, "errors": ["z", "a"], "functions": ["f() -> int"]})");
  EXPECT_THAT(*split_interface(interface, "x"), HasSubstr(R"({"z":"int","a":"int"})"));
  EXPECT_THAT(*split_interface(interface, "x"), HasSubstr(R"(["z","a"])"));
}

json header_interface(const std::string& signature) {
  json interface = interface_of(signature);
  interface.erase("module");
  interface["header"] = "src/shelf.h";
  return interface;
}

TEST(Interface, NamesAHeaderAndItsNamespace) {
  json interface = header_interface("f(shelf: Shelf) -> Shelf");
  interface["namespace"] = "lib";
  const json all = json::parse(*split_interface(interface, "exercise.json"));
  EXPECT_EQ(all["header"], "src/shelf.h");
  EXPECT_EQ(all["namespace"], "lib");
  EXPECT_FALSE(all.contains("module"));
}

TEST(Interface, NamesNotBothAModuleAndAHeader) {
  json interface = interface_of("f() -> int");
  interface["header"] = "src/shelf.h";
  EXPECT_THAT(split_interface(interface, "x").error().found, HasSubstr("interface.module and interface.header"));
}

// A list of objects would hold copies in a language of values.
TEST(Signature, HasHandlesInOtherKindsWhereItNamesAModule) {
  for (const char* signature : {"f(a: list<Shelf>) -> int", "f() -> optional<Shelf>", "f() -> map<int, Shelf>"}) {
    EXPECT_TRUE(split_interface(interface_of(signature), "x")) << signature;
    const auto refused = split_interface(header_interface(signature), "x");
    ASSERT_FALSE(refused) << signature;
    EXPECT_THAT(refused.error().found, HasSubstr("a handle inside another kind"));
    EXPECT_THAT(refused.error().remedy, HasSubstr("pass and return \"Shelf\" by itself"));
  }
  json interface = header_interface("f() -> int");
  interface["records"]["Row"]["on"] = "Shelf";
  EXPECT_THAT(split_interface(interface, "x").error().found, HasSubstr("a handle inside another kind"));
}

TEST(Interface, HoldsItsRecordsErrorsAndHandles) {
  const json all = json::parse(*split_interface(interface_of("f() -> bytes"), "exercise.json"));
  EXPECT_EQ(all["module"], "shelf");
  EXPECT_EQ(all["records"]["Row"]["of"], json::parse(R"(["list",["record","Row"]])"));
  EXPECT_EQ(all["handles"], json::parse(R"(["Shelf"])"));
  EXPECT_EQ(all["errors"], json::parse(R"(["KeyError"])"));
}

TEST(Signature, WithAnyOtherKindIsRefusedInFourParts) {
  for (const char* kind :
       {"object", "set<int>", "date", "tuple<int, int>", "callable", "Any", "Missing", "List<int>", "nothing"}) {
    const auto refused = split_interface(interface_of(std::string("f(a: ") + kind + ") -> int"), "exercise.json");
    ASSERT_FALSE(refused) << kind;
    EXPECT_EQ(refused.error().fault, Fault::kSetup);
    EXPECT_EQ(refused.error().thing, "exercise.json");
    EXPECT_THAT(refused.error().found, HasSubstr("cannot cross between the boxes")) << kind;
    EXPECT_THAT(refused.error().remedy, HasSubstr("bool, bytes, int, real, string, list<...>"));
    EXPECT_THAT(refused.error().remedy, HasSubstr("Row, Shelf"));
  }
}

TEST(Signature, ThatIsNoneIsRefused) {
  const std::string deep = "f() -> " + [] {
    std::string kind = "int";
    for (int i = 0; i < 50; ++i) kind = "list<" + kind + ">";
    return kind;
  }();
  for (const std::string& signature :
       {std::string(), std::string("f"), std::string("f()"), std::string("f() ->"), std::string("f(a) -> int"),
        std::string("f(a: int -> int"), std::string("f(a: int b: int) -> int"), std::string("f() -> list"),
        std::string("f() -> list<int"), std::string("f() -> map<int>"), std::string("f() -> int int"),
        std::string("1f() -> int"), std::string("Row.f() -> int"), std::string("f() -> map<real, int>"),
        std::string("f() -> optional<optional<int>>"), std::string("f(a: list<nothing>) -> int"), deep}) {
    const auto refused = split_interface(interface_of(signature), "exercise.json");
    EXPECT_FALSE(refused) << signature;
  }
}

TEST(Interface, NeedsAModuleAndFunctions) {
  json interface = interface_of("f() -> int");
  interface.erase("module");
  EXPECT_THAT(split_interface(interface, "x").error().found, HasSubstr("interface.module"));
  interface = interface_of("f() -> int");
  interface["functions"] = json::array();
  EXPECT_THAT(split_interface(interface, "x").error().found, HasSubstr("interface.functions"));
}

}  // namespace
}  // namespace grader
