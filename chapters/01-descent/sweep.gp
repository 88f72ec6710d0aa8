set xlabel 'constant step'
set ylabel 'f after 2000 steps'
set xrange [0:0.32]
set yrange [-2.6:2]
set key top left inside
plot data.'/sweep.csv' using 'step':'before' with points linetype 2 \
        pointtype 4 pointsize 0.5 title 'one step before the end', \
    '' using 'step':'f' with points linetype 1 pointtype 7 pointsize 0.3 \
        title 'at the end'
