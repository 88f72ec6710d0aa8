# accuracy.gp - the default run: the share of right answers on both sets.
set xlabel 'epoch'
set ylabel 'accuracy'
set yrange [0:1]
set key bottom right inside
table = data.'/curve.csv'
plot table using 'epoch':'train_accuracy' with linespoints \
        title 'training set', \
    table using 'epoch':'test_accuracy' with linespoints title 'test set'
