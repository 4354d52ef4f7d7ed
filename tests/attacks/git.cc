// P46 to P48: repositories that would run programs, write elsewhere or be too large to handle.
#include "tests/attacks/submission.h"

namespace grader::attacks {
namespace {

fs::path mark(const Trial& trial) {
  return trial.scratch() / "executed";
}

// Programs for git to start, wherever its configuration can name one.
void arm(const Submission& submission, const std::string& touch) {
  const fs::path dot_git = submission.root() / ".git";
  std::string config = support::slurp(dot_git / "config");
  for (const char* key : {"fsmonitor", "sshCommand", "pager", "editor", "askPass", "gitProxy", "alternateRefsCommand"})
    config += "[core]\n\t" + std::string(key) + " = \"" + touch + "\"\n";
  config += "[core]\n\thooksPath = .git/hooks\n\tworktree = ..\n[filter \"x\"]\n\tsmudge = \"" + touch +
            "\"\n\tclean = \"" + touch + "\"\n\tprocess = \"" + touch +
            "\"\n\trequired = true\n[diff]\n\texternal = \"" + touch + "\"\n[diff \"x\"]\n\ttextconv = \"" + touch +
            "\"\n[uploadpack]\n\tpackObjectsHook = \"" + touch + "\"\n[merge \"x\"]\n\tdriver = \"" + touch +
            "\"\n[credential]\n\thelper = \"!" + touch + "\"\n[protocol]\n\tallow = always\n";
  support::spit(dot_git / "config", config);
  for (const char* hook : {"post-checkout", "pre-commit", "post-merge", "reference-transaction", "post-index-change",
                           "fsmonitor-watchman", "pre-auto-gc", "update", "post-update"}) {
    support::spit(dot_git / "hooks" / hook, "#!/bin/sh\n" + touch + "\n");
    fs::permissions(dot_git / "hooks" / hook, fs::perms(0755));
  }
  std::string refs = "# pack-refs with: peeled fully-peeled sorted\n";
  const std::string head = submission.git("-c core.fsmonitor=false rev-parse HEAD");
  for (int i = 10'000; i < 20'000; ++i) refs += head + " refs/heads/many-" + std::to_string(i) + "\n";
  support::spit(dot_git / "packed-refs", refs);
}

void armed_git(Trial& trial) {
  const std::string touch = "touch '" + mark(trial).string() + "'; false";
  const Submission submission(trial, "task-list");
  submission.write(".gitattributes", "* filter=x diff=x merge=x\n");
  const std::string modules = "[submodule \"a\"]\n\tpath = a\n\turl = ext::sh -c \"" + touch +
                              "\"\n[submodule \"b\"]\n\tpath = b\n\turl = file://" + trial.canary().string() + "\n";
  submission.write(".gitmodules", modules);
  submission.git("add -A -f");
  const std::string head = submission.git("rev-parse HEAD");
  for (const char* path : {"a", "b"})
    submission.git(std::string("update-index --add --cacheinfo 160000,") + head + "," + path);
  submission.git("commit -q -m modules");
  arm(submission, touch);
  const std::string root = submission.root();
  for (const std::string& source : {root, root + "/.git", "file://" + root})
    expect_untouched(trial, "task-list", submission.graded(source));
  trial.program({"check", root, "--json"}, {0});
  trial.program({"questions", root, "--json"}, {0, 2});
  trial.expect(!fs::exists(mark(trial)), "git executed a program of the repository's");
  for (const std::string& source : std::vector<std::string>{"ext::sh -c " + touch, "fd::17", "--upload-pack=" + touch,
                                                            "git@-oProxyCommand=" + touch + ":x"})
    trial.program({"grade", source, "--json"}, {2, 4});
  const Submission updating(trial, "task-list");
  updating.write(".gitmodules", modules + "\tupdate = !" + touch + "\n");
  expect_untouched(trial, "task-list", updating.grade());
  trial.program({"grade", "file://" + root, "--json"}, {0, 2});  // git may refuse such a module at the door
  const fs::path other = trial.scratch() / "other";
  support::spit(other / ".git", "gitdir: " + trial.canary().string() + "\n");
  trial.program({"grade", other, "--json"}, {2});
  trial.expect(!fs::exists(mark(trial)), "an address executed a program");
}

struct Entry {
  std::string mode, name, id;
};

// A tree as git itself would not write it.
std::string tree(Trial& trial, const Submission& submission, const std::vector<Entry>& entries) {
  std::string bytes;
  for (const Entry& entry : entries) {
    bytes += entry.mode + " " + entry.name + '\0';
    for (std::size_t i = 0; i < 40; i += 2) bytes += static_cast<char>(std::stoi(entry.id.substr(i, 2), nullptr, 16));
  }
  support::spit(trial.scratch() / "tree", bytes);
  return submission.git("hash-object -t tree -w --literally '" + (trial.scratch() / "tree").string() + "'");
}

void hostile_names(Trial& trial) {
  const Submission submission(trial, "task-list");
  support::spit(trial.scratch() / "blob", "escaped\n");
  const std::string blob = submission.git("hash-object -w '" + (trial.scratch() / "blob").string() + "'");
  support::spit(trial.scratch() / "target", trial.canary().string());
  const std::string target = submission.git("hash-object -w '" + (trial.scratch() / "target").string() + "'");
  const std::string honest = submission.git("rev-parse HEAD:tasklist");
  const std::string below = tree(trial, submission, {{"100644", "open.txt", blob}});
  const std::string root = tree(trial, submission,
                                {{"100644", "..", blob},
                                 {"100644", "../../escape", blob},
                                 {"40000", "..", below},
                                 {"100644", (trial.scratch() / "escape").string(), blob},
                                 {"40000", ".git", below},
                                 {"100644", ".GIT", blob},
                                 {"100644", "git~1", blob},
                                 {"100644", "a\\b", blob},
                                 {"120000", "link", target},
                                 {"40000", "link", below},
                                 {"104755", "setuid", blob},
                                 {"20000", "device", blob},
                                 {"100644", "same", blob},
                                 {"100644", "same", blob},
                                 {"100644", "Case", blob},
                                 {"100644", "case", blob},
                                 {"160000", "module", submission.git("rev-parse HEAD")},
                                 {"40000", "tasklist", honest}});
  submission.git("update-ref HEAD " + submission.git("commit-tree -p HEAD -m x " + root));
  const json result = submission.graded(submission.root(), {"--exercise", "task-list"});
  trial.expect(count(judged(result), "met") == 7, "the work beside such names is not graded");
  if (result.is_object())
    trial.expect(result["public"].value("not_read", json::array()).size() >= 12, "not every such name is refused");
  trial.program({"grade", "file://" + submission.root().string(), "--json"}, {2, 4});  // git refuses it at the door
  for (const fs::path& folder : std::vector<fs::path>{trial.scratch(), trial.scratch().parent_path(), "/tmp", "/"})
    trial.expect(!fs::exists(folder / "escape"), "a file was written outside, in " + folder.string());
  for (const char* name : {"work.zip", "work.tar.gz", "work.bundle"}) {  // archives are not taken
    support::spit(trial.scratch() / name, "PK\x03\x04 not a repository");
    trial.program({"grade", trial.scratch() / name, "--json"}, {2});
  }
}

// One commit with files given as "path" lines, by git's own fast import.
void import(Trial& trial, const Submission& submission, const std::string& branch,
            const std::vector<std::string>& paths) {
  std::string stream = "blob\nmark :1\ndata 6\nx = 1\n\ncommit refs/heads/" + branch +
                       "\ncommitter L <l@example.org> 1768000000 +0000\ndata 1\nx\nfrom refs/heads/main\n";
  for (const std::string& path : paths) stream += "M 100644 :1 " + path + "\n";
  support::spit(trial.scratch() / "stream", stream + "\n");
  submission.git("fast-import --quiet < '" + (trial.scratch() / "stream").string() + "'");
}

// One commit with as many files in one folder, made of git's own trees: fast import takes a minute for 100,000.
void put_many(Trial& trial, const Submission& submission, const std::string& branch, int files) {
  support::spit(trial.scratch() / "blob", "x = 1\n");
  const std::string blob = submission.git("hash-object -w '" + (trial.scratch() / "blob").string() + "'");
  std::string lines;
  for (int i = 0; i < files; ++i) lines += "100644 blob " + blob + "\tf" + std::to_string(i) + ".txt\n";
  support::spit(trial.scratch() / "lines", lines);
  const std::string many = submission.git("mktree < '" + (trial.scratch() / "lines").string() + "'");
  submission.git("read-tree --prefix=tests/many/ " + many);
  const std::string root = submission.git("write-tree");
  submission.git("read-tree main");
  submission.git("update-ref refs/heads/" + branch + " " + submission.git("commit-tree -p main -m x " + root));
}

void large_trees(Trial& trial) {
  const Submission submission(trial, "task-list");
  const std::string main = submission.git("rev-parse --abbrev-ref HEAD");
  if (main != "main") submission.git("branch -q -f main HEAD");
  std::string deep;
  for (int i = 0; i < 4'096; ++i) deep += "d/";
  std::string wide;
  for (int i = 0; i < 30; ++i) wide += std::string(250, 'w') + "/";
  import(trial, submission, "odd",
         {std::string(255, 'n'), std::string(300, 'n'), "\"new\\nline.py\"", "\"\\377.py\"", wide + "f.py"});
  import(trial, submission, "deep", {deep + "f.py"});
  put_many(trial, submission, "many", 100'000);
  for (const std::string branch : {"odd", "deep"})
    expect_untouched(trial, "task-list", submission.graded(submission.root(), {"--at", branch}));
  trial.may_hold(64 << 10);  // 20,000 files and why the others are not taken
  const json result = submission.graded(submission.root(), {"--at", "many"});
  trial.expect(result.dump().find("more than 20000 entries") != std::string::npos,
               "it is not said that files are left out");
  const auto collecting = [](sandbox::Spec& spec) {
    spec.collect = {{.path = "t", .max_bytes = 1000, .tree = true}};
    spec.limits.inodes = 20'000;
    spec.limits.memory_bytes = 256U << 20U;
  };
  for (const char* name : {"odd_names", "deep_folders", "wide_report"}) {
    const Ran ran = trial.box({.name = name}, {"exited 0", "output limit: disk"}, collecting);
    std::error_code error;
    fs::remove_all(ran.result, error);
    trial.expect(!error && !fs::exists(ran.result), std::string(name) + " cannot be cleaned up: " + error.message());
  }
}

}  // namespace

std::vector<Row> git_rows() {
  return {
      {.id = "P46",
       .tries = "Hooks, filters, fsmonitor and other programs in the repository's own configuration, submodules, odd "
                "addresses, 10,000 refs.",
       .must = "nothing executed, nothing fetched",
       .attack = armed_git,
       .twin = ordinary("task-list", ".gitattributes", "*.py text eol=lf\n")},
      {.id = "P47",
       .tries =
           "Trees with names that leave the folder, links, devices and names twice. Archives are not taken at all.",
       .must = "refused with the reason, nothing written outside",
       .attack = hostile_names,
       .twin = ordinary("task-list", "docs/plan.txt", "First the list.\n")},
      {.id = "P48",
       .tries = "Names of 255 bytes, with line feeds and without UTF-8; 4,096 folders deep; 100,000 files; folders "
                "nobody may enter.",
       .must = "handled, and cleaned up",
       .attack = large_trees,
       .twin =
           [](Trial& trial) {
             trial.box({.name = "odd_names", .twin = true}, {"exited 0"});
             trial.box({.name = "deep_folders", .twin = true}, {"exited 0"});
           },
       .slow = true},
  };
}

}  // namespace grader::attacks
