// The part of the contract that is about people: decisions, erasure, retention.
#include <tuple>

#include "tests/store/contract.h"

namespace grader::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Submission kSecond{"2026", "a1", "maze"};

TEST_P(Contract, DecisionsMakeAChain) {
  EXPECT_THAT(value(store_->audit("")), IsEmpty());
  const Decision first = decision(kOne, "because");
  Decision second = decision(kTwo, "");
  second.submission.cohort = "2025";
  done(store_->decide({first, second}));
  done(store_->decide({}));
  done(store_->decide({decision(kTwo, "for \"reasons\"")}));

  const std::vector<AuditEntry> chain = value(store_->audit(""));
  ASSERT_EQ(chain.size(), 3U);
  EXPECT_EQ(chain[0].decision, first);
  EXPECT_EQ(chain[1].decision, second);
  EXPECT_EQ(chain[0].previous, "");
  EXPECT_EQ(chain[2].previous, chain[1].hash);
  EXPECT_EQ(broken_link(chain), "");
  EXPECT_THAT(value(store_->audit("2026")), ElementsAre(chain[0], chain[2]));
  EXPECT_THAT(value(store_->audit("2027")), IsEmpty());
}

TEST_P(Contract, NobodyDecidesBetweenALookAtTheChainAndTheWriting) {
  const auto first_of_all = [](const std::vector<AuditEntry>& chain) -> Result<std::vector<Decision>> {
    if (!chain.empty()) return fail(Fault::kUsage, "deciding", "a1", "somebody was first", "look again");
    return std::vector{decision(kOne, "first")};
  };
  Decision elsewhere = decision(kOne, "");
  elsewhere.submission.cohort = "2025";
  done(store_->decide({elsewhere}));  // of another cohort
  EXPECT_TRUE(in_processes(8, [&](int) {
    const auto store = opened(where_);
    const auto decided = store->decide("2026", first_of_all);
    return decided || decided.error().found == "somebody was first";
  }));
  const std::vector<AuditEntry> chain = value(store_->audit(""));
  ASSERT_EQ(chain.size(), 2U) << "one alone was first";
  EXPECT_EQ(chain[1].decision, decision(kOne, "first"));
  EXPECT_EQ(broken_link(chain), "");
  EXPECT_FALSE(store_->decide("2026", first_of_all));
  done(store_->decide("2027", first_of_all));
}

TEST_P(Contract, VerifyFindsWhatWasTamperedWith) {
  for (const char* reason : {"one", "two", "three"}) done(store_->decide({decision(kOne, reason)}));
  EXPECT_THAT(value(store_->verify()), IsEmpty());
  Database database = raw(where_);
  for (const auto& [change, back] :
       {std::pair{"update audit set new_value = 'exceeded' where number = 2",
                  "update audit set new_value = 'met' where number = 2"},
        std::pair{"update audit set reason = 'another' where number = 2",
                  "update audit set reason = 'two' where number = 2"},
        std::pair{"update audit set comment = 'another' where number = 2",
                  "update audit set comment = 'to read: two' where number = 2"},
        std::pair{"update audit set number = 9 where number = 2", "update audit set number = 2 where number = 9"}}) {
    database.run_plain(change);
    EXPECT_THAT(value(store_->verify()), ElementsAre(HasSubstr("The chain of decisions does not hold at link 2: ")));
    database.run_plain(back);
    EXPECT_THAT(value(store_->verify()), IsEmpty());
  }
  database.run_plain("delete from audit where number = 1");
  EXPECT_THAT(value(store_->verify()), ElementsAre(HasSubstr("link 1: ")));
}

TEST_P(Contract, VerifyFindsAnItemWithoutItsGrading) {
  const Item lost = item(kOne, "k1");
  const Item fault{.submission = kTwo, .state = ItemState::kPlatform};
  done(store_->record("run", {.gradings = {{"k2", "", ""}}, .items = {lost, item(kSecond, "k2"), fault}}));
  EXPECT_THAT(value(store_->verify()),
              ElementsAre("In run run, the item of a1 for bank in 2026 has no grading: k1 is not kept."));
}

// Two apprentices share the grading "shared"; the item of kOne was graded twice in one run.
void fill(Store& store) {
  done(store.begin({.id = "run", .cohort = "2026", .started = 100}));
  done(store.record("run", {.gradings = {{"replaced", "f", ""}}, .items = {item(kOne, "replaced")}}));
  done(store.record("run", {.gradings = {{"own", "f", ""}, {"shared", "f", ""}, {"others", "f", ""}},
                            .items = {item(kOne, "own"), item(kSecond, "shared"), item(kTwo, "shared")},
                            .assessed = {assessment(kOne, "run", "own", "{}"), assessment(kOne, "run", "own", "{1}"),
                                         assessment(kTwo, "run", "others", "{}")}}));
  done(store.see({{"r1", "main", "c", 1}, {"r1", "dev", "c", 2}, {"r2", "main", "c", 1}}));
  done(store.decide({decision(kOne, "a1 was ill"), decision(kTwo, "a2 was ill"), decision(kSecond, "")}));
}

