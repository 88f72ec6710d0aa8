# stable.gp - the loss of a wrong logit, by way of the probability and not.
set xlabel 'logit z, label 0'
set ylabel 'loss'
set xrange [0:60]
set yrange [0:60]
set key top left Left reverse inside
table = data.'/stable.csv'
plot table using 'logit':'fused' with lines linetype 1 \
        title 'from the logit', \
    table using 'logit':'naive_double' with lines linetype 3 linewidth 4 \
        title '-log(1 - p), double', \
    table using 'logit':'naive_float' with lines linetype 2 linewidth 4 \
        title '-log(1 - p), float'
