# dask_graphs.py - Dask's threaded scheduler. Reads a graph from standard
# input, "tasks" and then lines "before after"; 1/10 of its tasks would be less
# work, but not the same graph: so it is run once only.
#
#     dask_graphs.py NAME
import sys
import time

from dask.threaded import get

name = sys.argv[1]
tasks = int(sys.stdin.readline())
waits = [[] for _ in range(tasks)]
for line in sys.stdin:
    before, after = line.split()
    waits[int(after)].append(int(before))

slots = [0] * tasks


def work(task, *args):
    slots[task] += 1


graph = {("t", t): (work, t, *(("t", w) for w in waits[t])) for t in range(tasks)}
behind = set(w for ws in waits for w in ws)
ends = [("t", t) for t in range(tasks) if t not in behind]
start = time.perf_counter()
get(graph, ends, num_workers=2)
took = time.perf_counter() - start
if slots != [1] * tasks:
    sys.exit("Dask: " + name + ": tasks not run once")
print(f"Dask\t{name}\t{took * 1e9 / tasks:.1f}", flush=True)
