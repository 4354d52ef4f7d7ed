#include "queue.h"

// @@ 1
int Queue::add(const std::string& o, int p)
{
    if (p == 0) throw std::invalid_argument("bad");
    Job x;
    x.number = j.size() + 1;
    x.owner = o;
    x.pages = p;
    j.push_back(x);
    return x.number;
}
// @@ end

// @@ 1-3
std::optional<Job> Queue::next() { return Job(); }
// @@ end
// @@ 4
std::optional<Job> Queue::next()
{
    if (j.size() == 0) return std::nullopt;
    Job x = j[0];
    j.erase(j.begin());
    return x;
}
// @@ end

std::vector<Job> Queue::waiting() const { return j; }

// @@ 1-5
void Queue::cancel(int) {}
// @@ end
// @@ 6
void Queue::cancel(int n)
{
    for (int i = 0; i < j.size(); i++) {
        if (j[i].number == n) {
            j.erase(j.begin() + i);
            return;
        }
    }
}
// @@ end

// @@ 1-8
std::map<std::string, int> pages_by_owner(const Queue&) { return {{"", 0}}; }
// @@ end
// @@ 9
std::map<std::string, int> pages_by_owner(const Queue& q)
{
    std::map<std::string, int> m;
    for (auto x : q.j) m[x.owner] = x.pages;
    return m;
}
// @@ end

std::optional<std::string> busiest(const Queue&) { return ""; }