TEST_P(Contract, ErasureLeavesTheChain) {
  fill(*store_);
  const Erased expected{.gradings = 2, .items = 2, .assessed = 2, .observations = 2, .reasons = 1};
  EXPECT_EQ(value(store_->erase("2026", "a1", {"r1", "none"}, false)), expected);
  EXPECT_EQ(value(store_->items("run")).size(), 3U);
  EXPECT_EQ(value(store_->audit(""))[0].decision.reason, "a1 was ill");

  EXPECT_EQ(value(store_->erase("2026", "a1", {"r1", "none"}, true)), expected);
  EXPECT_THAT(value(store_->kept({"replaced", "own", "shared", "others"})), ElementsAre("shared", "others"));
  EXPECT_THAT(value(store_->items("run")), ElementsAre(item(kTwo, "shared")));
  EXPECT_EQ(value(store_->assessed("2026", true)).size(), 1U);
  EXPECT_THAT(value(store_->seen("r1", "main")), IsEmpty());
  EXPECT_EQ(value(store_->seen("r2", "main")).size(), 1U);
  const std::vector<AuditEntry> chain = value(store_->audit(""));
  ASSERT_EQ(chain.size(), 3U);
  EXPECT_EQ(chain[0].decision.reason + chain[0].decision.comment, "");
  EXPECT_EQ(chain[1].decision.reason, "a2 was ill");
  EXPECT_THAT(value(store_->verify()), IsEmpty());
  done(store_->decide({decision(kTwo, "later")}));
  EXPECT_THAT(value(store_->verify()), IsEmpty());

  EXPECT_EQ(value(store_->erase("2026", "a1", {"r1"}, true)), Erased{});
  EXPECT_EQ(value(store_->erase("2026", "a2", {}, true)),
            (Erased{.gradings = 2, .items = 1, .assessed = 1, .observations = 0, .reasons = 2}));
  EXPECT_THAT(value(store_->verify()), IsEmpty());
}

// In both cohorts there is an "a1"; one grading is of both.
const Submission kNamesake{"2025", "a1", "bank"};

void fill_two_cohorts(Store& store) {
  for (const auto& [run, submission, own] : {std::tuple{"run", kOne, "own"}, {"other", kNamesake, "others"}}) {
    done(store.begin({.id = run, .cohort = submission.cohort, .started = 100}));
    done(store.record(
        run, {.gradings = {{own, "f", ""}, {"both", "f", ""}},
              .items = {item(submission, own), item({submission.cohort, "a1", "maze"}, "both")},
              .assessed = {assessment(submission, run, own, "{1}"), assessment(submission, run, own, "{2}")}}));
    done(store.end(run, 200));
    done(store.decide({decision(submission, "private")}));
  }
}

void expect_the_namesake_is_whole(Store& store) {
  EXPECT_THAT(value(store.kept({"own", "others", "both"})), ElementsAre("others", "both"));
  EXPECT_EQ(value(store.items("other")).size(), 2U);
  EXPECT_EQ(value(store.assessed("2025", true)).size(), 2U);
  EXPECT_EQ(value(store.audit("2025")).front().decision, decision(kNamesake, "private"));
  EXPECT_THAT(value(store.verify()), IsEmpty());
}

TEST_P(Contract, WhatIsHeldOfSomebodyIsOfAllRunsAndOfTheirCohortAlone) {
  fill(*store_);
  done(store_->begin({.id = "later", .cohort = "2026", .started = 200}));
  done(store_->record("later", {.gradings = {{"new", "f", ""}}, .items = {item(kOne, "new")}}));
  done(store_->begin({.id = "other", .cohort = "2025", .started = 300}));
  done(store_->record("other", {.items = {item(kNamesake, "shared")}}));
  const Held held = value(store_->held_of("2026", "a1"));
  EXPECT_THAT(held.items,
              UnorderedElementsAre(HeldItem{"run", item(kOne, "own")}, HeldItem{"run", item(kSecond, "shared")},
                                   HeldItem{"later", item(kOne, "new")}));
  EXPECT_THAT(
      held.gradings,
      UnorderedElementsAre(HeldGrading{"replaced", "run", kOne.exercise}, HeldGrading{"own", "run", kOne.exercise},
                           HeldGrading{"shared", "run", kSecond.exercise}, HeldGrading{"new", "later", kOne.exercise}));
  EXPECT_THAT(value(store_->held_of("2027", "a1")).items, IsEmpty());
  EXPECT_THAT(value(store_->held_of("2027", "a1")).gradings, IsEmpty());
}

