#pragma once
#include <string>
#include <vector>

struct Parcel {
  int grams = 0;
  int length_mm = 0;
  int width_mm = 0;
  int height_mm = 0;
  bool signed_for = false;
};

enum class Size { kLetter, kSmall, kMedium, kTooLarge };

Size size_of(const Parcel& parcel);
std::string name_of(Size size);

// In pence. Throws std::invalid_argument for a parcel that is not carried.
int price(const Parcel& parcel);
int total(const std::vector<Parcel>& parcels);

// As many parcels as fit into a bag, the heaviest first; gives the number of bags.
int bags_needed(std::vector<Parcel> parcels, int most_grams);

bool is_postcode(const std::string& text);
