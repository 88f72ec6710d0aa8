# accuracy.gp - three measures of the same neuron on the test half.
set xlabel 'epoch'
set ylabel 'share of the test half'
set xrange [0:100]
set yrange [0.6:1.01]
set key bottom right inside
table = data.'/curve.csv'
results = data.'/results.csv'
stats results using (strcol('what') eq 'always_not_5' ? \
    column('test_accuracy') : NaN) nooutput
never = STATS_max
plot table using 'epoch':'test_accuracy' with lines linetype 1 \
        title 'accuracy', \
    table using 'epoch':'test_balanced' with lines linetype 2 \
        title 'balanced accuracy', \
    table using 'epoch':'test_recall' with lines linetype 3 \
        title 'recall of the fives', \
    never with lines linetype 7 title 'accuracy of always not 5'
