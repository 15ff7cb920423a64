"""cells.py WORKERS - the same jobs as cells.c, in CPython: work, worker, ratio."""
import hashlib
import multiprocessing
import sys
import threading
import time

JOBS = 4


def nap():
    time.sleep(0.03)


def count():
    i = 0
    while i < 400000:
        i += 1


def crunch():  # in C, which gives the lock up meanwhile
    hashlib.pbkdf2_hmac("sha256", b"parcours", b"gil", 60000)


def share(job, rank, workers):
    for _ in range(rank, JOBS, workers):
        job()


def measure(make, job, workers):
    least = 1e9
    for _ in range(3):
        start = time.monotonic()
        team = [make(target=share, args=(job, i, workers)) for i in range(workers)]
        for member in team:
            member.start()
        for member in team:
            member.join()
        least = min(least, time.monotonic() - start)
    return least


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    n = int(sys.argv[1])
    for name, job in (("sleep", nap), ("cpu", count), ("native", crunch)):
        for way, make in (
            ("threads", threading.Thread),
            ("processes", multiprocessing.Process),
        ):
            ratio = measure(make, job, 1) / measure(make, job, n)
            print(f"{name} {way} {ratio:.2f}", flush=True)
