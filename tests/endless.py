"""A guard against work that would not end in reasonable time: counts the processor, not the clock.

What it guards takes milliseconds; the bound is hundreds of times that, so that a busy machine never
trips it and work that grows with the square of its input does.
"""

import contextlib
import signal


class Endless(AssertionError):
    """The guarded work took far more processor time than linear work could."""


@contextlib.contextmanager
def ends(processor_seconds=30):
    def stop(number, frame):
        raise Endless(f"not done after {processor_seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, processor_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
