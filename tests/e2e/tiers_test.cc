// What each command does on a host that confines less: forced by a helper that was told to.
#include <unistd.h>

#include "tests/e2e/program.h"

namespace grader {
namespace {

const std::string kHelper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox";

struct Tiers : testing::Test {
  Folder folder;
  fs::path helper = folder / "helper";

  // `line` stands where the helper would.
  std::string with_helper(const std::string& line) const {
    support::spit(helper, "#!/bin/sh\n" + line + "\n");
    fs::permissions(helper, fs::perms(0755));
    return "GRADER_SANDBOX='" + helper.string() + "' GRADER_CACHE='" + (folder / "cache").string() + "'";
  }
  std::string at_most(const std::string& tier) const {
    return with_helper("exec '" + kHelper + "' --at-most " + tier + " \"$@\"");
  }
  // A little work of one's own, outside any exercise.
  std::string work() const {
    const std::string at = "'" + (folder / "work").string() + "'";
    const Shell made = shell("git init -q -b main " + at + " && cd " + at +
                             " && printf 'VALUE = 1\\n' > a.py && git add . && "
                             "git -c user.name=A -c user.email=a@example.org commit -qm one");
    EXPECT_EQ(made.code, 0) << made.err;
    return at;
  }
  Shell run(const std::string& arguments, const std::string& before) const {
    return shell(before + " '" + kGrader + "' " + arguments);
  }
};

TEST_F(Tiers, SaysOnEachScreenThatLimitsAreApproximate) {
  const std::string before = at_most("namespaces");
  const std::string at = work();
  const Shell screen = run("check " + at, before);
  ASSERT_EQ(screen.code, 0) << screen.err;
  EXPECT_THAT(screen.out,
              HasSubstr("\nAssurance in-process; isolation namespaces, limits approximate (grader doctor)\n"));
  const Shell plain = run("grade " + at + " --plain", before);
  EXPECT_THAT(plain.out, HasSubstr("\nAssurance: in-process\nIsolation: namespaces, limits approximate\n"));
  EXPECT_THAT(slurp(folder / "work/.grader/report.html"), HasSubstr("limits approximate"));
  const json result = json::parse(slurp(folder / "work/.grader/result.json"));
  EXPECT_EQ(result["circumstances"]["tier"], "namespaces");
}

TEST_F(Tiers, GradeRefusesABoxForPracticeAndCheckTakesIt) {
  if (geteuid() == 0) GTEST_SKIP() << "root gets no box without namespaces";
  const std::string before = at_most("landlock");
  const std::string at = work();
  const Shell grade = run("grade " + at, before);
  EXPECT_EQ(grade.code, 4);
  EXPECT_THAT(grade.err, HasSubstr("the sandbox lacks: namespaces"));
  const Shell check = run("check " + at, before);
  if (check.err.find("landlock") != std::string::npos) GTEST_SKIP() << check.err;
  ASSERT_EQ(check.code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("isolation landlock, limits approximate"));
}

// An exercise may ask for exact limits: for it, no host without them gives a result.
TEST_F(Tiers, AnExerciseThatNeedsTheFullBoxGetsNoResultOfALesserOne) {
  ASSERT_EQ(shell("'" + kGrader + "' exercise new sums --language python --out '" + folder.path().string() + "'").code,
            0);
  const fs::path described = folder / "sums/exercise.json";
  json exercise = json::parse(slurp(described), nullptr, true, true);
  const std::string arguments = "grade " + work() + " --json --exercise '" + (folder / "sums").string() + "'";
  const std::string before = at_most("namespaces");
  EXPECT_EQ(run(arguments, before).code, 0);
  exercise["minimum"]["tier"] = "full";
  support::spit(described, exercise.dump());
  const Shell refused = run(arguments, before);
  EXPECT_EQ(refused.code, 4);
  EXPECT_EQ(refused.out, "");
  EXPECT_THAT(refused.err, HasSubstr("the sandbox lacks: cgroup"));
}

TEST_F(Tiers, DoctorSaysWhatIsMissingAndTheCommandThatMendsIt) {
  const std::string answer =
      R"({"schema":"grader-sandbox-1","tier":"none","cgroup":"none","mechanisms":[{"name":"uid mapping","ok":false,)"
      R"("found":"writing /proc/7/uid_map: Operation not permitted","remedy":"sudo apparmor_parser -r X"}]})";
  const Shell none = run("doctor", with_helper("echo '" + answer + "'"));
  EXPECT_EQ(none.code, 4);
  EXPECT_THAT(none.out, HasSubstr("Isolation: none"));
  EXPECT_THAT(none.out, HasSubstr("nothing of a learner's can be run here"));
  EXPECT_THAT(none.out, HasSubstr("missing: uid mapping (writing /proc/7/uid_map: Operation not permitted)"));
  EXPECT_THAT(none.out, HasSubstr("mend:    sudo apparmor_parser -r X"));
}

// A host that is known by its files, what it lacks, and the command that mends it there.
struct Lacking {
  std::string name;
  std::map<std::string, std::string> files;  // below the host's root
  std::string mechanism;
  std::string mend;
};

class Hosts : public Tiers, public testing::WithParamInterface<Lacking> {};

TEST_P(Hosts, DoctorNamesTheCommandThatMendsThem) {
  const Lacking& host = GetParam();
  fs::create_directories(folder / "host");
  for (const auto& [path, text] : host.files) support::spit(folder / "host" / path, text);
  fs::create_directories(folder / "data/toolchains");  // none, so that none is tried
  const std::string before = with_helper("exec '" + kHelper + "' --pretend-host '" + (folder / "host").string() +
                                         "' --pretend-missing '" + host.mechanism + "' \"$@\"") +
                             " GRADER_DATA='" + (folder / "data").string() + "'";
  const Shell seen = run("doctor", before);
  EXPECT_THAT(seen.out, testing::ContainsRegex("  missing: " + host.mechanism + " \\(.+\\)\n  mend:    "));
  EXPECT_THAT(seen.out, HasSubstr("\n  mend:    " + host.mend)) << seen.err;
  const json told = json::parse(run("doctor --json", before).out);
  for (const json& row : told["mechanisms"]) {
    if (row["name"] != host.mechanism) continue;
    EXPECT_EQ(row["ok"], false);
    EXPECT_THAT(row["remedy"].get<std::string>(), testing::StartsWith(host.mend));
  }
}

const std::string kRestricted = "proc/sys/kernel/apparmor_restrict_unprivileged_userns";
const std::string kRelease = "proc/sys/kernel/osrelease";

INSTANTIATE_TEST_SUITE_P(
    All, Hosts,
    testing::Values(
        Lacking{"ubuntu",
                {{kRestricted, "1\n"}},
                "uid mapping",
                "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"},
        Lacking{"ubuntu_with_the_profile",
                {{kRestricted, "1\n"}, {"etc/apparmor.d/grader-sandbox", ""}},
                "sized tmpfs",
                "load the profile that came with grader: sudo apparmor_parser -r /etc/apparmor.d/grader-sandbox"},
        Lacking{"debian_without_user_namespaces",
                {{"proc/sys/kernel/unprivileged_userns_clone", "0\n"}},
                "user namespace",
                "sudo sysctl -w kernel.unprivileged_userns_clone=1"},
        Lacking{"no_user_namespaces",
                {{"proc/sys/user/max_user_namespaces", "0\n"}},
                "user namespace",
                "sudo sysctl -w user.max_user_namespaces=15000"},
        Lacking{"docker",
                {{".dockerenv", ""}},
                "user namespace",
                "start the container with: docker run --security-opt seccomp=unconfined --security-opt "
                "apparmor=unconfined --security-opt systempaths=unconfined ..."},
        Lacking{"docker_that_masks_proc",
                {{".dockerenv", ""}},
                "proc",
                "start the container with: docker run --security-opt systempaths=unconfined ..."},
        Lacking{"docker_without_groups",
                {{".dockerenv", ""}},
                "cgroup",
                "in a container limits stay approximate; for exact ones run grader on the host itself"},
        Lacking{"podman",
                {{"run/.containerenv", ""}},
                "user namespace",
                "start the container with: podman run --security-opt unmask=ALL ..."},
        Lacking{"wsl_2_without_systemd",
                {{kRelease, "6.6.87.2-microsoft-standard-WSL2\n"}},
                "cgroup",
                "let systemd run WSL: printf '[boot]\\nsystemd=true\\n' | sudo tee -a /etc/wsl.conf; then wsl.exe "
                "--shutdown"},
        Lacking{"wsl_2_without_landlock",
                {{kRelease, "5.10.102.1-microsoft-standard-WSL2\n"}},
                "landlock",
                "wsl.exe --update, for a kernel with Landlock"},
        Lacking{"wsl_1",
                {{kRelease, "4.4.0-19041-Microsoft\n"}},
                "user namespace",
                "use WSL 2: wsl.exe --set-version <distribution> 2"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader
