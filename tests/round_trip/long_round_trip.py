"""The property tests of the round trip with many more examples: python -m tests.round_trip.long_round_trip [EXAMPLES]."""

import sys
import time

from tests import extent


def main() -> int:
    """Run them in portions, each from another seed; return the exit status."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    extent.ALL = True
    from tests.round_trip import test_round_trip_model as tests

    began, done = time.perf_counter(), 0
    while done < wanted:
        tests.test_the_outcome_is_that_of_the_reference()
        tests.test_ten_copies_in_any_order_come_to_the_same()
        done += tests.EXAMPLES
        print(f"{done:,} trips and {done // 6:,} sets of copies, {time.perf_counter() - began:.0f} s", flush=True)
    print("No edit was lost.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
