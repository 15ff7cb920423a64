# plots.gnuplot - the pictures of the lesson; `folder` has the measurements, and
# `cores` is how many this machine has.
set terminal svg size 640,500 font "sans-serif,20" background "#ffffff" \
    linewidth 1.5
set grid linecolor "#dddddd"
set key top right spacing 1.2 samplen 2
set style data points
set style line 1 linecolor "#0060ad" pointtype 7 pointsize 0.8
set style line 2 linecolor "#c03000" pointtype 5 pointsize 0.8
set style line 3 linecolor "#308030" pointtype 9 pointsize 1
set style line 4 linecolor "#805090" pointtype 13 pointsize 1.2
set style line 9 linecolor "#999999" linewidth 1 dashtype 2

threads = "2 4 8 16 32 64"
number(i) = int(word(threads, i))
kinds = 1
do for [i = 2:6] { if (number(i) <= cores) { kinds = i } }

# --- Amdahl and Gustafson: points are measured, lines are the laws ------------

set xlabel "part of the work that is serial"
set xrange [0:1]
set yrange [0:number(kinds) * 1.15]

set output folder."/amdahl.svg"
set title "Amdahl: the same work for more threads"
set ylabel "times as fast"
plot for [i = 1:kinds] \
        "< grep '^amdahl .* ".word(threads, i)." ' ".folder."/laws" \
        using 2:4 linestyle i title word(threads, i)." threads", \
     for [i = 1:kinds] number(i) / (1 + x * (number(i) - 1)) \
        with lines linestyle 9 title i == 1 ? "the law" : ""

set output folder."/gustafson.svg"
set title "Gustafson: more work for more threads"
set ylabel "times as much in the same time"
plot for [i = 1:kinds] \
        "< grep '^gustafson .* ".word(threads, i)." ' ".folder."/laws" \
        using 2:4 linestyle i title word(threads, i)." threads", \
     for [i = 1:kinds] x + (1 - x) * number(i) \
        with lines linestyle 9 title i == 1 ? "the law" : ""

# --- Karp-Flatt ----------------------------------------------------------------

set output folder."/karp-flatt.svg"
set title "Karp and Flatt: what looks like a serial part"
set xlabel "milliseconds of work for one thread"
set ylabel "serial part, as it seems"
set logscale x
set xrange [0.015:12]
set yrange [0:2]
plot "< grep '^karpflatt' ".folder."/laws" \
        using 2:5 with linespoints linestyle 2 title "a tenth is serial", \
     "" using 2:4 with linespoints linestyle 1 title "nothing is serial", \
     0.1 with lines linestyle 9 notitle

# --- roofline --------------------------------------------------------------------

set output folder."/roofline.svg"
set title "The roof over one kernel"
set xlabel "flops for each byte from memory"
set ylabel "Gflop/s"
set logscale xy 2
set xrange [0.2:20]
set yrange [*:*]
set key bottom right
stats folder."/roofline" using ($1 == 1 ? $3 / $2 : 1/0) name "one" nooutput
stats folder."/roofline" using ($1 == cores ? $3 / $2 : 1/0) name "all" nooutput
stats folder."/roofline" using ($1 == 1 ? $3 : 1/0) name "onepeak" nooutput
stats folder."/roofline" using ($1 == cores ? $3 : 1/0) name "allpeak" nooutput
roof(x, slope, peak) = x * slope < peak ? x * slope : peak
plot folder."/roofline" using ($1 == 1 ? $2 : 1/0):3 \
        linestyle 1 title "1 thread", \
     "" using ($1 == cores && cores > 1 ? $2 : 1/0):3 \
        linestyle 2 title sprintf("%d threads", cores), \
     roof(x, one_max, onepeak_max) with lines linestyle 9 title "the roofs", \
     roof(x, all_max, allpeak_max) with lines linestyle 9 notitle

# --- false sharing ---------------------------------------------------------------

set output folder."/false-sharing.svg"
set title "Two threads, each with a variable of its own"
set xlabel "bytes from one variable to the other"
set ylabel "ns for one atomic addition"
unset logscale
set logscale x 2
set xrange [6:1400]
set yrange [0:*]
set xtics 8, 2, 1024
set arrow 1 from 64, graph 0 to 64, graph 1 nohead linestyle 9
set label 1 "a line of the cache" at 72, graph 0.93
plot folder."/lines" using 1:2 with linespoints linestyle 2 notitle
unset arrow 1
unset label 1

# --- noise -----------------------------------------------------------------------

set output folder."/noise.svg"
set title "The same work, 400 times"
set xlabel "run"
set ylabel "milliseconds"
unset logscale
set logscale y
set xtics autofreq
set xrange [0:400]
set yrange [*:*]
plot folder."/noise" using 0:1 linestyle 1 pointsize 0.5 notitle