TEST_P(Contract, ErasureReachesNobodyOfAnotherCohort) {
  fill_two_cohorts(*store_);
  const Erased expected{.gradings = 1, .items = 2, .assessed = 2, .reasons = 1};
  EXPECT_EQ(value(store_->erase("2026", "a1", {}, false)), expected);
  EXPECT_EQ(value(store_->erase("2026", "a1", {}, true)), expected);
  expect_the_namesake_is_whole(*store_);
  EXPECT_EQ(value(store_->audit("2026")).front().decision.reason, "");
  EXPECT_EQ(value(store_->erase("2027", "a1", {}, true)), Erased{});
}

TEST_P(Contract, PurgeTakesRunsOfItsCohortAlone) {
  fill_two_cohorts(*store_);
  const Erased expected{.gradings = 1, .items = 2, .assessed = 1};
  EXPECT_EQ(value(store_->purge("2026", 1'000, false)), expected);
  EXPECT_EQ(value(store_->purge("2026", 1'000, true)), expected);
  expect_the_namesake_is_whole(*store_);
  EXPECT_EQ(value(store_->purge("2027", 1'000, true)), Erased{});
}

// The grading "old2" was looked at again by a remark, which does not hold it; the last run is open and holds "open".
void fill_runs(Store& store) {
  for (const auto& [id, started] : {std::pair{"old", 100}, {"new", 300}, {"open", 410}}) {
    done(store.begin({.id = id, .cohort = "2026", .started = started}));
  }
  done(store.record("old", {.gradings = {{"old1", "", ""}, {"old2", "", ""}, {"both", "", ""}, {"open", "", ""}},
                            .items = {item(kOne, "old1"), item(kTwo, "old2"), item(kSecond, "both"),
                                      item({"2026", "a2", "maze"}, "open")},
                            .assessed = {assessment(kOne, "old", "old1", "{1}"), assessment(kTwo, "old", "old2", "{1}"),
                                         assessment(kSecond, "old", "both", "{1}")}}));
  done(store.record("remark", {.assessed = {assessment(kTwo, "remark", "old2", "{3}")}}));
  done(store.record("open", {.items = {item(kOne, "open")}}));
  done(store.record("new", {.gradings = {{"new", "", ""}},
                            .items = {item(kOne, "new"), item(kSecond, "both")},
                            .assessed = {assessment(kOne, "new", "new", "{2}")}}));
  done(store.end("old", 200));
  done(store.end("new", 400));
}

TEST_P(Contract, PurgeTakesARunThatWasKilledOnceALaterOneHasBegun) {
  done(store_->begin({.id = "killed", .cohort = "2026", .started = 100}));
  done(store_->record("killed", {.gradings = {{"half", "", ""}}, .items = {item(kOne, "half")}}));
  done(store_->begin({.id = "elsewhere", .cohort = "2025", .started = 300}));
  EXPECT_EQ(value(store_->purge("2026", 1'000, true)), Erased{}) << "it may be taken up again";
  done(store_->begin({.id = "next", .cohort = "2026", .started = 300}));
  done(store_->record("next", {.gradings = {{"new", "", ""}}, .items = {item(kOne, "new")}}));
  EXPECT_EQ(value(store_->purge("2026", 100, true)), Erased{}) << "it began then, not before";
  EXPECT_EQ(value(store_->purge("2026", 1'000, true)), (Erased{.gradings = 1, .items = 1}));
  EXPECT_THAT(value(store_->kept({"half", "new"})), ElementsAre("new"));
  EXPECT_EQ(value(store_->items("next")).size(), 1U);
}

TEST_P(Contract, PurgeTakesOldRunsAlone) {
  fill_runs(*store_);
  EXPECT_EQ(value(store_->purge("2026", 200, true)), Erased{});  // it ended at 200, not before
  const Erased expected{.gradings = 2, .items = 4, .assessed = 2};
  EXPECT_EQ(value(store_->purge("2026", 201, false)), expected);
  EXPECT_EQ(value(store_->items("old")).size(), 4U);
  EXPECT_EQ(value(store_->purge("2026", 201, true)), expected);
  EXPECT_THAT(value(store_->kept({"old1", "old2", "both", "open", "new"})), ElementsAre("both", "open", "new"));
  EXPECT_THAT(value(store_->items("old")), IsEmpty());
  EXPECT_EQ(value(store_->items("new")).size(), 2U);
  std::vector<std::string> left;
  for (const Assessed& one : value(store_->assessed("2026", true))) {
    left.push_back(one.run + " " + std::to_string(one.number));
  }
  EXPECT_THAT(left, ElementsAre("new 2", "old 1", "remark 2"));
  EXPECT_EQ(raw(where_).number("select count(*) from uses where grading = 'old2'"), 0);
  EXPECT_THAT(value(store_->verify()), IsEmpty());
  EXPECT_EQ(value(store_->purge("2026", 201, true)), Erased{});
  EXPECT_EQ(value(store_->runs("2026")).size(), 3U);
}

}  // namespace
}  // namespace grader::store
