#include "tests/store/contract.h"

#include <algorithm>

namespace grader::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Submission kOther{"2025", "a3", "bank"};

TEST_P(Contract, RunsComeOldestFirst) {
  const grader::Run late{.id = "late", .cohort = "2026", .wanted = "w1", .started = 200};
  const grader::Run early{.id = "early", .cohort = "2026", .wanted = "w2", .started = 100};
  const grader::Run same{.id = "a same", .cohort = "2026", .wanted = "w3", .started = 100};
  for (const grader::Run& run : {late, early, same, grader::Run{.id = "other", .cohort = "2025"}})
    done(store_->begin(run));
  EXPECT_THAT(value(store_->runs("2026")), ElementsAre(early, same, late));
  EXPECT_THAT(value(store_->runs("2027")), IsEmpty());

  EXPECT_EQ(fault_of(store_->begin(early)), Fault::kUsage);
  done(store_->end("early", 150));
  EXPECT_EQ(value(store_->runs("2026"))[0].ended, 150);
  EXPECT_EQ(value(store_->runs("2026"))[1].ended, 0);
  EXPECT_EQ(fault_of(store_->end("nobody's", 150)), Fault::kUsage);
}

TEST_P(Contract, ACohortIsHeldByOneAtATime) {
  done(store_->hold("2026"));
  done(store_->hold("2026"));
  std::unique_ptr<Store> other = opened(where_);
  const Result<void> refused = other->hold("2026");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kBusy);
  EXPECT_THAT(message(refused.error()), HasSubstr("held by process " + std::to_string(::getpid()) + " of "));
  EXPECT_THAT(message(refused.error()), HasSubstr("2026"));
  done(other->hold("2025"));
  done(opened(fresh())->hold("2026"));
  done(other->see({{"r1", "main", "c1", 1}}));  // nobody is kept from anything else
  EXPECT_TRUE(in_processes(1, [&](int) { return fault_of(opened(where_)->hold("2026")) == Fault::kBusy; }));
  store_.reset();
  for (int n = 0; n < 50 && !other->hold("2026"); ++n) ::usleep(100'000);  // a server ends it a moment later
  done(other->hold("2026"));
}

