"""The property tests of the round trip with many more examples: python -m tests.exchange.long_round_trip [EXAMPLES]."""

import os
import sys
import time


def main() -> int:
    """Run them; return the exit status."""
    examples = sys.argv[1] if len(sys.argv) > 1 else "20000"
    os.environ["COORDINATOR_EXAMPLES"] = examples
    from tests.exchange import test_round_trip_model as tests

    for test in (
        tests.test_the_outcome_is_that_of_the_reference,
        tests.test_ten_copies_in_any_order_come_to_the_same,
    ):
        began = time.perf_counter()
        test()
        print(f"{test.__name__}: passed, {time.perf_counter() - began:.0f} s", flush=True)
    print(f"{int(examples):,} examples of the first, {max(int(examples) // 10, 20):,} of the second: no edit was lost.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
