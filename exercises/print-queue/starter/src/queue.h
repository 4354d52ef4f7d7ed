#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

// What somebody wants printed.
struct Job {
  int number = 0;
  std::string owner;
  int pages = 0;
  bool operator==(const Job&) const = default;
};

// No job of a number waits.
class NoSuchJob : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The jobs that wait to be printed.
class Queue {
 public:
  // Puts a job at the end and returns its number.
  int add(const std::string& owner, int pages);

  // Takes out the job that waits longest; none when nothing waits.
  std::optional<Job> next();

  // The jobs that wait, in their order.
  std::vector<Job> waiting() const;

  // Takes out the job of that number.
  void cancel(int number);
};

// For each owner, how many pages wait.
std::map<std::string, int> pages_by_owner(const Queue& queue);

// The owner of whom most pages wait; none when nothing waits.
std::optional<std::string> busiest(const Queue& queue);
