# ratio.gp - the length of the last step of each epoch over that of the weights.
set xlabel 'epoch'
set ylabel 'step / weights'
set logscale y
set format y '10^{%T}'
set xrange [0:21]
set yrange [1e-5:1]
set key top right inside
table = data.'/ratio.csv'
plot table using 'epoch':'first' with linespoints linetype 1 \
        title 'first linear layer', \
    table using 'epoch':'second' with linespoints linetype 2 \
        title 'second linear layer', \
    0.001 with lines linetype 7 title 'one in a thousand'
