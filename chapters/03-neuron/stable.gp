# stable.gp - how far the loss of a wrong logit lies above the logit itself,
# by way of the probability and straight from the logit.
set xlabel 'logit z, label 0'
set ylabel 'computed loss less z'
set xrange [5:45]
set yrange [-0.8:0.8]
set key bottom right inside
table = data.'/stable.csv'
plot table using 'logit':(column('naive_float') - column('logit')) \
        with lines linetype 2 title '-log(1 - p) in float', \
    table using 'logit':(column('naive_double') - column('logit')) \
        with lines linetype 3 title '-log(1 - p) in double', \
    table using 'logit':(column('fused') - column('logit')) \
        with lines linetype 1 title 'straight from the logit'
