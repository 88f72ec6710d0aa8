# ablation.gp - accuracy on the pictures held back, the mean of all starts.
set xlabel 'epoch'
set ylabel 'share of the pictures held back'
set xrange [0:15]
set yrange [0.25:0.6]
set key bottom right inside
table = data.'/ablation.csv'
plot table using 'epoch':'all' with linespoints linetype 1 \
        title 'everything', \
    table using 'epoch':'sgd' with linespoints linetype 2 title 'SGD', \
    table using 'epoch':'no_l2' with linespoints linetype 3 title 'no L2', \
    table using 'epoch':'no_decay' with linespoints linetype 4 \
        title 'no decay', \
    table using 'epoch':'decoupled' with linespoints linetype 5 \
        title 'decoupled'
