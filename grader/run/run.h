#pragma once
// Carries out Steps in the box and says what happened, never what it means.

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "grader/base/process.h"
#include "grader/base/result.h"
#include "grader/model/step.h"

namespace grader::run {

struct Options {
  std::filesystem::path helper;           // grader-sandbox
  std::string least_tier = "namespaces";  // refuse below it: "full", "namespaces", or for practice "landlock"
  unsigned threads = 2;
  std::filesystem::path cache;  // kept results by content; see kept.h
  std::string versions;         // of every tool in the box, and of this program; part of the key
  std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();  // end of the grading
  std::function<void(std::size_t done, std::size_t all, const std::string& step)> progress;    // may be empty
};

// Runs the steps, each when those it needs have succeeded; a step whose need failed is kBlocked, and one that
// options.until leaves no time for is kOutOfTime. One result a step, in the order of the steps. Nothing is taken from a
// kept run that another helper made: its bytes count as a version. Fails with kPlatform when the helper cannot be read,
// the host cannot confine (the mechanism is named) or the disk is full.
Result<std::vector<RunResult>> run_steps(ProcessRunner& runner, const std::vector<Step>& steps, const Options& options);

// Where the helper is: beside this program, or $GRADER_SANDBOX.
std::filesystem::path find_helper();

}  // namespace grader::run
