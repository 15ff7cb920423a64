# Two lists of KERNEL WORD NUMBER, the emulator's and ncu's: a table, or with
# summary=1 whether sectors and conflicts are within 2 per cent. Of conflicts a
# few more or less are allowed: hardware has other reasons to wait, too.
BEGIN {
    most = 0.02
    few = 8
}
NR == FNR { ours[$1 " " $2] += $3; next }
{ theirs[$1 " " $2] += $3 }
END {
    for (key in theirs)
        if (!(key in ours)) ours[key] = 0
    if (!summary)
        printf "  %-16s %-16s %10s %10s\n", "kernel", "", "emulator", "ncu"
    for (key in ours) {
        split(key, part, " ")
        a = ours[key]
        b = theirs[key] + 0
        off = a > b ? a - b : b - a
        bad = off > most * (b > a ? b : a) && \
            (part[2] !~ /conflicts/ || off > few)
        worse += bad
        if (!summary)
            printf "  %-16s %-16s %10d %10d%s\n", part[1], part[2], a, b, \
                bad ? "  <- more than 2 % apart" : "" | "sort"
    }
    if (summary)
        print worse ? "FAILED: " worse " figures more than 2 % apart" \
            : "ok, all within 2 %"
}
