# What ncu --csv has printed, a metric in each line: KERNEL WORD NUMBER, summed
# over launches. Numbers may have commas, and names may, too.
BEGIN {
    word["l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum"] = "load-sectors"
    word["l1tex__t_sectors_pipe_lsu_mem_global_op_st.sum"] = "store-sectors"
    word["l1tex__t_sectors_pipe_lsu_mem_global_op_atom.sum"] = "atomic-sectors"
    word["l1tex__t_sectors_pipe_lsu_mem_global_op_red.sum"] = "atomic-sectors"
    word["l1tex__data_bank_conflicts_pipe_lsu_mem_shared_op_ld.sum"] = \
        "load-conflicts"
    word["l1tex__data_bank_conflicts_pipe_lsu_mem_shared_op_st.sum"] = \
        "store-conflicts"
}
/^"/ {
    sub(/\r$/, "")
    n = split(substr($0, 2, length($0) - 2), cell, /","/)
    if (!kernel) {
        for (i = 1; i <= n; i++) {
            if (cell[i] == "Kernel Name") kernel = i
            if (cell[i] == "Metric Name") metric = i
            if (cell[i] == "Metric Value") value = i
        }
        next
    }
    if (!(cell[metric] in word)) next
    name = cell[kernel]
    sub(/[(<].*/, "", name)
    sub(/^void /, "", name)
    gsub(/,/, "", cell[value])
    sum[name " " word[cell[metric]]] += cell[value]
}
END { for (key in sum) print key, sum[key] }
