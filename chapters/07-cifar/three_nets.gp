# three_nets.gp - test accuracy of the three nets over the epochs.
set xlabel 'epoch'
set ylabel 'share of the test pictures'
set yrange [0:0.7]
set key bottom right inside
basic = data.'/basic.csv'
base = data.'/base.csv'
tuned = data.'/tuned.csv'
plot basic using 'epoch':'test_accuracy' with linespoints linetype 1 \
        title 'basic', \
    base using 'epoch':'test_accuracy' with linespoints linetype 2 \
        title 'base', \
    tuned using 'epoch':'test_accuracy' with linespoints linetype 3 \
        title 'tuned'
