# Rows of bench.cu as a table; with summary=1 as lines of the summary. What is
# asked for is 0.8 of the speed of a copy, or of CUB's.
BEGIN {
    wanted = 0.8
    if (!summary)
        printf "%-18s %10s %9s %9s %9s %8s %8s\n", "", "numbers", "ours ms",
            "copy ms", "CUB ms", "of copy", "of CUB"
}
/^#/ { next }
{
    has_cub = ($5 > 0)
    copy = $4 / $3
    cub = $5 / $3
    verdict = $6 != "same" ? "WRONG:" \
        : (copy >= wanted || cub >= wanted) ? "ok," : "TOO SLOW:"
    cub_ms = has_cub ? sprintf("%.3f", $5) : "-"
    of_cub = has_cub ? sprintf("%.2f", cub) : "-"
    if (summary)
        printf "%s,%s %s %.2f of a copy, %s of CUB\n", $1, $2, verdict, copy,
            of_cub
    else
        printf "%-18s %10s %9.3f %9.3f %9s %8.2f %8s\n", $1, $2, $3, $4,
            cub_ms, copy, of_cub
}
