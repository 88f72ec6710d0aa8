# trap.gp - how many of 20 starts fail, against the batch size.
set xlabel 'samples a batch'
set ylabel 'starts that fail, of 20'
set logscale x 2
set xrange [13:185]
set yrange [-1:21]
set xtics (15, 20, 40, 80, 160)
set key top left Left reverse inside
table = data.'/trap.csv'
plot table using 'batch':'summed_failed' with linespoints linetype 2 \
        title 'gradient summed over the batch, rate .03', \
    table using 'batch':'mean_failed' with linespoints linetype 1 \
        title 'gradient averaged over the batch, rate .45'