TEST_P(Contract, ALockEndsWithItsProcess) {
  const pid_t child = fork_bound();
  if (child == 0) {
    const std::unique_ptr<Store> held = opened(where_);
    while (!held->hold("2026")) ::usleep(10'000);  // the test looks at it as well
    for (;;) ::pause();
  }
  const auto free = [&] { return opened(where_)->hold("2026").has_value(); };
  for (int n = 0; n < 100 && free(); ++n) ::usleep(50'000);
  EXPECT_FALSE(free());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  for (int n = 0; n < 50 && !free(); ++n) ::usleep(100'000);
  EXPECT_TRUE(free());
}

TEST_P(Contract, GradingsAreKeptOnce) {
  const KeptGrading first{"k1", "{\"a\":1}", "page"};
  done(store_->record("run", {.gradings = {first}}));
  done(store_->record("run", {.gradings = {{"k2", "f2", "p2"}, {"k1", "others", "others"}, {"k0", "f0", ""}}}));
  EXPECT_EQ(value(store_->grading("k1")), first);
  EXPECT_EQ(value(store_->grading("k3")), std::nullopt);
  EXPECT_THAT(value(store_->kept({"k2", "k3", "k0", "k1"})), ElementsAre("k2", "k0", "k1"));
  EXPECT_THAT(value(store_->kept({})), IsEmpty());
  EXPECT_EQ(value(store_->facts({"k2", "k3", "k0"})), (std::map<std::string, std::string>{{"k0", "f0"}, {"k2", "f2"}}));
}

TEST_P(Contract, ManyGradingsAreFound) {
  Batch batch;
  std::vector<std::string> keys;
  for (int n = 0; n < 250; ++n) batch.gradings.push_back({std::to_string(n), "facts " + std::to_string(n), ""});
  for (const KeptGrading& grading : batch.gradings) keys.push_back(grading.key);
  done(store_->record("run", batch));
  EXPECT_EQ(value(store_->kept(keys)), keys);
  const std::map<std::string, std::string> facts = value(store_->facts(keys));
  EXPECT_EQ(facts.size(), 250U);
  EXPECT_EQ(facts.at("249"), "facts 249");
}

TEST_P(Contract, ItemsAreReplaced) {
  Item first = item(kTwo, "k1");
  first.flags = {"a \"flag\"", "", "another"};
  const Item fault{.submission = kOne,
                   .state = ItemState::kRepository,
                   .basis = "none",
                   .fault = "it cannot be fetched",
                   .attempts = 3};
  done(store_->record("run", {.gradings = {{"k1", "", ""}, {"k2", "", ""}}, .items = {first, fault}}));
  done(store_->record("another", {.items = {item(kOne, "k2")}}));
  EXPECT_THAT(value(store_->items("run")), ElementsAre(fault, first));

  Item graded = item(kOne, "k2");
  graded.attempts = 4;
  done(store_->record("run", {.items = {graded}}));
  EXPECT_THAT(value(store_->items("run")), ElementsAre(graded, first));
  EXPECT_THAT(value(store_->items("another")), ElementsAre(item(kOne, "k2")));
  EXPECT_THAT(value(store_->items("none")), IsEmpty());
}

// By bytes, as this program compares them, and not as a database sorts texts.
TEST_P(Contract, ItemsComeInTheOrderOfTheirSubmissions) {
  std::vector<Item> items;
  for (const char* apprentice : {"A2", "_a", "a-1", "a.1", "a1", "a10", "a2", "b", "\u00e9"}) {
    for (const char* exercise : {"Bank", "bank", "bank-2"}) items.push_back(item({"2026", apprentice, exercise}, ""));
  }
  ASSERT_TRUE(std::ranges::is_sorted(items, {}, &Item::submission));
  Batch batch{.items = {items.rbegin(), items.rend()}};
  std::swap(batch.items[3], batch.items[17]);
  done(store_->record("run", batch));
  EXPECT_EQ(value(store_->items("run")), items);
}

TEST_P(Contract, TheLastGradedItemBeforeARunIsFound) {
  const auto begun = [&](const std::string& id, const std::string& cohort, const std::vector<Item>& items) {
    const grader::Run run{.id = id, .cohort = cohort, .wanted = "w " + id, .started = 100};
    done(store_->begin(run));
    done(store_->record(id, {.items = items}));
    return run;
  };
  const Item fault{.submission = kTwo, .state = ItemState::kPlatform, .fault = "no network"};
  const Item never{.submission = {"2026", "a9", "bank"}, .state = ItemState::kNoSubmission};
  begun("run1", "2026", {item(kOne, "k1"), item(kTwo, "k2"), never});
  const grader::Run second = begun("run2", "2026", {item(kOne, "k3"), fault});
  begun("of another cohort", "2025", {item(kOne, "k4")});
  const grader::Run third = begun("run3", "2026", {fault, item({"2026", "a10", "bank"}, "k6")});
  begun("run4", "2026", {fault});
  begun("run5", "2026", {item(kOne, "k5"), item(kTwo, "k5")});
  const std::vector<Submission> all = {kTwo, never.submission, {"2026", "a10", "bank"}, kOne};
  grader::Run first{.id = "run1", .cohort = "2026", .wanted = "w run1", .started = 100};
  EXPECT_THAT(value(store_->graded_before("run4", all)),
              ElementsAre(Earlier{first, item(kTwo, "k2")}, Earlier{third, item({"2026", "a10", "bank"}, "k6")},
                          Earlier{second, item(kOne, "k3")}));
  EXPECT_THAT(value(store_->graded_before("run1", all)), IsEmpty());
  EXPECT_THAT(value(store_->graded_before("nobody's", all)), IsEmpty());
  done(store_->end("run1", 150));
  first.ended = 150;
  EXPECT_THAT(value(store_->graded_before("run2", {kTwo})), ElementsAre(Earlier{first, item(kTwo, "k2")}));
}

TEST_P(Contract, EveryStateComesBack) {
  Batch batch;
  for (const ItemState state : {ItemState::kGraded, ItemState::kNoSubmission, ItemState::kRepository,
                                ItemState::kExercise, ItemState::kPlatform}) {
    batch.items.push_back({.submission = {"2026", name_of(state), "bank"}, .state = state});
  }
  done(store_->record("run", batch));
  std::vector<Item> items = value(store_->items("run"));
  ASSERT_EQ(items.size(), 5U);
  for (const Item& one : items) EXPECT_EQ(name_of(one.state), one.submission.apprentice);
}

TEST_P(Contract, AssessmentsKeepTheirHistory) {
  const Assessed first = assessment(kOne, "run1", "k1", "{\"S1\":\"met\"}");
  Assessed second = first;
  second.levels = "{\"S1\":\"not met\"}";
  Assessed third = first;
  third.rubric = "r2";
  Assessed again = first;  // equal to the latest but one
  again.run = "run4";
  Assessed repeated = again;
  repeated.run = "run5";
  done(store_->record("run1", {.assessed = {assessment(kTwo, "run1", "", "{}"), first}}));
  done(store_->record("run2", {.assessed = {second, second}}));
  done(store_->record("run3", {.assessed = {third}}));
  done(store_->record("run4", {.assessed = {again, assessment(kOther, "run4", "k9", "{}")}}));
  done(store_->record("run5", {.assessed = {repeated}}));

  const std::vector<Assessed> all = value(store_->assessed("2026", true));
  ASSERT_EQ(all.size(), 5U);
  for (int n = 0; n < 4; ++n) EXPECT_EQ(all[static_cast<std::size_t>(n)].number, n + 1);
  second.number = 2;
  EXPECT_EQ(all[1], second);
  EXPECT_EQ(all[3].run, "run4");
  EXPECT_EQ(all[4].submission, kTwo);
  const std::vector<Assessed> latest = value(store_->assessed("2026", false));
  EXPECT_THAT(latest, ElementsAre(all[3], all[4]));
  std::vector<Assessed> handed;
  done(store_->each_assessed("2026", [&](Assessed one) { handed.push_back(std::move(one)); }));
  EXPECT_THAT(handed, testing::UnorderedElementsAreArray(latest));
}

TEST_P(Contract, ObservationsComeOldestFirst) {
  const Seen first{"r1", "main", "c1", 100};
  const Seen second{"r1", "main", "c2", 50};
  done(store_->see({first, second, first}));
  done(store_->see({{"r1", "dev", "c3", 1}, {"r2", "main", "c4", 1}, second}));
  EXPECT_THAT(value(store_->seen("r1", "main")), ElementsAre(second, second, first, first));
  EXPECT_THAT(value(store_->seen("r1", "none")), IsEmpty());
}

TEST_P(Contract, ABatchIsKeptWholeOrNotAtAll) {
  raw(where_).run_plain("drop table assessments");
  const Batch batch{.gradings = {{"k1", "a secret of somebody", ""}},
                    .items = {item(kOne, "k1")},
                    .assessed = {assessment(kOne, "run", "k1", "a secret of somebody")}};
  const Result<void> kept = store_->record("run", batch);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::kPlatform);
  EXPECT_THAT(kept.error().found, HasSubstr("assessments"));
  EXPECT_THAT(message(kept.error()), Not(HasSubstr("secret")));
  EXPECT_THAT(value(store_->kept({"k1"})), IsEmpty());
  EXPECT_THAT(value(store_->items("run")), IsEmpty());
}

// A row that is there already makes the database name its values; the message must not.
TEST_P(Contract, MessagesHoldNoValues) {
  raw(where_).run_plain("create unique index by_facts on gradings (facts)");
  done(store_->record("run", {.gradings = {{"k1", "a secret of somebody", ""}}}));
  const Result<void> kept = store_->record("run", {.gradings = {{"k2", "a secret of somebody", ""}}});
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::kPlatform);
  EXPECT_EQ(kept.error().found, GetParam() == Kind::kSqlite
                                    ? "UNIQUE constraint failed: gradings.facts"
                                    : "ERROR:  duplicate key value violates unique constraint \"by_facts\"");
  EXPECT_THAT(message(kept.error()), Not(HasSubstr("secret")));
  EXPECT_THAT(value(store_->kept({"k1", "k2"})), ElementsAre("k1"));
  done(store_->record("run", {.gradings = {{"k2", "something else", ""}}}));
}

TEST_P(Contract, TextsOfAnyKind) {
  const std::string hard = "'; drop table gradings; -- :a $1 ? \\ \"\n\t\r\x01 \u00e9 \u4e2d \U0001F600 \u202e e\u0301";
  std::string large(5U << 20U, 'x');
  large += "\u00e9 end";
  done(store_->record(hard, {.gradings = {{hard, hard, large}}, .items = {item({hard, hard, hard}, hard)}}));
  EXPECT_EQ(value(store_->grading(hard)), (KeptGrading{hard, hard, large}));
  EXPECT_THAT(value(store_->items(hard)), ElementsAre(item({hard, hard, hard}, hard)));

  // What no database may hold is escaped, and found again by the same text.
  const std::string foreign = std::string("a\0b", 3) + "\xe9" + "c";
  const std::string escaped = "a\uFFFD<00>b\uFFFD<e9>c";
  Item odd = item({"2026", foreign, "bank"}, foreign);
  odd.flags = {foreign};
  const Assessed levels = assessment(odd.submission, foreign, foreign, foreign);
  for (int n = 0; n < 2; ++n) {
    done(store_->record("run", {.gradings = {{foreign, foreign, foreign}}, .items = {odd}, .assessed = {levels}}));
  }
  EXPECT_EQ(value(store_->grading(foreign)), (KeptGrading{escaped, escaped, escaped}));
  EXPECT_THAT(value(store_->kept({foreign})), ElementsAre(foreign));
  ASSERT_EQ(value(store_->items("run")).size(), 1U);
  EXPECT_EQ(value(store_->items("run"))[0].submission.apprentice, escaped);
  EXPECT_THAT(value(store_->items("run"))[0].flags, ElementsAre(escaped));
  EXPECT_EQ(value(store_->assessed("2026", true)).size(), 1U);
  done(store_->decide({decision(odd.submission, foreign), decision(odd.submission, large)}));
  EXPECT_EQ(value(store_->audit(""))[0].decision.reason, escaped);
  EXPECT_THAT(value(store_->verify()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Over, Contract, testing::Values(Kind::kSqlite, Kind::kPostgresql),
                         [](const testing::TestParamInfo<Kind>& info) { return name_of(info.param); });

}  // namespace
}  // namespace grader::store
